/**
 * The same drawing, read by all networks.
 *
 * @import {PageStore} from "../state.js"
 * @import {Answer} from "../types.js"
 */

import { newest } from "../engine/newest.js";
import { paintImage } from "../network/digit-image.js";
import { byId, context2d, find } from "../util/dom.js";
import { colour, onThemeChange } from "../util/theme.js";

/**
 * @param {PageStore} store
 * @param {readonly string[]} names Names of all networks.
 * @param {(name: string) => Promise<Answer | null>} read Lets a network read the pad; null for a blank pad.
 * @param {(name: string) => void} onUse
 */
export function createComparePanel(store, names, read, onUse) {
  const refresh = newest(
    async (isStale) => {
      if (store.state.panel !== "compare") return;
      const { drawn, network } = store.state;
      for (const name of names) {
        const answer = name === network || !drawn ? drawn : await read(name).catch(() => null);
        if (isStale()) return;
        paint(byId(`reader-${name}`, HTMLElement), answer);
      }
    },
    { isReady: () => store.state.ready },
  );

  const mark = () => {
    for (const name of names) byId(`reader-${name}`, HTMLElement).toggleAttribute("data-reads", name === store.state.network);
  };

  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-use]"))) {
    button.addEventListener("click", () => onUse(button.dataset.use ?? ""));
  }
  store.subscribe(["network"], mark);
  store.subscribe(["drawn", "panel"], () => refresh.request());
  store.subscribe(["ready"], refresh.resume);
  onThemeChange(refresh.request);
  mark();
}

/** @param {HTMLElement} row @param {Answer | null} answer */
function paint(row, answer) {
  const [image, heights] = row.querySelectorAll("canvas");
  const digit = answer?.digit;
  const scores = answer && digit !== undefined ? answer.scores : [];
  const context = context2d(image);
  context.clearRect(0, 0, image.width, image.height);
  if (answer && digit !== undefined) paintImage(context, answer.image, getComputedStyle(image).color);
  find("b", HTMLElement, row).textContent = digit === undefined ? "?" : answer?.rejected ? `${digit}?` : String(digit);
  paintHeights(heights, scores, digit);
  const said = Array.from(scores, (score, at) => `${at}: ${score.toFixed(2)}`).join(", ");
  heights.setAttribute("aria-label", said ? `Its ten outputs: ${said}` : "Its ten outputs");
}

/** @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} scores @param {number | undefined} best */
function paintHeights(canvas, scores, best) {
  const context = context2d(canvas);
  const [width, height] = [canvas.width / 10, canvas.height];
  context.clearRect(0, 0, canvas.width, height);
  Array.from(scores).forEach((score, at) => {
    context.fillStyle = colour("rule");
    context.fillRect(at * width + 2, 0, width - 4, height);
    context.fillStyle = colour(at === best ? "accent" : "muted");
    context.fillRect(at * width + 2, height * (1 - score), width - 4, height * score);
  });
}
