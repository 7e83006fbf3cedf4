/**
 * Why this answer: every unit's share in an output, what each spot is worth, and the least stroke that changes it.
 *
 * @import {Engine} from "../engine/engine.js"
 * @import {Answer, Picture, Why} from "../types.js"
 */

import { context2d, hook } from "../util/dom.js";
import { latest } from "../engine/latest.js";
import { paintLevels } from "../network/heatmap.js";
import { paintPicture } from "../network/digit-image.js";
import { withArticle } from "../network/answer.js";

const SIDE = 16;
const REST = 300; // milliseconds after which the pen is taken to rest: what takes long begins then
const MOST_STROKES = 3;

/**
 * @param {Engine} engine
 * @param {() => string} model Name of the network that reads.
 * @param {(layers: Why["layers"] | null) => void} colour Shows shares in the network's layers.
 * @param {(picture: Picture) => void} onTake Puts the changed digit on the pad.
 */
export function layWhy(engine, model, colour, onTake) {
  const buttons = Array.from({ length: 10 }, (_, digit) => hook(`why-${digit}`, HTMLButtonElement));
  const equation = hook("equation", HTMLElement);
  const turned = hook("turned", HTMLCanvasElement);
  const take = hook("take", HTMLButtonElement);
  /** @type {Answer | null} */
  let answer = null;
  /** @type {number | null} The output that was chosen; null: the answer's. */
  let chosen = null;
  let isOpen = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  /** @type {Float32Array | null} */
  let found = null;

  const seen = () => Float32Array.from(answer?.input ?? []);
  const output = () => chosen ?? answer?.digit ?? 0;

  const share = latest(engine, async (isStale) => {
    if (!isOpen || answer?.digit == null) return;
    const digit = output();
    const why = await engine.why(model(), seen(), digit);
    if (isStale() || !isOpen) return;
    colour(why.layers);
    paint("why-input", why.layers.input.levels[0], why.layers.input.scale);
    equation.textContent = describe(digit, why);
    buttons.forEach((button, at) => button.setAttribute("aria-pressed", String(at === digit)));
  });

  const explore = latest(engine, async (isStale) => {
    const explored = answer;
    if (!isOpen || !explored || explored.digit === null) return;
    const isGone = () => isStale() || !isOpen || answer !== explored;
    const { levels, scale } = await engine.occlude(model(), seen());
    if (isGone()) return;
    paint("why-paper", levels[0], scale);
    paint("why-ink", levels[1], scale);
    await turn(explored, chosen !== null && chosen !== explored.digit ? chosen : runnerUp(explored), isGone);
  });

  /**
   * Look for the least stroke, and where none does it for one more, from the best so far.
   *
   * @param {Answer} from
   * @param {number} digit
   * @param {() => boolean} isGone
   */
  async function turn({ input }, digit, isGone) {
    const note = hook("turn-note", HTMLElement);
    hook("turn-to", HTMLElement).textContent = withArticle(digit);
    note.textContent = "Looking …";
    found = null;
    take.disabled = true;
    const original = Float32Array.from(input);
    let [values, ink] = [original, 0];
    for (let strokes = 1; strokes <= MOST_STROKES; strokes++) {
      /** @type {import("../types.js").Tried["nearest"]} */
      let best = null;
      for (let first = 0, left = 1; left; ) {
        const tried = await engine.change(model(), values, digit, first);
        if (isGone()) return;
        if (tried.nearest && (!best || tried.nearest.lead > best.lead)) best = tried.nearest;
        first = tried.next;
        left = tried.left;
      }
      if (!best) break;
      values = Float32Array.from(best.values);
      ink += best.ink;
      paintChange(turned, original, values);
      if (best.lead <= 0) continue;
      found = values;
      take.disabled = false;
      const count = strokes > 1 ? `${strokes} strokes, ` : "";
      note.textContent = `${count}${ink.toFixed(1)} pixels of ink: red is added, blue wiped.`;
      return;
    }
    note.textContent = `No ${MOST_STROKES} strokes of this kind do it.`;
  }

  function refresh() {
    share();
    clearTimeout(resting);
    resting = setTimeout(explore, REST);
  }

  /** @param {number} digit */
  function choose(digit) {
    chosen = digit;
    refresh();
  }

  buttons.forEach((button, digit) => button.addEventListener("click", () => choose(digit)));
  take.addEventListener("click", () => found && onTake({ values: found, digit: null }));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);

  return {
    /** @param {Answer | null} next */
    show(next) {
      answer = next;
      chosen = null;
      if (!isOpen) return;
      if (next?.digit == null) {
        colour(null);
        equation.textContent = "Nothing is drawn.";
        for (const id of ["why-input", "why-paper", "why-ink"]) paint(id, [], "0");
        paintChange(turned, [], []);
        hook("turn-note", HTMLElement).textContent = "";
        take.disabled = true;
      } else refresh();
    },
    /** @param {boolean} opened */
    turn(opened) {
      isOpen = opened;
      if (opened) this.show(answer);
      else colour(null);
    },
    choose,
  };
}

/** @param {Answer} answer */
function runnerUp({ outputs, digit }) {
  return outputs.reduce((best, value, at) => (at !== digit && (best < 0 || value > outputs[best]) ? at : best), -1);
}

/** @param {number} digit @param {Why} why */
function describe(digit, { total, paper }) {
  const plain = (/** @type {number} */ value) => value.toFixed(2).replace("-", "−");
  const ink = total - paper;
  return (
    `Output ${digit}: on blank paper its sum is ${plain(paper)}. The ink ${ink < 0 ? "takes" : "adds"} ` +
    `${plain(Math.abs(ink))}${ink < 0 ? " away" : ""}, which makes ${plain(total)}. In each layer the shares add up to ${plain(ink)}.`
  );
}

/** @param {string} id @param {number[]} levels @param {string} scale */
function paint(id, levels, scale) {
  const canvas = hook(id, HTMLCanvasElement);
  paintLevels(canvas, levels, SIDE);
  const label = canvas.parentElement?.querySelector(".scale span");
  if (label) label.textContent = scale;
}

/**
 * Paint a digit, and over it what was added and wiped.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} before
 * @param {ArrayLike<number>} after
 */
function paintChange(canvas, before, after) {
  const changed = Array.from(after, (value, at) => 50 * (value - before[at]));
  paintLevels(canvas, changed, SIDE);
  const context = context2d(canvas);
  context.globalCompositeOperation = "destination-over";
  paintPicture(context, before, getComputedStyle(canvas).color);
  context.globalCompositeOperation = "source-over";
}
