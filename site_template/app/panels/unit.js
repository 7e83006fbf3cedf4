/**
 * One unit's arithmetic: its inputs, weights, products and their sums, and a description of its value.
 *
 * @import {EngineCalls, Unit} from "../types.js"
 * @import {PageStore} from "../state.js"
 */

import { newest } from "../engine/newest.js";
import { paintHeatmap } from "../network/heatmap.js";
import { find } from "../util/dom.js";
import { onThemeChange } from "../util/theme.js";
import { plain } from "../util/words.js";

const SIDE = 10; // pixels of a square

/**
 * @param {EngineCalls} engine
 * @param {PageStore} store
 */
export function createUnitPanel(engine, store) {
  const arithmetic = find(".arithmetic", HTMLElement);
  const sources = find(".sources", HTMLElement);

  // A reading includes the unit that was selected at the time of the request. Any other unit is requested here.
  const explain = newest(
    async (isStale) => {
      const { pointed, reading, unit } = store.state;
      if (!reading || unit) return;
      const found = await engine.unit(reading.number, pointed.layer, pointed.index);
      if (!isStale() && store.state.reading === reading) store.set({ unit: found });
    },
    { isReady: () => store.state.ready },
  );

  function show() {
    const { reading, unit } = store.state;
    if (!unit || reading?.digit === undefined) return;
    arithmetic.textContent = unit.text;
    sources.replaceChildren(...unit.names.map((name, at) => makeSource(unit, name, at)));
  }

  store.subscribe(["pointed", "reading"], () => explain.request());
  store.subscribe(["ready"], explain.resume);
  store.subscribe(["unit"], show);
  onThemeChange(show);
}

/**
 * @param {Unit} unit
 * @param {string} name Name of a map that it reads.
 * @param {number} at Index of the map.
 */
function makeSource(unit, name, at) {
  const source = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = name;
  const size = unit.inputs.length / unit.maps.length;
  const [inputs, weights, products] = [unit.inputs, unit.weights, unit.products].map((values) =>
    makePicture(values.subarray(at * size, (at + 1) * size), unit.columns),
  );
  const [times, equals, sum] = ["×", "=", `Σ ${plain(unit.totals[at])}`].map((text) => {
    const part = document.createElement("span");
    part.textContent = text;
    return part;
  });
  source.append(caption, inputs, times, weights, equals, products, sum);
  return source;
}

/**
 * @param {Int8Array} values
 * @param {number} columns
 */
function makePicture(values, columns) {
  const canvas = document.createElement("canvas");
  canvas.width = SIDE * columns;
  canvas.height = (SIDE * values.length) / columns;
  canvas.setAttribute("aria-hidden", "true");
  paintHeatmap(canvas, values, columns);
  return canvas;
}
