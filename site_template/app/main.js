/**
 * Connects the parts of the page: pad -> reading -> store -> everything that shows it.
 *
 * @import {Picture, Reading} from "./types.js"
 */

import { publishApi } from "./api.js";
import { createMisreadGallery } from "./article/misread.js";
import { createTrainingSlider } from "./article/training-slider.js";
import { createZipCode } from "./article/zip-code.js";
import { Engine } from "./engine/engine.js";
import { createAnswer } from "./network/answer.js";
import { SIDE } from "./network/digit-image.js";
import { createLayers } from "./network/layers.js";
import { createNetworkMenu } from "./network/menu.js";
import { createImageImport } from "./pad/import-image.js";
import { createLiveReading } from "./pad/live-reading.js";
import { Pad } from "./pad/pad.js";
import { createPixelEditor } from "./pad/pixel-editor.js";
import { toStrokes } from "./pad/strokes.js";
import { createShareLinks, createToolbar } from "./pad/toolbar.js";
import { createAttributionPanel } from "./panels/attribution.js";
import { createComparePanel } from "./panels/compare.js";
import { createFinetunePanel } from "./panels/finetune.js";
import { createPerturbPanel } from "./panels/perturb.js";
import { createTabs } from "./panels/tabs.js";
import { createUnitPanel } from "./panels/unit.js";
import { createState, showReading } from "./state.js";
import { readConfig } from "./util/config.js";
import { byId, find, reveal } from "./util/dom.js";
import { keepOffline } from "./util/offline.js";
import * as status from "./util/status.js";

/** Milliseconds before less urgent work starts, so that a drawing made while Python started is read first. */
const LATER = 200;

const config = readConfig();
const store = createState(config);
const names = Object.freeze(config.models.map(({ name }) => name));

const engine = new Engine({
  onStage: status.showStage,
  onReady: () => {
    status.showReady();
    menu.explainUnknown();
    store.set({ ready: true });
    setTimeout(() => {
      finetuning.resume();
      if (store.state.example) readExample();
    }, LATER);
  },
  onMissing: (name, message) => menu.disable(name, message),
  onComplete: keepOffline,
  onFailed: (message) => {
    store.set({ ready: false });
    status.showFailed(message);
  },
});

const canvas = byId("pad", HTMLCanvasElement);
const pad = new Pad(canvas, {
  onStart: () => {
    store.set({ example: false });
    document.documentElement.dataset.showing = "drawing"; // hides the worked example
  },
  onDraw: () => live.grow(),
  onSettle: () => live.settle(),
});
const live = createLiveReading(store, { isBlank: () => pad.isBlank, read: readPad, show: showDrawn, say: status.say });
const code = createZipCode(engine.ask, store, config.zipPad, status.say);
const menu = createNetworkMenu(store, config.models, use);

createTabs(store);
const layers = createLayers(store, () => store.set({ panel: "unit" }));
createAnswer(store, pad, (digit) => {
  if (store.state.panel === "attribution") store.set({ output: digit });
  else layers.pointAtOutput(digit);
});
createPixelEditor(byId("grid", HTMLElement), store, config.example.values, (values) => pad.put({ values, digit: null }));
createUnitPanel(engine.ask, store);
createAttributionPanel(engine.ask, store, (picture) => pad.put(picture));
createPerturbPanel(engine.ask, store);
createComparePanel(store, names, async (name) => (pad.isBlank ? null : readPad(name)), use);
const finetuning = createFinetunePanel(engine.ask, store, names, readAgain);
createToolbar(pad, config.samples);
createTrainingSlider();
createImageImport(pad, document.documentElement, byId("photo", HTMLInputElement), status.say);
// Panels need a drawing: if there is none yet, the example is put on the pad.
store.subscribe(["panel"], ({ panel }) => panel !== "unit" && drawExample());
publishApi(engine, store, names, use, config.version);
menu.useAsked();
createShareLinks(pad, store, open, status.say);
if (config.gallery) createMisreadGallery(config.gallery.values, putMisread, status.say);
status.onRetry(start);
start();

function start() {
  status.showStart();
  engine.start();
}

/** @param {string} [name] Name of the network that reads the pad. */
function readPad(name = store.state.network) {
  const { index, layer } = store.state.pointed;
  if (pad.picture) return engine.ask.read(name, pad.picture.values, SIDE, SIDE, layer, index);
  const { data, width, height } = pad.pixels();
  return engine.ask.read(name, data, width, height, layer, index);
}

/** @param {Reading | null} reading */
function showDrawn(reading) {
  if (reading) showReading(store, reading, { drawn: reading });
  else store.set({ drawn: null, reading: null, unit: null });
}

/** Show the worked example in the layers, so that visitors can point at its units. */
async function readExample() {
  const { index, layer } = store.state.pointed;
  const values = Float32Array.from(config.example.values);
  const reading = await engine.ask.read(store.state.network, values, SIDE, SIDE, layer, index);
  if (store.state.example) showReading(store, reading);
}

function drawExample() {
  if (store.state.example) pad.putExample(toStrokes(config.example.strokes));
}

/** @param {string} name */
function use(name) {
  menu.check(name);
  store.set({ network: name });
  drawExample();
  readAgain(name);
}

/** Read again with another network, or one that was fine-tuned or reset. @param {string} name */
function readAgain(name) {
  menu.showKernels(name, finetuning.kernels(name));
  live.settle();
  code.readAgain();
}

/** @param {string} network @param {import("./pad/strokes.js").Stroke[]} strokes */
function open(network, strokes) {
  if (names.includes(network)) use(network);
  pad.putStrokes(strokes);
}

/** @param {Picture} picture */
function putMisread(picture) {
  const network = config.gallery?.network ?? "";
  pad.put(picture);
  if (store.state.network !== network) use(network); // the network that made this mistake
  reveal(canvas, find(".bench", HTMLElement), "start");
}
