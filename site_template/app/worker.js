/**
 * Runs Python. Everything that computes is the package lecun1989; this file starts it and carries bytes to and fro.
 */

/** @import {Config, FromWorker, Model, Network, PredictMessage, ReadMessage, Reading, ToWorker} from "./types.js" */

/** @type {any} */
let pyodide;
/** @type {any} the Python module lecun1989.browser */
let python;

/** @param {FromWorker} message */
function send(message) {
  self.postMessage(message);
}

// Some hosts serve .wasm with another type, which streaming compilation refuses.
const plainFetch = self.fetch;
self.fetch = async (input, init) => {
  const response = await plainFetch(input, init);
  const type = response.headers.get("Content-Type");
  if (!response.ok || !response.url.endsWith(".wasm") || type === "application/wasm") return response;
  return new Response(response.body, { headers: { "Content-Type": "application/wasm" } });
};

/**
 * @param {Model} model
 * @param {string} base
 */
async function fetchNetwork(model, base) {
  const response = await fetch(new URL(model.url, base));
  if (!response.ok) throw new Error(`${model.url} could not be loaded (status ${response.status})`);
  return response.text();
}

/**
 * Hand a network to Python and keep what the page shows of it.
 *
 * @param {Model} model
 * @param {string} text
 * @returns {Network}
 */
function loadNetwork(model, text) {
  python.load(model.name, text);
  const { values } = JSON.parse(text).parameters.h1_weights;
  return { kernels: Array.from({ length: 12 }, (_, n) => values.slice(25 * n, 25 * (n + 1))) };
}

/**
 * @param {Config} config
 * @param {string} base  the page's address
 */
async function start(config, base) {
  const texts = config.models.map((model) => fetchNetwork(model, base));
  for (const text of texts) text.catch(() => {}); // awaited below; until then a failure is nobody's

  send({ kind: "stage", text: "Loading Python" });
  const { loadPyodide } = await import(new URL(config.runtime.script, base).href);
  pyodide = await loadPyodide({
    indexURL: new URL(config.runtime.index, base).href,
    lockFileURL: new URL(config.runtime.lock, base).href,
  });
  send({ kind: "stage", text: "Loading NumPy" });
  await pyodide.loadPackage(["numpy", "lecun1989"], { messageCallback: () => {} });
  python = pyodide.pyimport("lecun1989.browser");

  send({ kind: "stage", text: "Loading the network" });
  /** @type {Record<string, Network>} */
  const networks = {};
  const first = config.models.findIndex((model) => model.name === config.default);
  networks[config.default] = loadNetwork(config.models[first], await texts[first]);
  send({ kind: "ready" });
  for (const [number, model] of config.models.entries()) {
    networks[model.name] ??= loadNetwork(model, await texts[number]);
  }
  send({ kind: "loaded", networks });
}

/**
 * @param {PredictMessage | ReadMessage} message
 * @returns {Reading}
 */
function answer(message) {
  const began = performance.now();
  const buffer = pyodide.toPy(message.kind === "read" ? message.pixels : message.values);
  try {
    const text =
      message.kind === "read"
        ? python.read(message.model, buffer, message.width, message.height)
        : python.predict(message.model, buffer);
    return { ...JSON.parse(text), ms: performance.now() - began };
  } finally {
    buffer.destroy?.();
  }
}

/**
 * Say what went wrong in one line: of a Python traceback the last.
 *
 * @param {unknown} error
 */
function explain(error) {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split("\n").at(-1) ?? "unknown error";
}

self.addEventListener("message", async (/** @type {MessageEvent<ToWorker>} */ event) => {
  const message = event.data;
  try {
    if (message.kind === "start") await start(message.config, message.base);
    else send({ kind: "answer", id: message.id, reading: answer(message) });
  } catch (error) {
    const why = explain(error);
    send(message.kind === "start" ? { kind: "failed", why } : { kind: "refused", id: message.id, why });
  }
});
