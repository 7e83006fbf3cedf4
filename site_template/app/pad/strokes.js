/**
 * A drawing as strokes, and drawing it on a canvas. Coordinates are the pad's, such as 280 by 280, y down.
 *
 * @import {Line} from "../types.js"
 */

export const SIDE = 280;
export const PEN = 20;

/** @typedef {{x: number, y: number}} Point */
/** @typedef {{points: Point[], pen: number, erases: boolean}} Stroke At least one point; the pen's width; whether it erases. */

/**
 * @param {readonly Line[]} lines
 * @returns {Stroke[]} Strokes with the standard pen.
 */
export function toStrokes(lines) {
  return lines.map((line) => ({ points: line.map(([x, y]) => ({ x, y })), pen: PEN, erases: false }));
}

/**
 * Clear a canvas and draw the strokes with round pens.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {readonly Stroke[]} strokes
 * @param {string} colour
 * @param {number} [width] Width of the pad, in its coordinates.
 */
export function drawStrokes(context, strokes, colour, width = SIDE) {
  const { canvas } = context;
  const scale = canvas.width / width;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.strokeStyle = context.fillStyle = colour;
  context.lineCap = context.lineJoin = "round";
  for (const { points, pen, erases } of strokes) {
    const [first, ...rest] = points;
    context.globalCompositeOperation = erases ? "destination-out" : "source-over";
    context.lineWidth = pen;
    context.beginPath();
    if (rest.length === 0) {
      context.arc(first.x, first.y, pen / 2, 0, 2 * Math.PI); // a tap makes a dot; canvases do not draw lines of length 0
      context.fill();
    } else {
      context.moveTo(first.x, first.y);
      for (const { x, y } of rest) context.lineTo(x, y);
      context.stroke();
    }
  }
  context.globalCompositeOperation = "source-over";
}
