/**
 * Unchanged Pyodide and NumPy on the main thread, as most pages start them. `page.py` compares our page with it.
 */

import { offer, settings } from "./hooks.mjs";

const { network, packages } = settings();

/** @type {any} */
let pyodide;
/** @type {any} */
let calls;

async function start() {
  const { loadPyodide } = await import(new URL("pyodide.mjs", document.baseURI).href);
  pyodide = await loadPyodide();
  await pyodide.loadPackage(packages.map((name) => new URL(name, document.baseURI).href));
  const text = await (await fetch(`${network}.json`)).text();
  calls = pyodide.pyimport("lecun1989.messages").Calls();
  calls.load(network, text);
}

/** The forward pass alone, on an image that is already in Python. */
const REPEAT = `
def repeat(text, values, times):
    from time import perf_counter
    import numpy as np
    from lecun1989.trained_network import TrainedNetwork
    network = TrainedNetwork.from_json(text, "the network")
    image = np.frombuffer(values, np.float32).reshape(16, 16).copy()
    start = perf_counter()
    for _ in range(times):
        network(image)
    return 1000 * (perf_counter() - start) / times
repeat
`;

offer({
  ready: start(),
  predict: async (values) => {
    const answer = calls.read(network, pyodide.toPy(values), 16, 16, "output", 0);
    return answer.toJs({ dict_converter: Object.fromEntries });
  },
  repeat: async (values, times) => pyodide.runPython(REPEAT)(calls.export(network).get("text"), pyodide.toPy(values), times),
});
