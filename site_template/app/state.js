/**
 * The page's state: what is read, by which network, and what is selected. A share link contains a part of it.
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
 * @property {Reading | null} drawn The reading of the pad; null for a blank pad.
 * @property {Reading | null} reading The reading that is shown: of the pad, or of its perturbed image.
 * @property {{layer: LayerName, index: number}} pointed The selected unit.
 * @property {Unit | null} unit Its arithmetic in `reading`, once it has arrived.
 * @property {number | null} output The output chosen for attribution; null means the answer.
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
 * Show a reading of the pad, or of its perturbed image.
 *
 * @param {PageStore} store
 * @param {Reading} reading
 * @param {Partial<State>} [changes] Other changes to make at the same time.
 */
export function showReading(store, reading, changes = {}) {
  const { index, layer } = store.state.pointed;
  const isPointed = reading.unit.layer === layer && reading.unit.index === index;
  store.set({ reading, unit: isPointed ? reading.unit : null, output: null, ...changes });
}
