/**
 * The panel that explains the answer: attribution of an output, occlusion, and the smallest counterfactual strokes.
 *
 * @import {Attribution, EngineCalls, Picture, Reading} from "../types.js"
 * @import {PageStore} from "../state.js"
 */

import { newest } from "../engine/newest.js";
import { paintImage, SIDE } from "../network/digit-image.js";
import { formatScale, paintHeatmap } from "../network/heatmap.js";
import { byId, context2d, find } from "../util/dom.js";
import { onThemeChange } from "../util/theme.js";
import { plain, withArticle } from "../util/words.js";

const REST = 300; // milliseconds without a stroke before slow computations start

/**
 * @param {EngineCalls} engine
 * @param {PageStore} store
 * @param {(picture: Picture) => void} onTake Puts the changed digit on the pad.
 */
export function createAttributionPanel(engine, store, onTake) {
  const buttons = Array.from({ length: 10 }, (_, digit) => byId(`why-${digit}`, HTMLButtonElement));
  const equation = byId("equation", HTMLElement);
  const turned = byId("turned", HTMLCanvasElement);
  const note = byId("turn-note", HTMLElement);
  const take = byId("take", HTMLButtonElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  /** The digit with the strokes that change the answer. @type {Float32Array | null} */
  let changed = null;

  /** The reading to explain, while this panel is open and something is drawn. @returns {Reading | null} */
  const subject = () => {
    const { panel, reading } = store.state;
    return panel === "attribution" && reading?.digit !== undefined ? reading : null;
  };
  const isReady = () => store.state.ready;

  const share = newest(
    async (isStale) => {
      const reading = subject();
      if (!reading) return;
      const output = store.state.output ?? Number(reading.digit);
      const found = await engine.attribution(reading.number, output);
      if (isStale() || subject() !== reading) return;
      store.set({ shares: found.layers });
      paint("why-input", found.layers.input.values, found.layers.input.scale);
      equation.textContent = describe(output, found);
      buttons.forEach((button, at) => button.setAttribute("aria-pressed", String(at === output)));
    },
    { isReady },
  );

  const explore = newest(
    async (isStale) => {
      const reading = subject();
      if (!reading) return;
      const isGone = () => isStale() || subject() !== reading;
      const { erased, inked, scale } = await engine.occlusion(reading.number);
      if (isGone()) return;
      paint("why-paper", erased, scale);
      paint("why-ink", inked, scale);
      const { output } = store.state;
      await search(reading, output !== null && output !== reading.digit ? output : runnerUp(reading), isGone);
    },
    { isReady },
  );

  /** @param {Reading} reading @param {number} digit @param {() => boolean} isGone */
  async function search(reading, digit, isGone) {
    byId("turn-to", HTMLElement).textContent = withArticle(digit);
    note.textContent = "Looking …";
    changed = null;
    take.disabled = true;
    let step;
    let painted = 0;
    do {
      step = await engine.counterfactual(reading.number, digit);
      if (isGone()) return;
      if (step.strokes > painted || step.done) paintChange(turned, reading.image, step.image);
      painted = step.strokes;
    } while (!step.done);
    const { found, ink, strokes } = step;
    changed = found ? step.image : null;
    take.disabled = !found;
    const count = strokes > 1 ? `${strokes} strokes, ` : "";
    note.textContent = found
      ? `${count}${ink.toFixed(1)} pixels of ink: red is added, blue wiped.`
      : `No ${strokes} strokes of this kind do it.`;
  }

  function clear() {
    equation.textContent = "Nothing is drawn.";
    for (const id of ["why-input", "why-paper", "why-ink"]) paint(id, [], 0);
    paintChange(turned, [], []);
    note.textContent = "";
    take.disabled = true;
  }

  function refresh() {
    const { panel, shares } = store.state;
    clearTimeout(resting);
    if (!subject()) {
      if (shares) store.set({ shares: null });
      if (panel === "attribution") clear();
      return;
    }
    share.request();
    resting = setTimeout(explore.request, REST);
  }

  buttons.forEach((button, output) => button.addEventListener("click", () => store.set({ output })));
  take.addEventListener("click", () => changed && onTake({ values: changed, digit: null }));
  store.subscribe(["reading", "panel", "output"], refresh);
  store.subscribe(["ready"], () => {
    share.resume();
    explore.resume();
  });
  onThemeChange(refresh);
}

/** @param {Reading} reading */
function runnerUp({ outputs, digit }) {
  return outputs.reduce((best, value, at) => (at !== digit && (best < 0 || value > outputs[best]) ? at : best), -1);
}

/** @param {number} output @param {Attribution} attribution */
function describe(output, { total, baseline }) {
  const ink = total - baseline;
  return (
    `Output ${output}: on blank paper its sum is ${plain(baseline)}. The ink ${ink < 0 ? "takes" : "adds"} ` +
    `${plain(Math.abs(ink))}${ink < 0 ? " away" : ""}, which makes ${plain(total)}. In each layer the shares add up to ${plain(ink)}.`
  );
}

/** @param {string} id @param {ArrayLike<number>} values @param {number} scale */
function paint(id, values, scale) {
  const canvas = byId(id, HTMLCanvasElement);
  paintHeatmap(canvas, values, SIDE);
  find(".scale span", HTMLElement, canvas.parentElement ?? document).textContent = scale ? formatScale(scale) : "0";
}

/**
 * Paint a digit, and on top what was added and erased.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} before
 * @param {ArrayLike<number>} after
 */
function paintChange(canvas, before, after) {
  const difference = Array.from(after, (value, at) => 50 * (value - before[at]));
  paintHeatmap(canvas, difference, SIDE);
  const context = context2d(canvas);
  context.globalCompositeOperation = "destination-over";
  paintImage(context, before, getComputedStyle(canvas).color);
  context.globalCompositeOperation = "source-over";
}
