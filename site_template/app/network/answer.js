/**
 * The network's input and answer: the image, the ten outputs, the digit.
 *
 * @import {PageStore} from "../state.js"
 * @import {Pad} from "../pad/pad.js"
 * @import {Reading} from "../types.js"
 */

import { byId, context2d, find } from "../util/dom.js";
import { onThemeChange } from "../util/theme.js";
import { withArticle } from "../util/words.js";
import { paintImage, SIDE } from "./digit-image.js";

/**
 * @param {PageStore} store
 * @param {Pad} pad
 * @param {(digit: number) => void} onOutput Called when an output is clicked.
 */
export function createAnswer(store, pad, onOutput) {
  const root = document.documentElement;
  const prediction = byId("prediction", HTMLElement);
  const [doubt, guess] = [find(".doubt", HTMLElement), byId("guess", HTMLElement)];
  const [truth, fact] = [find(".truth", HTMLElement), byId("truth", HTMLElement)];
  const input = byId("input-image", HTMLCanvasElement);
  const bars = Array.from({ length: 10 }, (_, digit) => {
    const item = byId(`prob-${digit}`, HTMLElement);
    find("button", HTMLButtonElement, item).addEventListener("click", () => onOutput(digit));
    return { item, bar: find(".bar", SVGRectElement, item), value: find(".value", HTMLElement, item) };
  });

  /** @param {Reading | null} reading Null for a blank pad. */
  function show(reading) {
    const digit = reading?.digit;
    const text = digit === undefined || reading?.rejected ? "?" : String(digit);
    if (prediction.textContent !== text) prediction.textContent = text; // otherwise screen readers would announce it again
    bars.forEach(({ item, bar, value }, at) => {
      const score = digit === undefined ? 0 : (reading?.scores[at] ?? 0);
      item.dataset.value = String(Number(score.toFixed(6)));
      item.classList.toggle("best", String(at) === text);
      bar.setAttribute("width", String(100 * score));
      value.textContent = score.toFixed(2);
    });
    const known = reading ? pad.picture?.digit : null;
    showLine(doubt, guess, reading?.rejected && digit !== undefined ? `perhaps ${withArticle(digit)}` : "");
    showLine(truth, fact, known == null ? "" : `It is ${withArticle(known)}.`);
    paintInput();
    if (reading) root.dataset.answers = String(Number(root.dataset.answers) + 1);
  }

  function paintInput() {
    const { example, reading } = store.state;
    const context = context2d(input);
    context.clearRect(0, 0, SIDE, SIDE);
    if (!example && reading) paintImage(context, reading.image, getComputedStyle(input).color);
  }

  onThemeChange(paintInput);
  store.subscribe(["reading"], ({ example, reading }) => !example && show(reading));
}

/**
 * @param {HTMLElement} line Hidden if the text is empty.
 * @param {HTMLElement} place The element in the line for the text.
 * @param {string} text
 */
function showLine(line, place, text) {
  line.hidden = text === "";
  if (place.textContent !== text) place.textContent = text;
}
