/**
 * Numbers as coloured squares: red for positive, blue for negative, stronger for larger.
 *
 * @import {Box} from "../types.js"
 */

import { colour } from "../util/theme.js";

export const FULL = 100; // the strongest value, as in lecun1989/explain/intensities.py

/**
 * Clear a canvas and paint values.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} values -100 to 100, row by row; none only clears the canvas.
 * @param {number} columns
 * @param {Box | null} [frame] Drawn around some squares.
 */
export function paintHeatmap(canvas, values, columns, frame = null) {
  const context = canvas.getContext("2d");
  if (!context) return;
  const side = canvas.width / columns;
  context.clearRect(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < values.length; at++) {
    context.globalAlpha = Math.abs(values[at]) / FULL;
    context.fillStyle = colour(values[at] < 0 ? "negative" : "accent");
    context.fillRect(side * (at % columns), side * Math.floor(at / columns), side, side);
  }
  context.globalAlpha = 1;
  if (!frame) return;
  const [left, top, right, bottom] = frame;
  context.strokeStyle = colour("ink");
  context.lineWidth = side / 5;
  context.strokeRect(side * (left + 0.1), side * (top + 0.1), side * (right - left - 0.2), side * (bottom - top - 0.2));
}

/** @param {number} scale The value of full colour. @param {number} [digits] */
export function formatScale(scale, digits = 2) {
  return scale.toFixed(digits);
}
