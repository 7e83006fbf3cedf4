/**
 * The choice of network: the menu, the network's description, and its kernels.
 *
 * @import {PageStore} from "../state.js"
 * @import {Heatmap, Model} from "../types.js"
 */

import { byId, find } from "../util/dom.js";
import { say } from "../util/status.js";
import { formatScale } from "./heatmap.js";
import { paintKernels } from "./kernels.js";

const LONGEST = 40; // characters of an unknown name that are shown

/**
 * @param {PageStore} store
 * @param {readonly Model[]} models
 * @param {(name: string) => void} use
 */
export function createNetworkMenu(store, models, use) {
  const menu = byId("model", HTMLSelectElement);
  const about = find(".about", HTMLElement);
  const kernelRow = byId("kernels", HTMLElement);
  const scale = byId("kernel-scale", HTMLElement);
  const names = models.map(({ name }) => name).join(", ");
  const modelOf = (/** @type {string} */ name) => models.find((model) => model.name === name);
  /** The network named in the address. */
  const asked = new URLSearchParams(location.search).get("network");

  menu.addEventListener("change", () => use(menu.value));
  store.subscribe(["network"], ({ network }) => {
    menu.value = network;
    about.textContent = modelOf(network)?.about ?? "";
  });

  return {
    /** @param {string} name @throws {Error} If there is no such network. */
    check(name) {
      if (!modelOf(name)) throw new Error(`no network is named ${name}; there are ${names}`);
    },
    useAsked() {
      if (asked && modelOf(asked)) use(asked);
    },
    explainUnknown() {
      if (asked && !modelOf(asked)) say(`No network is named ${asked.slice(0, LONGEST)}; there are ${names}.`);
    },
    /** @param {string} name @param {string} message Says why it can't be chosen. */
    disable(name, message) {
      for (const option of menu.options) option.disabled ||= option.value === name;
      say(`${name} cannot be chosen: ${message}`);
    },
    /** @param {string} name @param {Heatmap} [tuned] The kernels of a network that was fine-tuned. */
    showKernels(name, tuned) {
      const kernels = tuned ?? modelOf(name)?.kernels;
      if (!kernels) return;
      paintKernels(kernelRow, kernels);
      scale.textContent = formatScale(kernels.scale);
    },
  };
}
