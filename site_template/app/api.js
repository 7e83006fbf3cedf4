/**
 * `window.lecun1989`: the page's API for programs and tests. Its names must not change; docs/page.md describes them.
 *
 * @import {PageStore} from "./state.js"
 * @import {Answer, EngineCalls, Heatmap, LayerName, Timed} from "./types.js"
 */

import { SIDE } from "./network/digit-image.js";
import { formatScale } from "./network/heatmap.js";

const MAPS = { h1: 12, h2: 12, h3: 1, output: 1 };

/**
 * @param {{ready: Promise<void>, ask: EngineCalls}} engine
 * @param {PageStore} store
 * @param {readonly string[]} models Names of all networks.
 * @param {(name: string) => void} use
 * @param {string} version
 */
export function publishApi(engine, store, models, use, version) {
  /** @param {Uint8ClampedArray | Float32Array} pixels @param {number} width @param {number} height */
  const read = (pixels, width, height) => engine.ask.read(store.state.network, pixels, width, height, "output", 0);

  const lecun1989 = {
    /** Resolves when the network can answer; rejects when it can't. */
    get ready() {
      return engine.ready;
    },
    /** @param {Float32Array} values 256 values in [-1, 1], row by row, already normalised. */
    predict: async (values) => answerOf(await read(Float32Array.from(values), SIDE, SIDE)),
    /** @param {ImageData} image A drawing of any size and colours. */
    read: async ({ data, width, height }) => answerOf(await read(data.slice(), width, height)),
    /** @param {Float32Array} values As in `predict`. */
    layers: async (values) => {
      const { layers } = await read(Float32Array.from(values), SIDE, SIDE);
      return Object.fromEntries(Object.entries(layers).map(([name, heatmap]) => [name, nest(MAPS[/** @type {LayerName} */ (name)], heatmap)]));
    },
    /** Name of the network that reads. */
    get model() {
      return store.state.network;
    },
    models,
    /** Choose a network by name. */
    use,
    version,
  };
  Object.assign(window, { lecun1989 });
}

/** @param {Timed<Answer>} answer */
const answerOf = ({ digit, outputs, rejected, ms }) => ({ digit: digit ?? null, outputs: Array.from(outputs), rejected, ms });

/**
 * @param {number} maps
 * @param {Heatmap} heatmap
 */
function nest(maps, { values, scale }) {
  const size = values.length / maps;
  const levels = Array.from({ length: maps }, (_, map) => Array.from(values).slice(map * size, (map + 1) * size));
  return { levels, scale: formatScale(scale) };
}
