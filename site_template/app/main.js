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
import { takePhotos } from "./photo.js";
import * as status from "./status.js";
import { layTools, shareLinks } from "./tools.js";
import { layCodePad } from "./zipcode.js";
import * as view from "./view.js";

const config = readConfig();
const chooser = hook("model", HTMLSelectElement);
const about = find(".about", HTMLElement);

const engine = new Engine(config, {
  onStage: status.showStage,
  onReady: () => {
    status.showReady();
    live.resume();
    code.resume();
    keep();
  },
  onMissing: (name, message) => {
    for (const option of chooser.options) option.disabled ||= option.value === name;
    status.say(`${name} cannot be chosen: ${message}`);
  },
  onFailed: status.showFailed,
});

const canvas = hook("pad", HTMLCanvasElement);
const pad = new Pad(canvas, {
  onStart: view.dismissExample,
  onDraw: () => live.grow(),
  onSettle: () => live.settle(),
});

/** @param {string} name */
async function ask(name) {
  const { picture } = pad;
  const answer = await (picture ? engine.predict(name, picture.values) : engine.read(name, pad.pixels()));
  return { ...answer, picture };
}

const live = new Live(engine, pad, ask, { ...view, say: status.say }, config.default);
const code = layCodePad(engine, config.default, status.say);

/** @param {string} name */
function use(name) {
  const model = config.models.find((each) => each.name === name);
  if (!model) throw new Error(`no network is named ${name}; there are ${config.models.map((each) => each.name).join(", ")}`);
  chooser.value = name;
  about.textContent = model.about;
  view.dismissExample();
  view.showKernels(model.kernels);
  live.use(name);
  code.use(name);
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
    status.say,
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
layTools(pad, config.samples);
takePhotos(pad, canvas, find("#photo", HTMLInputElement), status.say);
shareLinks(
  pad,
  () => live.model,
  (network, strokes) => {
    if (config.models.some(({ name }) => name === network)) use(network);
    pad.putStrokes(strokes);
  },
  status.say,
);
if (config.gallery) open(config.gallery);
status.onRetry(start);

function start() {
  status.showStart();
  engine.start();
}

start();
