/**
 * The network's answers for a moved, rotated, resized, thickened or noisy input: sliders, each with a curve.
 *
 * @import {Curves, EngineCalls} from "../types.js"
 * @import {PageStore} from "../state.js"
 */

import { newest } from "../engine/newest.js";
import { showReading } from "../state.js";
import { byId, find, makeSvg } from "../util/dom.js";

const [HEIGHT, BAND] = [40, 15]; // height of a curve, and of the row of digits below it
const CLASSES = 10;

/**
 * @param {EngineCalls} engine
 * @param {PageStore} store
 */
export function createPerturbPanel(engine, store) {
  const sliders = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("[data-neutral]")]);
  const isReady = () => store.state.ready;
  const values = () => Float32Array.from(sliders, (slider) => Number(slider.value));
  const isNeutral = () => sliders.every((slider) => Number(slider.value) === Number(slider.dataset.neutral));

  const read = newest(
    async (isStale) => {
      const { drawn, pointed } = store.state;
      if (drawn?.digit === undefined) return;
      const reading = isNeutral() ? drawn : await engine.perturb(drawn.number, values(), pointed.layer, pointed.index);
      if (!isStale() && store.state.drawn === drawn) showReading(store, reading);
    },
    { isReady },
  );

  const trace = newest(
    async (isStale) => {
      const { drawn, panel } = store.state;
      if (panel !== "perturb") return;
      if (drawn?.digit === undefined) return clear();
      const curves = await engine.curves(drawn.number, values());
      if (isStale() || store.state.drawn !== drawn) return;
      for (const slider of sliders) paintCurve(slider, curves, drawn.digit);
    },
    { isReady },
  );

  function clear() {
    for (const slider of sliders) curveOf(slider).replaceChildren();
  }

  function reset() {
    for (const slider of sliders) slider.value = slider.dataset.neutral ?? "0";
    label();
  }

  function label() {
    for (const slider of sliders) find(`output[for="${slider.id}"]`, HTMLOutputElement).value = String(Number(slider.value)).replace("-", "−");
  }

  function change() {
    label();
    read.request();
    trace.request();
  }

  for (const slider of sliders) slider.addEventListener("input", change);
  byId("unbend", HTMLButtonElement).addEventListener("click", () => {
    reset();
    change();
  });
  label();

  // Reset the sliders for a new drawing or another network.
  store.subscribe(["drawn"], () => {
    reset();
    trace.request();
  });
  store.subscribe(["panel"], ({ panel }) => {
    if (panel === "perturb") trace.request();
    else if (!isNeutral()) {
      reset();
      read.request();
    }
  });
  store.subscribe(["ready"], () => {
    read.resume();
    trace.resume();
  });
}

/** @param {HTMLInputElement} slider */
const curveOf = (slider) => find(`[data-curve="${slider.id.slice("perturb-".length)}"]`, SVGSVGElement);

/**
 * @param {HTMLInputElement} slider
 * @param {Curves} curves
 * @param {number} digit The digit whose score is drawn.
 */
function paintCurve(slider, curves, digit) {
  const svg = curveOf(slider);
  const { digits, scores } = curves[slider.id.slice("perturb-".length)];
  const last = digits.length - 1;
  const width = svg.clientWidth;
  svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT + BAND + 1}`);
  const x = (/** @type {number} */ at) => (at / last) * width;
  const y = (/** @type {number} */ at) => HEIGHT - 1 - scores[CLASSES * at + digit] * (HEIGHT - 3);
  const points = Array.from(digits, (_, at) => `${x(at).toFixed(1)},${y(at).toFixed(1)}`);
  const now = (Number(slider.value) - Number(slider.min)) / (Number(slider.max) - Number(slider.min));
  const parts = [
    makeSvg("path", { class: "area", d: `M0,${HEIGHT} L${points.join(" ")} L${width},${HEIGHT} Z` }),
    makeSvg("polyline", { class: "height", points: points.join(" ") }),
    makeSvg("line", { class: "now", x1: now * width, x2: now * width, y1: 0, y2: HEIGHT }),
  ];
  const said = [];
  for (let from = 0; from <= last; ) {
    let to = from;
    while (to < last && digits[to + 1] === digits[from]) to++;
    const [left, right] = [x(Math.max(from - 0.5, 0)), x(Math.min(to + 0.5, last))];
    const kind = digits[from] === digit ? "run same" : "run";
    parts.push(makeSvg("rect", { class: kind, x: left, y: HEIGHT + 1, width: right - left, height: BAND }));
    if (right - left >= 9) {
      const place = { x: (left + right) / 2, y: HEIGHT + BAND - 2, "text-anchor": "middle" };
      const text = makeSvg("text", { class: kind, ...place });
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
