/**
 * The same drawing, read by all networks.
 *
 * @import {Engine} from "../engine/engine.js"
 * @import {Answer} from "../types.js"
 */

import { context2d, find, hook } from "../util/dom.js";
import { latest } from "../engine/latest.js";
import { paintPicture } from "../network/digit-image.js";

/**
 * @param {Engine} engine
 * @param {readonly string[]} names
 * @param {(name: string) => Promise<Answer>} ask Lets a network read what is on the pad.
 * @param {() => boolean} isBlank Whether nothing is.
 * @param {(name: string) => void} onUse
 */
export function layCompare(engine, names, ask, isBlank, onUse) {
  let isOpen = false;

  const refresh = latest(engine, async (isStale) => {
    if (!isOpen) return;
    for (const name of names) {
      const answer = isBlank() ? null : await ask(name).catch(() => null);
      if (isStale()) return;
      paint(hook(`reader-${name}`, HTMLElement), answer);
    }
  });

  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-use]"))) {
    button.addEventListener("click", () => onUse(button.dataset.use ?? ""));
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);
  return {
    show: refresh,
    /** @param {boolean} opened */
    turn(opened) {
      isOpen = opened;
      refresh();
    },
    /** @param {string} name The network that reads. */
    mark(name) {
      for (const each of names) hook(`reader-${each}`, HTMLElement).toggleAttribute("data-reads", each === name);
    },
  };
}

/** @param {HTMLElement} row @param {Answer | null} answer */
function paint(row, answer) {
  const [picture, heights] = row.querySelectorAll("canvas");
  const scores = answer?.scores ?? [];
  const digit = answer?.digit ?? null;
  const context = context2d(picture);
  context.clearRect(0, 0, picture.width, picture.height);
  if (answer && digit !== null) paintPicture(context, answer.input, getComputedStyle(picture).color);
  find(`[data-testid="${row.dataset.testid}"] > b`, HTMLElement).textContent =
    !answer || digit === null ? "?" : answer.rejected ? `${digit}?` : String(digit);
  paintHeights(heights, scores, digit);
  const said = scores.map((score, at) => `${at}: ${score.toFixed(2)}`).join(", ");
  heights.setAttribute("aria-label", said ? `Its ten outputs: ${said}` : "Its ten outputs");
}

/** @param {HTMLCanvasElement} canvas @param {number[]} scores @param {number | null} best */
function paintHeights(canvas, scores, best) {
  const context = context2d(canvas);
  const style = getComputedStyle(document.documentElement);
  const [width, height] = [canvas.width / 10, canvas.height];
  context.clearRect(0, 0, canvas.width, height);
  scores.forEach((score, at) => {
    context.fillStyle = style.getPropertyValue("--rule");
    context.fillRect(at * width + 2, 0, width - 4, height);
    context.fillStyle = style.getPropertyValue(at === best ? "--accent" : "--muted");
    context.fillRect(at * width + 2, height * (1 - score), width - 4, height * score);
  });
}
