/** A drawing as strokes, and how it is put on a canvas. Coordinates are the pad's: 280 by 280, y down. */

export const SIDE = 280;
export const PEN = 20;

/** @typedef {{x: number, y: number}} Point */
/** @typedef {Point[]} Stroke At least one point. */

/**
 * Draw a stroke from its point number `from` on. Each segment is drawn by itself, so a stroke that grows point by
 * point and one drawn anew leave the same pixels.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Stroke} stroke
 * @param {number} from
 * @param {number} scale Canvas pixels for one of the pad's.
 */
export function drawStroke(context, stroke, from, scale) {
  context.lineCap = "round";
  context.lineWidth = PEN * scale;
  for (let end = from; end < stroke.length; end++) {
    const a = stroke[Math.max(end - 1, 0)];
    const b = stroke[end];
    context.beginPath();
    context.moveTo(a.x * scale, a.y * scale);
    context.lineTo(b.x * scale, b.y * scale); // of no length for a tap: a dot
    context.stroke();
  }
}

/**
 * Wipe a canvas and draw all strokes.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Stroke[]} strokes
 * @param {number} scale
 */
export function drawAll(context, strokes, scale) {
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  for (const stroke of strokes) drawStroke(context, stroke, 0, scale);
}
