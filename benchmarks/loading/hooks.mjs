/** What each page of this comparison offers, under the name that our page uses. */

/**
 * @typedef {object} Hooks
 * @property {Promise<unknown>} ready Settled when the network can answer.
 * @property {(values: Float32Array) => Promise<{outputs: number[]}>} predict Reads 256 values in [-1, 1].
 * @property {(values: Float32Array, times: number) => Promise<number>} repeat Milliseconds of a forward pass, one of many.
 */

/** @param {Hooks} hooks */
export function offer(hooks) {
  Object.assign(window, { lecun1989: hooks });
}

/** @returns {{network: string, packages: string[]}} What `sites.py` wrote into the page. */
export const settings = () => JSON.parse(document.getElementById("settings")?.textContent ?? "");
