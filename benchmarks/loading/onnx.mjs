/** The network in onnxruntime-web, on WebAssembly and one thread. */

import { offer, settings } from "./hooks.mjs";

/** @type {any} */
let runtime;
/** @type {any} */
let session;

async function start() {
  runtime = await import(new URL("ort.wasm.min.mjs", document.baseURI).href);
  runtime.env.wasm.numThreads = 1;
  runtime.env.wasm.wasmPaths = new URL("./", document.baseURI).href;
  session = await runtime.InferenceSession.create(`${settings().network}.onnx`, { executionProviders: ["wasm"] });
}

/** @param {Float32Array} values */
async function run(values) {
  const { output } = await session.run({ image: new runtime.Tensor("float32", values, [1, 1, 16, 16]) });
  return output.data;
}

offer({
  ready: start(),
  predict: async (values) => ({ outputs: [...(await run(values))] }),
  repeat: async (values, times) => {
    const start = performance.now();
    for (let time = 0; time < times; time++) await run(values);
    return (performance.now() - start) / times;
  },
});
