/**
 * The maps of H1 and H2 and the units of H3: every unit's value, and the selected unit.
 *
 * @import {PageStore} from "../state.js"
 * @import {Box, Heatmap, LayerName, Unit} from "../types.js"
 */

import { byId, find } from "../util/dom.js";
import { onThemeChange } from "../util/theme.js";
import { formatScale, paintHeatmap } from "./heatmap.js";

/** @typedef {"h1" | "h2" | "h3"} MapLayer */
/** @type {readonly MapLayer[]} */
const LAYERS = ["h1", "h2", "h3"];
/** @type {Heatmap} */
const NOTHING = { values: [], scale: 0 };

/**
 * @param {PageStore} store
 * @param {() => void} onChoose Called when a unit is chosen, not only hovered over.
 */
export function createLayers(store, onChoose) {
  const note = byId("colours", HTMLElement);
  const field = find(".field", SVGSVGElement);
  const frame = find(".field rect", SVGRectElement);
  const kernels = byId("kernels", HTMLElement).querySelectorAll("svg");
  const rows = new Map(LAYERS.map((layer) => [layer, createRow(layer, point)]));

  /** @param {LayerName} layer @param {number} index @param {boolean} stays Whether it is chosen, not only hovered over. */
  function point(layer, index, stays) {
    const { pointed } = store.state;
    if (pointed.layer !== layer || pointed.index !== index) store.set({ pointed: { layer, index }, unit: null });
    if (stays) onChoose();
  }

  function paint() {
    const { pointed, reading, shares, unit } = store.state;
    const isBlank = reading?.digit === undefined;
    for (const [layer, row] of rows) {
      const shown = isBlank ? NOTHING : (shares?.[layer] ?? reading.layers[layer]);
      row.paint(shown, (map) => frameOf(layer, row, map));
    }
    const size = rows.get("h1")?.size ?? 1;
    kernels.forEach((kernel, map) => {
      kernel.classList.toggle("used", pointed.layer === "h1" && Math.floor(pointed.index / size) === map);
    });
    note.textContent = shares && !isBlank ? "; the layers show shares in one output" : "";
    field.style.visibility = unit && !isBlank ? "visible" : "hidden";
    if (!unit || isBlank) return;
    const [left, top, right, bottom] = unit.field;
    const sides = { x: left, y: top, width: right - left, height: bottom - top };
    for (const [name, value] of Object.entries(sides)) frame.setAttribute(name, String(value));
    if (unit.layer !== "output") rows.get(unit.layer)?.say(unit);
  }

  /**
   * Return the box to frame on a map: the selected unit, or what it reads there.
   *
   * @param {MapLayer} layer
   * @param {{size: number, columns: number}} row Number of units in a map, and of its columns.
   * @param {number} map
   * @returns {Box | null}
   */
  function frameOf(layer, { size, columns }, map) {
    const { pointed, unit } = store.state;
    if (pointed.layer === layer) {
      const place = pointed.index - map * size;
      if (place < 0 || place >= size) return null;
      const [column, row] = [place % columns, Math.floor(place / columns)];
      return [column, row, column + 1, row + 1];
    }
    return unit?.reads === layer && unit.maps.includes(map) ? unit.window : null;
  }

  store.subscribe(["reading", "unit", "pointed", "shares"], paint);
  onThemeChange(paint);
  return {
    /** @param {number} digit */
    pointAtOutput: (digit) => point("output", digit, true),
  };
}

/**
 * A layer's maps, in which the visitor selects units with a mouse, a finger or the arrow keys.
 *
 * @param {MapLayer} layer
 * @param {(layer: MapLayer, index: number, stays: boolean) => void} onPoint
 */
function createRow(layer, onPoint) {
  const row = byId(`layer-${layer}`, HTMLElement);
  const canvases = [...row.querySelectorAll("canvas")];
  const scaleLine = find(`[data-layer-scale="${layer}"]`, HTMLElement);
  const [columns, lines] = [Number(row.dataset.columns), Number(row.dataset.rows)];
  const size = columns * lines; // units of a map
  let current = 0;

  /** @param {number} index @param {boolean} stays */
  function moveTo(index, stays) {
    current = Math.min(Math.max(index, 0), size * canvases.length - 1);
    onPoint(layer, current, stays);
  }

  canvases.forEach((canvas, map) => {
    const point = (/** @type {PointerEvent | MouseEvent} */ event, /** @type {boolean} */ stays) => {
      const box = canvas.getBoundingClientRect();
      const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
      const line = Math.floor(((event.clientY - box.top) / box.height) * lines);
      if (column >= 0 && column < columns && line >= 0 && line < lines) moveTo(map * size + line * columns + column, stays);
    };
    canvas.addEventListener("pointermove", (event) => event.pointerType === "mouse" && point(event, false));
    canvas.addEventListener("click", (event) => point(event, true));
  });
  row.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, PageUp: -size, PageDown: size };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (step === undefined) return;
    event.preventDefault();
    moveTo(current + step, true);
  });
  row.addEventListener("focus", () => row.matches(":focus-visible") && moveTo(current, true));

  return {
    size,
    columns,
    /** @param {Heatmap} shown @param {(map: number) => Box | null} frame */
    paint({ values, scale }, frame) {
      scaleLine.textContent = scale ? formatScale(scale) : "0";
      const all = Array.from(values);
      canvases.forEach((canvas, map) => paintHeatmap(canvas, all.slice(map * size, (map + 1) * size), columns, frame(map)));
    },
    /** @param {Unit} unit */
    say({ index, title, value }) {
      row.setAttribute("aria-valuenow", String(index + 1));
      row.setAttribute("aria-valuetext", `${title}: ${value.toFixed(2)}`);
    },
  };
}
