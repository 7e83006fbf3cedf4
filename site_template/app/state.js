/**
 * What the page is about: what is read, by which network, and what is looked at. A share link holds a part of it.
 *
 * @import {Store} from "./util/store.js"
 * @import {Config, Heatmap, LayerName, PanelName, Reading, Unit} from "./types.js"
 */

import { createStore } from "./util/store.js";

/**
 * @typedef {object} State
 * @property {boolean} ready Whether Python can answer.
 * @property {string} network Name of the network that reads.
 * @property {PanelName} panel The panel that is open.
 * @property {boolean} example Whether the worked example is shown: nothing has been drawn.
 * @property {Reading | null} drawn What is on the pad, as it was read; null for a blank pad.
 * @property {Reading | null} reading What is shown: what is drawn, or what perturbing has made of it.
 * @property {{layer: LayerName, index: number}} pointed The unit that is pointed at.
 * @property {Unit | null} unit Its arithmetic in `reading`, once that has come.
 * @property {number | null} output The output that was chosen for attribution; null: the answer.
 * @property {Record<string, Heatmap> | null} shares Attributions that the layers show instead of activations.
 *
 * @typedef {Store<State>} PageStore
 */

/**
 * @param {Config} config
 * @returns {PageStore}
 */
export function createState(config) {
  /** @type {State} */
  const initial = {
    ready: false,
    network: config.default,
    panel: "unit",
    example: true,
    drawn: null,
    reading: null,
    pointed: { layer: "h1", index: config.example.unit },
    unit: null,
    output: null,
    shares: null,
  };
  return createStore(initial);
}

/**
 * Show a reading: of what is drawn, or of what perturbing has made of it.
 *
 * @param {PageStore} store
 * @param {Reading} reading
 * @param {Partial<State>} [changes] What else changes at the same time.
 */
export function showReading(store, reading, changes = {}) {
  const { index, layer } = store.state.pointed;
  const isPointed = reading.unit.layer === layer && reading.unit.index === index;
  store.set({ reading, unit: isPointed ? reading.unit : null, output: null, ...changes });
}
