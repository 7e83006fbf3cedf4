/**
 * What the network saw and answered, on the page.
 *
 * @import {Answer, Kernels, Picture} from "../types.js"
 */

import { context2d, find, hook } from "../util/dom.js";
import { paintKernels } from "./kernels.js";
import { paintPicture } from "./digit-image.js";

const SIDE = 16;

const root = document.documentElement;
const prediction = hook("prediction", HTMLElement);
const doubt = find(".doubt", HTMLElement);
const guess = hook("guess", HTMLElement);
const truth = find(".truth", HTMLElement);
const fact = hook("truth", HTMLElement);
const input = hook("cnn-input", HTMLCanvasElement);
const kernelRow = hook("kernels", HTMLElement);
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

/** @param {(digit: number) => void} choose An output is pressed. */
export function onOutput(choose) {
  bars.forEach(({ item }, digit) => item.querySelector("button")?.addEventListener("click", () => choose(digit)));
}

/** The visitor draws: the worked example makes room. */
export function dismissExample() {
  root.dataset.showing = "drawing";
}

/**
 * @param {Answer & {picture: Picture | null}} answer With the picture that was read, if it was not drawn.
 */
export function showAnswer({ digit, rejected, scores, input, picture }) {
  show(rejected || digit === null ? "?" : String(digit), scores, input);
  showLine(doubt, guess, rejected && digit !== null ? `perhaps ${withArticle(digit)}` : "");
  const known = picture?.digit ?? null;
  showLine(truth, fact, known === null ? "" : `It is ${withArticle(known)}.`);
  root.dataset.answers = String(Number(root.dataset.answers) + 1);
}

export function showNothing() {
  show("?", [], []);
  showLine(doubt, guess, "");
  showLine(truth, fact, "");
}

/** @param {number} digit */
export function withArticle(digit) {
  return `${digit === 8 ? "an" : "a"} ${digit}`;
}

/**
 * @param {HTMLElement} line Hidden when there is nothing to say.
 * @param {HTMLElement} place Where in the line it is said.
 * @param {string} text
 */
function showLine(line, place, text) {
  line.hidden = text === "";
  if (place.textContent !== text) place.textContent = text;
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
    bar.setAttribute("width", String(100 * score));
    value.textContent = score.toFixed(2);
  });
  seen = values;
  paintInput();
}

function paintInput() {
  const context = context2d(input);
  context.clearRect(0, 0, SIDE, SIDE);
  paintPicture(context, seen, getComputedStyle(input).color);
}

/** @param {Kernels} kernels */
export function showKernels(kernels) {
  paintKernels(kernelRow, kernels);
  for (const label of scaleLabels) label.textContent = kernels.scale;
}
