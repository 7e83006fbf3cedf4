/**
 * What the network saw and answered, on the page.
 *
 * @import {Answer, Kernels} from "./types.js"
 */

import { context2d, hook } from "./dom.js";

const SIDE = 16;
const LEVELS = 100; // of a kernel cell's strength, as in figures.py

const root = document.documentElement;
const prediction = hook("prediction", HTMLOutputElement);
const input = hook("cnn-input", HTMLCanvasElement);
const kernelCells = [...hook("kernels", HTMLElement).querySelectorAll("svg")].map((svg) => [...svg.children]);
const scaleLabels = document.querySelectorAll("[data-scale]");
const bars = Array.from({ length: 10 }, (_, digit) => {
  const item = hook(`prob-${digit}`, HTMLElement);
  const [bar, value] = [item.querySelector(".bar"), item.querySelector(".value")];
  if (!bar || !value) throw new Error(`the page's output ${digit} has no bar`);
  return { item, bar, value };
});
/** @type {ArrayLike<number>} What the network saw last. */
let seen = [];

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => paintInput());

/** The visitor draws: the worked example makes room. */
export function dismissExample() {
  root.dataset.showing = "drawing";
}

/** @param {Answer} answer */
export function showAnswer(answer) {
  show(answer.rejected || answer.digit === null ? "?" : String(answer.digit), answer.scores, answer.input);
  root.dataset.answers = String(Number(root.dataset.answers) + 1);
}

export function showNothing() {
  show("?", [], []);
}

/**
 * @param {string} text
 * @param {ArrayLike<number>} scores
 * @param {ArrayLike<number>} values
 */
function show(text, scores, values) {
  if (prediction.textContent !== text) prediction.textContent = text; // else it would be read out again
  bars.forEach(({ item, bar, value }, digit) => {
    const score = scores[digit] ?? 0;
    item.dataset.value = String(Number(score.toFixed(6)));
    item.classList.toggle("best", String(digit) === text);
    bar.setAttribute("y", String(100 - 100 * score));
    bar.setAttribute("height", String(100 * score));
    value.textContent = score.toFixed(2);
  });
  seen = values;
  paintInput();
}

function paintInput() {
  const context = context2d(input);
  context.clearRect(0, 0, SIDE, SIDE);
  context.fillStyle = getComputedStyle(input).color;
  for (let at = 0; at < seen.length; at++) {
    context.globalAlpha = Math.min(Math.max((seen[at] + 1) / 2, 0), 1);
    context.fillRect(at % SIDE, Math.floor(at / SIDE), 1, 1);
  }
  context.globalAlpha = 1;
}

/** @param {Kernels} kernels */
export function showKernels(kernels) {
  kernels.levels.forEach((levels, kernel) =>
    levels.forEach((level, cell) => {
      const rectangle = kernelCells[kernel][cell];
      rectangle.setAttribute("class", level < 0 ? "negative" : "positive");
      rectangle.setAttribute("fill-opacity", String(Math.abs(level) / LEVELS));
    }),
  );
  for (const label of scaleLabels) label.textContent = kernels.scale;
}
