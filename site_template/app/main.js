/**
 * The page: a pad, an engine that reads it, and a view of the answers.
 */

/** @import {Config, Reading, Stroke} from "./types.js" */

import { Engine } from "./engine.js";
import { Pad } from "./pad.js";
import { find, NOTHING, View } from "./view.js";

/** @type {Config} */
const config = JSON.parse(find("#config", HTMLScriptElement).text);
const view = new View();
const demo = find("#demo", HTMLElement);
const undo = find("[data-testid=undo]", HTMLButtonElement);
const clear = find("[data-testid=clear]", HTMLButtonElement);
const chooser = find("[data-testid=model]", HTMLSelectElement);
/** @type {Stroke[]} */
const example = config.example.map((stroke) => stroke.map(([x, y]) => ({ x, y })));

let current = config.default;
let running = false; // the engine answers
let asking = false; // it is at work on a drawing
let stale = false; // the drawing has changed since

/** @type {PromiseWithResolvers<void>} */
const ready = Promise.withResolvers?.() ?? resolvers();
ready.promise.catch(() => {}); // the page shows the failure itself
/** @type {PromiseWithResolvers<void>} */
const loaded = Promise.withResolvers?.() ?? resolvers();
loaded.promise.catch(() => {});

const pad = new Pad(find("[data-testid=pad]", HTMLCanvasElement), () => {
  if (pad.strokes.length > 0) demo.removeAttribute("data-example");
  undo.disabled = clear.disabled = pad.strokes.length === 0;
  readPad();
});

const engine = new Engine(config, {
  stage: (text) => view.engine("loading", `${text}…`),
  ready: () => {
    running = true;
    view.engine("ready", "Ready. Everything runs in this page; nothing you draw leaves it.");
    ready.resolve();
    if (pad.strokes.length > 0) readPad();
  },
  loaded: () => {
    chooser.disabled = false;
    loaded.resolve();
  },
  failed: (why) => {
    running = false;
    chooser.disabled = true;
    view.engine("failed", `The network could not be started: ${why}.`);
    ready.reject(new Error(why));
    loaded.reject(new Error(why));
  },
});

/** What is on the pad: the visitor's strokes or, until the first, the example. */
function shown() {
  return pad.strokes.length === 0 && demo.hasAttribute("data-example") ? example : pad.strokes;
}

/** Let the network read the pad: one request at a time, always of the newest drawing. */
async function readPad() {
  stale = true;
  if (asking || !running) {
    if (shown().length === 0) view.reading(NOTHING);
    return;
  }
  asking = true;
  while (stale && running) {
    stale = false;
    const strokes = shown();
    try {
      const reading = strokes.length > 0 ? await engine.read(current, pad.rasterise(strokes)) : NOTHING;
      if (!stale || shown().length > 0) view.reading(reading);
    } catch (error) {
      if (running) throw error;
    }
  }
  asking = false;
}

/** @param {string} name */
async function use(name) {
  if (!config.models.some((model) => model.name === name)) throw new Error(`no network named ${name}`);
  await loaded.promise;
  current = chooser.value = name;
  view.kernels(engine.networks[name]);
  await readPad();
}

/** @returns {PromiseWithResolvers<void>} */
function resolvers() {
  /** @type {any} */
  const all = {};
  all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
  return all;
}

/** @param {Reading} reading */
function brief({ digit, outputs, rejected, ms }) {
  return { digit, outputs, rejected, ms };
}

undo.addEventListener("click", () => pad.undo());
clear.addEventListener("click", () => pad.clear());
chooser.addEventListener("change", () => use(chooser.value));
document.addEventListener("keydown", (event) => {
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && pad.strokes.length > 0) {
    event.preventDefault();
    pad.undo();
  }
});

const api = {
  ready: ready.promise,
  version: config.version,
  models: config.models.map((model) => model.name),
  get model() {
    return current;
  },
  use,
  /** @param {Float32Array} values */
  predict: async (values) => brief(await engine.predict(current, Float32Array.from(values))),
  /** @param {ImageData} drawing */
  read: async (drawing) => brief(await engine.read(current, drawing)),
};
/** @typedef {typeof api} Api */
Object.assign(window, { lecun1989: api });
