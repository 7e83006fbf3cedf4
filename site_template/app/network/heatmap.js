/** Numbers as squares: red above nought, blue below, the stronger the larger. */

/** @typedef {[number, number, number, number]} Frame Left, top, right and bottom, in squares. */

const LEVELS = 100; // of strength, as in kernels.py
const style = getComputedStyle(document.documentElement);
const dark = matchMedia("(prefers-color-scheme: dark)");
/** @type {string[]} */
let colours = [];
dark.addEventListener("change", () => (colours = []));

/**
 * Paint levels over what is there.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} levels -100 to 100, row by row; none to wipe it.
 * @param {number} columns
 * @param {Frame | null} [frame] Drawn around some squares.
 */
export function paintLevels(canvas, levels, columns, frame = null) {
  const context = canvas.getContext("2d");
  if (!context) return;
  const side = canvas.width / columns;
  if (!colours.length) colours = ["--accent", "--negative", "--ink"].map((name) => style.getPropertyValue(name));
  const [positive, negative, ink] = colours;
  context.clearRect(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < levels.length; at++) {
    context.globalAlpha = Math.abs(levels[at]) / LEVELS;
    context.fillStyle = levels[at] < 0 ? negative : positive;
    context.fillRect(side * (at % columns), side * Math.floor(at / columns), side, side);
  }
  context.globalAlpha = 1;
  if (!frame) return;
  const [left, top, right, bottom] = frame;
  context.strokeStyle = ink;
  context.lineWidth = side / 5;
  context.strokeRect(side * (left + 0.1), side * (top + 0.1), side * (right - left - 0.2), side * (bottom - top - 0.2));
}
