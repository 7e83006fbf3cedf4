/**
 * The page: pad -> engine -> view.
 *
 * @import {Answer, Gallery, Picture} from "./types.js"
 */

import { readConfig } from "./config.js";
import { find, hook, reveal } from "./dom.js";
import { Engine } from "./engine.js";
import { openGallery } from "./gallery.js";
import { layInside } from "./inside.js";
import { keep } from "./keep.js";
import { Live } from "./live.js";
import { Pad } from "./pad.js";
import { takePhotos } from "./photo.js";
import * as status from "./status.js";
import { layTeaching } from "./teach.js";
import { layTools, shareLinks } from "./tools.js";
import { layCodePad } from "./zipcode.js";
import * as view from "./view.js";

const config = readConfig();
/** The network that the address chooses. */
const asked = new URLSearchParams(location.search).get("network");
const chooser = hook("model", HTMLSelectElement);
const about = find(".about", HTMLElement);

const engine = new Engine(config, {
  onStage: status.showStage,
  onReady: () => {
    status.showReady();
    if (asked && !names.includes(asked)) status.say(`No network is named ${asked}; there are ${names.join(", ")}.`);
    live.resume();
    code.resume();
    teaching.resume();
    inside.resume();
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

/** @type {import("./live.js").Display<Answer & {picture: Picture | null}>} */
const display = {
  showAnswer: (answer) => {
    view.showAnswer(answer);
    teaching.offer(answer);
    inside.show(answer.digit === null ? null : answer.input);
  },
  showNothing: () => {
    view.showNothing();
    teaching.offer(null);
    inside.show(null);
  },
  say: status.say,
};
const live = new Live(engine, pad, ask, display, config.default);
const code = layCodePad(engine, config.default, status.say);

const inside = layInside(engine, () => live.model, config.example);
const names = Object.freeze(config.models.map(({ name }) => name));
const teaching = layTeaching(engine, () => live.model, names, readAgain);

/** @param {string} name */
function use(name) {
  const model = config.models.find((each) => each.name === name);
  if (!model) throw new Error(`no network is named ${name}; there are ${names.join(", ")}`);
  chooser.value = name;
  about.textContent = model.about;
  view.dismissExample();
  view.showKernels(teaching.kernels(name) ?? model.kernels);
  live.use(name);
  code.use(name);
  teaching.turn();
}

/** The network that reads was taught, or has forgotten. @param {string} name */
function readAgain(name) {
  const published = config.models.find((each) => each.name === name)?.kernels;
  const kernels = teaching.kernels(name) ?? published;
  if (kernels) view.showKernels(kernels);
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
  /** @param {Float32Array} values As for `predict`. */
  layers: (values) => engine.layers(live.model, Float32Array.from(values)),
  /** Name of the network that reads. */
  get model() {
    return live.model;
  },
  /** Names of all networks. */
  models: names,
  /** Choose a network by name. */
  use,
  version: config.version,
};
Object.assign(window, { lecun1989 });

chooser.addEventListener("change", () => use(chooser.value));
if (asked && names.includes(asked)) use(asked);
layTools(pad, config.samples);
takePhotos(pad, canvas, find("#photo", HTMLInputElement), status.say);
shareLinks(
  pad,
  () => live.model,
  (network, strokes) => {
    if (names.includes(network)) use(network);
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
