/**
 * What the network makes of its input moved, turned, resized, with another pen, with noise: sliders, and a curve each.
 *
 * @import {Engine} from "../engine/engine.js"
 * @import {Answer, Curves} from "../types.js"
 */

import { find, hook } from "../util/dom.js";
import { latest } from "../engine/latest.js";

const SVG = "http://www.w3.org/2000/svg";
const [HEIGHT, BAND] = [40, 15]; // of a curve, and of the row of digits below it

/**
 * @param {Engine} engine
 * @param {() => string} model Name of the network that reads.
 * @param {(answer: Answer) => void} onAnswer How the distorted input is read.
 */
export function layBend(engine, model, onAnswer) {
  const sliders = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("[data-neutral]")]);
  /** @type {Answer | null} How what is drawn is read. */
  let drawn = null;
  let isOpen = false;

  const settings = () => Float32Array.from(sliders, (slider) => Number(slider.value));
  const isNeutral = () => sliders.every((slider) => Number(slider.value) === Number(slider.dataset.neutral));

  const read = latest(engine, async (isStale) => {
    if (!drawn || drawn.digit === null) return;
    const answer = isNeutral() ? drawn : await engine.distort(model(), Float32Array.from(drawn.input), settings());
    if (!isStale()) onAnswer(answer);
  });

  const trace = latest(engine, async (isStale) => {
    if (!isOpen) return;
    const traced = drawn;
    if (!traced || traced.digit === null) return wipe();
    const curves = await engine.curves(model(), Float32Array.from(traced.input), settings());
    if (isStale() || traced !== drawn) return;
    for (const slider of sliders) paintCurve(slider, curves, Number(traced.digit));
  });

  function wipe() {
    for (const slider of sliders) curveOf(slider).replaceChildren();
  }

  function reset() {
    for (const slider of sliders) slider.value = slider.dataset.neutral ?? "0";
    label();
  }

  function label() {
    for (const slider of sliders) find(`output[for="${slider.id}"]`, HTMLOutputElement).value = slider.value.replace("-", "−");
  }

  for (const slider of sliders) {
    slider.addEventListener("input", () => {
      label();
      read();
      trace();
    });
  }
  hook("unbend", HTMLButtonElement).addEventListener("click", () => {
    reset();
    read();
    trace();
  });
  label();

  return {
    /** Something else is drawn, or it is read by another network: the sliders are as they were. @param {Answer | null} answer */
    show(answer) {
      drawn = answer;
      reset();
      trace();
    },
    /** @param {boolean} opened */
    turn(opened) {
      isOpen = opened;
      if (opened) trace();
      else if (!isNeutral()) {
        reset();
        read();
      }
    },
  };
}

/** @param {HTMLInputElement} slider */
const curveOf = (slider) => find(`[data-curve="${slider.id.slice("bend-".length)}"]`, SVGSVGElement);

/**
 * @param {HTMLInputElement} slider
 * @param {Curves} curves
 * @param {number} digit Whose output's height is drawn.
 */
function paintCurve(slider, curves, digit) {
  const svg = curveOf(slider);
  const { digits, scores } = curves[slider.id.slice("bend-".length)];
  const last = digits.length - 1;
  const width = svg.clientWidth;
  svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT + BAND + 1}`);
  const x = (/** @type {number} */ at) => (at / last) * width;
  const points = scores.map((each, at) => `${x(at).toFixed(1)},${(HEIGHT - 1 - each[digit] * (HEIGHT - 3)).toFixed(1)}`);
  const now = (Number(slider.value) - Number(slider.min)) / (Number(slider.max) - Number(slider.min));
  /** @type {SVGElement[]} */
  const parts = [
    make("path", { class: "area", d: `M0,${HEIGHT} L${points.join(" ")} L${width},${HEIGHT} Z` }),
    make("polyline", { class: "height", points: points.join(" ") }),
    make("line", { class: "now", x1: now * width, x2: now * width, y1: 0, y2: HEIGHT }),
  ];
  const said = [];
  for (let from = 0; from <= last; ) {
    let to = from;
    while (to < last && digits[to + 1] === digits[from]) to++;
    const [left, right] = [x(Math.max(from - 0.5, 0)), x(Math.min(to + 0.5, last))];
    const kind = digits[from] === digit ? "run same" : "run";
    parts.push(make("rect", { class: kind, x: left, y: HEIGHT + 1, width: right - left, height: BAND }));
    if (right - left >= 9) {
      const text = make("text", { class: kind, x: (left + right) / 2, y: HEIGHT + BAND - 2, "text-anchor": "middle" });
      text.textContent = String(digits[from]);
      parts.push(text);
    }
    said.push(digits[from]);
    from = to + 1;
  }
  svg.replaceChildren(...parts);
  const name = find(`label[for="${slider.id}"]`, HTMLLabelElement).textContent;
  svg.setAttribute("aria-label", `${name}: from left to right it is read as ${said.join(", then ")}`);
}

/** @param {string} tag @param {Record<string, string | number>} attributes */
function make(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
