/** The functions that each page of this comparison offers, under the same name as our page. */

/**
 * @typedef {object} Hooks
 * @property {Promise<unknown>} ready Settled when the network can answer.
 * @property {(values: Float32Array) => Promise<{outputs: number[]}>} predict Reads 256 values in [-1, 1].
 * @property {(values: Float32Array, times: number) => Promise<number>} repeat Mean milliseconds of a forward pass.
 */

/** @param {Hooks} hooks */
export function offer(hooks) {
  Object.assign(window, { lecun1989: hooks });
}

/** @returns {{network: string, packages: string[]}} The settings that `sites.py` wrote into the page. */
export const settings = () => JSON.parse(document.getElementById("settings")?.textContent ?? "");
