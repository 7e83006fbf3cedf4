/**
 * The drawing on its way through the network: every layer while one draws, and one unit's arithmetic where one points.
 *
 * @import {Engine} from "../engine/engine.js"
 * @import {Frame} from "./heatmap.js"
 * @import {LayerLevels, LayerName, Levels, Unit} from "../types.js"
 */

import { find, hook } from "../util/dom.js";
import { latest } from "../engine/latest.js";
import { paintLevels } from "./heatmap.js";

const SIDE = 10; // pixels of a square on the small canvases of the arithmetic
/** @typedef {"h1" | "h2" | "h3"} MapLayer */
/** @type {readonly MapLayer[]} */
const LAYERS = ["h1", "h2", "h3"];
/** @type {Levels} */
const NOTHING = { levels: [], scale: "0" };

/**
 * @param {Engine} engine
 * @param {() => string} model Name of the network that reads.
 * @param {{values: ArrayLike<number>, unit: number}} example What it sees until something is drawn, and the unit of H1 that is
 *   explained until another is pointed at.
 * @param {() => void} onChoose A unit is chosen, not just passed over.
 */
export function layFlow(engine, model, example, onChoose) {
  const field = find(".field", SVGSVGElement);
  const frame = find(".field rect", SVGRectElement);
  const kernels = hook("kernels", HTMLElement).querySelectorAll("svg");
  const rows = new Map(LAYERS.map((layer) => [layer, layRow(layer, choose)]));
  /** @type {ArrayLike<number> | null} What the network sees. */
  let values = example.values;
  /** @type {LayerLevels | null} */
  let levels = null;
  /** @type {Record<MapLayer, Levels> | null} Painted in the place of the activations. */
  let shares = null;
  /** @type {{layer: LayerName, number: number}} The unit that is pointed at. */
  let chosen = { layer: "h1", number: example.unit };
  /** @type {Unit | null} */
  let explained = null;

  /** @param {LayerName} layer @param {number} number @param {boolean} stays Whether it is chosen, not just passed over. */
  function choose(layer, number, stays) {
    if (chosen.layer !== layer || chosen.number !== number) {
      chosen = { layer, number };
      explained = null;
      paint();
      refresh();
    }
    if (stays) onChoose();
  }

  const refresh = latest(engine, async (isStale) => {
    const [name, seen, unit] = [model(), values && Float32Array.from(values), chosen];
    if (!seen) return;
    const found = await engine.layers(name, seen);
    const arithmetic = await engine.unit(name, seen, unit.layer, unit.number);
    if (isStale() || values === null) return;
    levels = found;
    explained = arithmetic;
    paint();
    explain(arithmetic);
  });

  function paint() {
    for (const [layer, row] of rows) {
      row.paint(shares?.[layer] ?? levels?.[layer] ?? NOTHING, (map) => frameOf(layer, row.size, row.columns, map));
    }
    kernels.forEach((kernel, map) => {
      kernel.classList.toggle("used", chosen.layer === "h1" && Math.floor(chosen.number / (rows.get("h1")?.size ?? 1)) === map);
    });
  }

  /**
   * What to frame on a map: the unit that is pointed at, or what it reads there.
   *
   * @param {MapLayer} layer
   * @param {number} size Units of a map.
   * @param {number} columns
   * @param {number} map
   * @returns {Frame | null}
   */
  function frameOf(layer, size, columns, map) {
    if (chosen.layer === layer) {
      const place = chosen.number - map * size;
      if (place < 0 || place >= size) return null;
      const [column, row] = [place % columns, Math.floor(place / columns)];
      return [column, row, column + 1, row + 1];
    }
    const reads = explained?.reads === layer && explained.sources.some((source) => source.map === map);
    return explained && reads ? explained.window : null;
  }

  function clear() {
    levels = explained = null;
    field.style.visibility = "hidden";
    paint();
  }

  /** @param {Unit} unit */
  function explain(unit) {
    find(".arithmetic", HTMLElement).textContent = unit.text;
    find(".sources", HTMLElement).replaceChildren(...unit.sources.map((source) => makeSource(source)));
    const [left, top, right, bottom] = unit.field;
    const sides = { x: left, y: top, width: right - left, height: bottom - top };
    for (const [name, value] of Object.entries(sides)) frame.setAttribute(name, String(value));
    field.style.visibility = "visible";
    if (chosen.layer !== "output") rows.get(chosen.layer)?.say(chosen.number, unit);
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => levels && refresh());
  return {
    /** The network has read this, or the pad is blank. @param {ArrayLike<number> | null} next */
    show(next) {
      values = next;
      if (next) refresh();
      else clear();
    },
    /** @param {number} digit */
    chooseOutput: (digit) => choose("output", digit, true),
    /** Paint these in the place of the activations; null: the activations again. @param {Record<MapLayer, Levels> | null} next */
    colour(next) {
      shares = next;
      hook("colours", HTMLElement).textContent = next ? "; the layers show shares in one output" : "";
      paint();
    },
    resume: refresh,
  };
}

/**
 * A layer's maps, in which one points with a mouse, a finger or the arrow keys.
 *
 * @param {MapLayer} layer
 * @param {(layer: MapLayer, number: number, stays: boolean) => void} choose
 */
function layRow(layer, choose) {
  const row = hook(`layer-${layer}`, HTMLElement);
  const canvases = [...row.querySelectorAll("canvas")];
  const scaleLine = find(`[data-layer-scale="${layer}"]`, HTMLElement);
  const [columns, lines] = [Number(row.dataset.columns), Number(row.dataset.rows)];
  const size = columns * lines; // units of a map
  let current = 0;

  /** @param {number} number @param {boolean} stays */
  function turnTo(number, stays) {
    current = Math.min(Math.max(number, 0), size * canvases.length - 1);
    choose(layer, current, stays);
  }

  canvases.forEach((canvas, map) => {
    const point = (/** @type {PointerEvent | MouseEvent} */ event, /** @type {boolean} */ stays) => {
      const box = canvas.getBoundingClientRect();
      const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
      const line = Math.floor(((event.clientY - box.top) / box.height) * lines);
      if (column >= 0 && column < columns && line >= 0 && line < lines) turnTo(map * size + line * columns + column, stays);
    };
    canvas.addEventListener("pointermove", (event) => event.pointerType === "mouse" && point(event, false));
    canvas.addEventListener("click", (event) => point(event, true));
  });
  row.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, PageUp: -size, PageDown: size };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (step === undefined) return;
    event.preventDefault();
    turnTo(current + step, true);
  });
  row.addEventListener("focus", () => row.matches(":focus-visible") && turnTo(current, true));

  return {
    size,
    columns,
    /** @param {Levels} painted @param {(map: number) => Frame | null} frame */
    paint({ levels, scale }, frame) {
      scaleLine.textContent = scale;
      canvases.forEach((canvas, map) => paintLevels(canvas, levels[map] ?? [], columns, frame(map)));
    },
    /** @param {number} number @param {Unit} unit */
    say(number, { title, value }) {
      row.setAttribute("aria-valuenow", String(number + 1));
      row.setAttribute("aria-valuetext", `${title}: ${value.toFixed(2)}`);
    },
  };
}

/** @param {Unit["sources"][number]} source */
function makeSource({ title, columns, total, inputs, weights, products }) {
  const source = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = title;
  const [times, equals, sum] = ["×", "=", `Σ ${total.toFixed(2).replace("-", "−")}`].map((text) => {
    const part = document.createElement("span");
    part.textContent = text;
    return part;
  });
  source.append(caption, makePicture(inputs, columns), times, makePicture(weights, columns), equals, makePicture(products, columns), sum);
  return source;
}

/**
 * @param {number[]} levels
 * @param {number} columns
 */
function makePicture(levels, columns) {
  const canvas = document.createElement("canvas");
  canvas.width = SIDE * columns;
  canvas.height = (SIDE * levels.length) / columns;
  canvas.setAttribute("aria-hidden", "true");
  paintLevels(canvas, levels, columns);
  return canvas;
}
