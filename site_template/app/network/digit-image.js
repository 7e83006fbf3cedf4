/** A network's input, a 16 by 16 image, on a canvas. */

export const SIDE = 16;

/**
 * Paint an image without clearing the canvas.
 *
 * @param {CanvasRenderingContext2D} context Context of a square canvas.
 * @param {ArrayLike<number>} values 256 values from -1 (paper, not painted) to 1 (ink), row by row; or none.
 * @param {string} colour
 * @param {number} [margin] Empty margin on each side, as a share of the canvas.
 */
export function paintImage(context, values, colour, margin = 0) {
  const side = context.canvas.width;
  // Whole pixels, so there are no seams between the squares.
  const edge = (/** @type {number} */ at) => Math.round(side * (margin + ((1 - 2 * margin) * at) / SIDE));
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = colour;
  for (let at = 0; at < values.length; at++) {
    const [column, row] = [at % SIDE, Math.floor(at / SIDE)];
    context.globalAlpha = Math.min(Math.max((values[at] + 1) / 2, 0), 1);
    context.fillRect(edge(column), edge(row), edge(column + 1) - edge(column), edge(row + 1) - edge(row));
  }
  context.globalAlpha = 1;
}
