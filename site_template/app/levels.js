/** Numbers as squares: red above nought, blue below, the stronger the larger. */

const LEVELS = 100; // of strength, as in kernels.py
const style = getComputedStyle(document.documentElement);

/**
 * Paint levels over what is there.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} levels -100 to 100, row by row; none to wipe it.
 * @param {number} columns
 * @param {number} [marked] The square with a frame around it.
 */
export function paintLevels(canvas, levels, columns, marked = -1) {
  const context = canvas.getContext("2d");
  if (!context) return;
  const side = canvas.width / columns;
  const [positive, negative, ink] = ["--accent", "--negative", "--ink"].map((name) => style.getPropertyValue(name));
  context.clearRect(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < levels.length; at++) {
    context.globalAlpha = Math.abs(levels[at]) / LEVELS;
    context.fillStyle = levels[at] < 0 ? negative : positive;
    context.fillRect(side * (at % columns), side * Math.floor(at / columns), side, side);
  }
  context.globalAlpha = 1;
  if (marked < 0) return;
  context.strokeStyle = ink;
  context.lineWidth = side / 5;
  context.strokeRect(side * (marked % columns + 0.1), side * (Math.floor(marked / columns) + 0.1), 0.8 * side, 0.8 * side);
}
