/**
 * The network opened up: every layer's activations while one draws, and one unit's arithmetic where one points.
 *
 * @import {Engine} from "./engine.js"
 * @import {LayerLevels, LayerName, Unit} from "./types.js"
 */

import { find, hook } from "./dom.js";
import { paintLevels } from "./levels.js";

const SIDE = 10; // pixels of a square on the small canvases of the arithmetic
/** @type {readonly LayerName[]} */
const LAYERS = ["h1", "h2", "h3", "output"];
const FUNCTIONS = /** @type {const} */ ({
  relu: (/** @type {string} */ x) => `max(0, ${x})`,
  tanh: (/** @type {string} */ x) => `tanh(${x})`,
  scaled_tanh: (/** @type {string} */ x) => `1.7159 tanh(⅔ · ${x})`,
  softmax: (/** @type {string} */ x) => `its share of exp(${x}) among the ten`,
});

/**
 * @param {Engine} engine
 * @param {() => string} model Name of the network that reads.
 * @param {ArrayLike<number>} example What it sees until something is drawn.
 */
export function layInside(engine, model, example) {
  const inspector = hook("inspector", HTMLElement);
  const field = find(".field", SVGSVGElement);
  const rows = new Map(LAYERS.map((layer) => [layer, layRow(layer, choose)]));
  /** @type {ArrayLike<number> | null} What the network sees. */
  let values = example;
  /** @type {LayerLevels | null} */
  let levels = null;
  /** @type {{layer: LayerName, number: number} | null} The unit that is pointed at. */
  let chosen = null;
  let stale = false;
  let busy = false;

  /** @param {LayerName} layer @param {number} number */
  function choose(layer, number) {
    if (chosen?.layer === layer && chosen.number === number) return;
    chosen = { layer, number };
    if (levels) paint(levels);
    refresh();
  }

  /** Ask for what is wanted now, one question at a time. */
  async function refresh() {
    stale = true;
    if (busy || !engine.isReady) return;
    busy = true;
    while (stale) {
      stale = false;
      const [name, seen, unit] = [model(), values && Float32Array.from(values), chosen];
      if (!seen) {
        clear();
        continue;
      }
      try {
        const found = await engine.layers(name, seen);
        const explained = unit && (await engine.unit(name, seen, unit.layer, unit.number));
        if (stale) continue;
        paint(found);
        if (explained) explain(explained);
      } catch {
        // The engine has stopped, and the page says so; when it is back it is asked again.
      }
    }
    busy = false;
  }

  /** @param {LayerLevels} found */
  function paint(found) {
    levels = found;
    for (const [layer, row] of rows) {
      row.paint(found[layer].levels, chosen?.layer === layer ? chosen.number : -1);
      const label = document.querySelector(`[data-layer-scale="${layer}"]`);
      if (label) label.textContent = found[layer].scale;
    }
  }

  function clear() {
    levels = null;
    for (const row of rows.values()) row.paint([], -1);
    inspector.hidden = true;
    field.style.visibility = "hidden";
  }

  /** @param {Unit} unit */
  function explain(unit) {
    inspector.hidden = false;
    find(".arithmetic", HTMLElement).textContent = describe(unit);
    find(".sources", HTMLElement).replaceChildren(...unit.sources.map((source) => makeSource(source)));
    const [left, top, right, bottom] = unit.field;
    const frame = find(".field rect", SVGRectElement);
    const sides = { x: left, y: top, width: right - left, height: bottom - top };
    for (const [name, value] of Object.entries(sides)) frame.setAttribute(name, String(value));
    field.style.visibility = "visible";
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => levels && refresh());
  return {
    /** The network has read this, or the pad is blank. @param {ArrayLike<number> | null} next */
    show(next) {
      values = next;
      refresh();
    },
    resume: refresh,
  };
}

/**
 * A layer's maps, in which one points with a mouse, a finger or the arrow keys.
 *
 * @param {LayerName} layer
 * @param {(layer: LayerName, number: number) => void} choose
 */
function layRow(layer, choose) {
  const row = hook(`layer-${layer}`, HTMLElement);
  const canvases = [...row.querySelectorAll("canvas")];
  const columns = Number(row.dataset.columns);
  const lines = canvases[0].height / (canvases[0].width / columns);
  const size = columns * lines; // units of a map
  let current = 0;

  /** @param {number} number */
  function turnTo(number) {
    current = Math.min(Math.max(number, 0), size * canvases.length - 1);
    choose(layer, current);
  }

  canvases.forEach((canvas, map) => {
    const point = (/** @type {PointerEvent | MouseEvent} */ event) => {
      const box = canvas.getBoundingClientRect();
      const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
      const line = Math.floor(((event.clientY - box.top) / box.height) * lines);
      if (column >= 0 && column < columns && line >= 0 && line < lines) turnTo(map * size + line * columns + column);
    };
    canvas.addEventListener("pointermove", (event) => event.pointerType === "mouse" && point(event));
    canvas.addEventListener("click", point);
  });
  row.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, PageUp: -size, PageDown: size }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    turnTo(current + step);
  });
  row.addEventListener("focus", () => row.matches(":focus-visible") && turnTo(current));

  return {
    /** @param {number[][]} levels @param {number} marked */
    paint(levels, marked) {
      canvases.forEach((canvas, map) => paintLevels(canvas, levels[map] ?? [], columns, marked >= map * size ? marked - map * size : -1));
    },
  };
}

/** @param {Unit} unit */
function describe({ title, sources, bias, sum, value, function: name }) {
  const totals = sources.map(({ total }, at) => (at ? signed(total) : plain(total))).join(" ");
  const inputs = sources.reduce((count, source) => count + source.inputs.length, 0);
  return (
    `${title}. ${inputs} inputs times ${inputs} weights: ${totals}; with its bias ${signed(bias)} that makes ${plain(sum)}. ` +
    `It gives ${FUNCTIONS[name](plain(sum))} = ${plain(value)}.`
  );
}

/** @param {number} value */
const plain = (value) => value.toFixed(2).replace("-", "−");
/** @param {number} value */
const signed = (value) => `${value < 0 ? "−" : "+"} ${Math.abs(value).toFixed(2)}`;

/** @param {Unit["sources"][number]} source */
function makeSource({ title, columns, total, inputs, weights, products }) {
  const source = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = title;
  const sum = document.createElement("span");
  sum.textContent = `Σ ${plain(total)}`;
  source.append(caption, makePicture(inputs, columns), "×", makePicture(weights, columns), "=", makePicture(products, columns), sum);
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
