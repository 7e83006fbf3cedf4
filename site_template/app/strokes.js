/** A drawing as strokes, and how it is put on a canvas. Coordinates are the pad's: 280 by 280, y down. */

export const SIDE = 280;
export const PEN = 20;

/** @typedef {{x: number, y: number}} Point */
/** @typedef {{points: Point[], pen: number, erases: boolean}} Stroke At least one point; a pen's width; whether it wipes. */

/**
 * Wipe a square canvas and draw the strokes with round pens.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {readonly Stroke[]} strokes
 * @param {string} colour
 */
export function drawStrokes(context, strokes, colour) {
  const scale = context.canvas.width / SIDE;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, SIDE, SIDE);
  context.strokeStyle = context.fillStyle = colour;
  context.lineCap = context.lineJoin = "round";
  for (const { points, pen, erases } of strokes) {
    const [first, ...rest] = points;
    context.globalCompositeOperation = erases ? "destination-out" : "source-over";
    context.lineWidth = pen;
    context.beginPath();
    if (rest.length === 0) {
      context.arc(first.x, first.y, pen / 2, 0, 2 * Math.PI); // a tap makes a dot; a line of no length is not drawn
      context.fill();
    } else {
      context.moveTo(first.x, first.y);
      for (const { x, y } of rest) context.lineTo(x, y);
      context.stroke();
    }
  }
  context.globalCompositeOperation = "source-over";
}
