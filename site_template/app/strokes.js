/** A drawing as strokes, and how it is put on a canvas. Coordinates are the pad's: 280 by 280, y down. */

export const SIDE = 280;
export const PEN = 20;

/** @typedef {{x: number, y: number}} Point */
/** @typedef {Point[]} Stroke At least one point. */

/**
 * Wipe a square canvas and draw the strokes with a round pen.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Stroke[]} strokes
 * @param {string} colour
 */
export function drawStrokes(context, strokes, colour) {
  const scale = context.canvas.width / SIDE;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, SIDE, SIDE);
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = PEN;
  context.lineCap = context.lineJoin = "round";
  for (const [first, ...rest] of strokes) {
    context.beginPath();
    if (rest.length === 0) {
      context.arc(first.x, first.y, PEN / 2, 0, 2 * Math.PI); // a tap makes a dot; a line of no length is not drawn
      context.fill();
    } else {
      context.moveTo(first.x, first.y);
      for (const { x, y } of rest) context.lineTo(x, y);
      context.stroke();
    }
  }
}
