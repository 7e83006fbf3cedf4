/** The network as plain JavaScript loops in a page. */

import { framed, Network } from "../network.mjs";
import { offer, settings } from "./hooks.mjs";

/** @type {Network} */
let network;

async function start() {
  const { architecture, parameters } = await (await fetch(`${settings().network}.json`)).json();
  const arrays = Object.entries(parameters).map(([name, { values }]) => [name, values]);
  network = new Network(Object.fromEntries(arrays), architecture);
}

offer({
  ready: start(),
  predict: async (values) => ({ outputs: [...network.forward(framed(values))] }),
  repeat: async (values, times) => {
    const start = performance.now();
    for (let time = 0; time < times; time++) network.forward(framed(values));
    return (performance.now() - start) / times;
  },
});
