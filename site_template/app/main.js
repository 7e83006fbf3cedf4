/**
 * The page: pad -> engine -> view.
 *
 * @import {Answer, Gallery, Picture} from "./types.js"
 */

import { layBend } from "./panels/perturb.js";
import { layCompare } from "./panels/compare.js";
import { readConfig } from "./util/config.js";
import { find, hook, reveal } from "./util/dom.js";
import { Engine } from "./engine/engine.js";
import { layFlow } from "./network/layers.js";
import { openGallery } from "./article/misread.js";
import { layGrid } from "./pad/pixel-editor.js";
import { keep } from "./util/offline.js";
import { Live } from "./engine/live.js";
import { Pad } from "./pad/pad.js";
import { layPasses } from "./article/training-slider.js";
import { takePhotos } from "./pad/import-image.js";
import * as status from "./util/status.js";
import { toStrokes } from "./pad/strokes.js";
import { layTabs } from "./panels/tabs.js";
import { layTeaching } from "./panels/finetune.js";
import { layTools, shareLinks } from "./pad/toolbar.js";
import * as view from "./network/answer.js";
import { layWhy } from "./panels/attribution.js";
import { layCodePad } from "./article/zip-code.js";

/** Milliseconds that what nobody waits for leaves to what was drawn while Python started. */
const LATER = 200;

const config = readConfig();
/** The network that the address chooses. */
const asked = new URLSearchParams(location.search).get("network");
const chooser = hook("model", HTMLSelectElement);
const about = find(".about", HTMLElement);
/** What the network sees, none on a blank pad. @type {ArrayLike<number> | null} */
let seen = config.example.values;

const engine = new Engine({
  onStage: status.showStage,
  onReady: () => {
    status.showReady();
    if (asked && !names.includes(asked)) status.say(`No network is named ${asked}; there are ${names.join(", ")}.`);
    live.resume();
    code.resume();
    setTimeout(() => {
      teaching.resume();
      flow.resume();
    }, LATER);
  },
  onMissing: (name, message) => {
    for (const option of chooser.options) option.disabled ||= option.value === name;
    status.say(`${name} cannot be chosen: ${message}`);
  },
  onComplete: keep,
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

/** @param {Answer & {picture: Picture | null}} answer To what is drawn, or to what became of it on its way. */
function show(answer) {
  view.showAnswer(answer);
  seen = answer.digit === null ? null : answer.input;
  teaching.offer(answer);
  flow.show(seen);
  grid.show();
  why.show(answer);
}

/** @type {import("./engine/live.js").Display<Answer & {picture: Picture | null}>} */
const display = {
  showAnswer: (answer) => {
    show(answer);
    bend.show(answer);
    compare.show();
  },
  showNothing: () => {
    view.showNothing();
    seen = null;
    teaching.offer(null);
    flow.show(null);
    grid.show();
    why.show(null);
    bend.show(null);
    compare.show();
  },
  say: status.say,
};
const live = new Live(engine, pad, ask, display, config.default);
const code = layCodePad(engine, config.default, status.say);
const names = Object.freeze(config.models.map(({ name }) => name));
const model = () => live.model;

const tabs = layTabs((name) => {
  if (name !== "unit") drawExample();
  why.turn(name === "why");
  bend.turn(name === "bend");
  compare.turn(name === "compare");
});
const flow = layFlow(engine, model, config.example, () => tabs.open("unit"));
const grid = layGrid(
  hook("grid", HTMLElement),
  () => seen,
  (values) => {
    pad.put({ values, digit: null });
    seen = values;
  },
);
const why = layWhy(engine, model, flow.colour, (picture) => pad.put(picture));
const bend = layBend(engine, model, (answer) => show({ ...answer, picture: null }));
const compare = layCompare(engine, names, ask, () => pad.isBlank, use);
const teaching = layTeaching(engine, model, names, readAgain);
view.onOutput((digit) => {
  if (tabs.current === "why") why.choose(digit);
  else flow.chooseOutput(digit);
});

/** Panels and other networks work on a drawing: before there is one, the example becomes it. */
function drawExample() {
  if (document.documentElement.dataset.showing === "example") pad.putExample(toStrokes(config.example.strokes));
}

/** @param {string} name */
function use(name) {
  const model = config.models.find((each) => each.name === name);
  if (!model) throw new Error(`no network is named ${name}; there are ${names.join(", ")}`);
  chooser.value = name;
  about.textContent = model.about;
  compare.mark(name);
  drawExample();
  readAgain(name);
  teaching.turn();
}

/** Another network reads, or it was taught, or has forgotten. @param {string} name */
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
compare.mark(config.default);
if (asked && names.includes(asked)) use(asked);
layTools(pad, config.samples);
layPasses();
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
