/**
 * The page: pad -> engine -> view.
 *
 * @import {Answer, Gallery} from "./types.js"
 */

import { readConfig } from "./config.js";
import { find, hook, reveal } from "./dom.js";
import { Engine } from "./engine.js";
import { openGallery } from "./gallery.js";
import { keep } from "./keep.js";
import { Live } from "./live.js";
import { Pad } from "./pad.js";
import * as status from "./status.js";
import * as view from "./view.js";

const config = readConfig();
const chooser = hook("model", HTMLSelectElement);
const about = find(".about", HTMLElement);

const engine = new Engine(config, {
  onStage: status.showStage,
  onReady: () => {
    status.showReady();
    live.resume();
    keep();
  },
  onMissing: (name, message) => {
    for (const option of chooser.options) option.disabled ||= option.value === name;
    status.showTrouble(`${name} cannot be chosen: ${message}`);
  },
  onFailed: status.showFailed,
});

const canvas = hook("pad", HTMLCanvasElement);
const pad = new Pad(canvas, {
  onStart: view.dismissExample,
  onDraw: () => live.grow(),
  onSettle: () => live.settle(),
});

const live = new Live(engine, pad, { ...view, showTrouble: status.showTrouble }, config.default);

/** @param {string} name */
function use(name) {
  const model = config.models.find((each) => each.name === name);
  if (!model) throw new Error(`no network is named ${name}; there are ${config.models.map((each) => each.name).join(", ")}`);
  chooser.value = name;
  about.textContent = model.about;
  view.dismissExample();
  view.showKernels(model.kernels);
  live.use(name);
}

/** @param {Gallery} gallery */
function open({ network, values }) {
  openGallery(
    values,
    (picture) => {
      pad.put(picture);
      if (live.model !== network) use(network); // its own mistake, by itself
      reveal(canvas, find(".bench", HTMLElement), "start");
    },
    status.showTrouble,
  );
}

/** @param {Answer} answer */
const publicAnswer = ({ digit, outputs, rejected, ms }) => ({ digit, outputs, rejected, ms });

const lecun1989 = {
  /** Resolves when the network can answer; rejects when it cannot. */
  get ready() {
    return engine.ready;
  },
  /** @param {Float32Array} values 256 values in [-1, 1], row by row, already normalised. */
  predict: async (values) => publicAnswer(await engine.predict(live.model, Float32Array.from(values))),
  /** @param {ImageData} image A drawing of any size and colours. */
  read: async ({ data, width, height }) =>
    publicAnswer(await engine.read(live.model, new ImageData(data.slice(), width, height))),
  /** Name of the network that reads. */
  get model() {
    return live.model;
  },
  /** Names of all networks. */
  models: Object.freeze(config.models.map(({ name }) => name)),
  /** Choose a network by name. */
  use,
  version: config.version,
};
Object.assign(window, { lecun1989 });

chooser.addEventListener("change", () => use(chooser.value));
hook("undo", HTMLButtonElement).addEventListener("click", () => pad.undo());
hook("clear", HTMLButtonElement).addEventListener("click", () => pad.clear());
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "z") {
    event.preventDefault();
    pad.undo();
  }
});
if (config.gallery) open(config.gallery);
status.onRetry(start);

function start() {
  status.showStart();
  engine.start();
}

start();
