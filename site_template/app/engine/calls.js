/**
 * The calls that Python answers: the methods of lecun1989.messages.Calls with their parameters. A test compares the two.
 *
 * @import {EngineCalls} from "../types.js"
 */

export const CALLS = /** @type {const} */ ({
  read: ["name", "pixels", "width", "height", "layer", "index"],
  perturb: ["number", "values", "layer", "index"],
  unit: ["number", "layer", "index"],
  attribution: ["number", "output"],
  occlusion: ["number"],
  counterfactual: ["number", "digit"],
  curves: ["number", "values"],
  read_row: ["name", "points", "lengths", "pen"],
  finetune: ["name", "values", "digits"],
  export: ["name"],
});

/**
 * Make a function for each call.
 *
 * @param {(call: string, args: unknown[]) => Promise<unknown>} send
 * @returns {EngineCalls}
 */
export function makeCalls(send) {
  const entries = Object.keys(CALLS).map((call) => [call, (/** @type {unknown[]} */ ...args) => send(call, args)]);
  return Object.fromEntries(entries);
}
