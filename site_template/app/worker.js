/**
 * Runs the Python package `lecun1989` and passes calls on to it. All arithmetic is Python's.
 *
 * @import {FromWorker, Request, Start, ToWorker} from "./types.js"
 */

import { watchLoading } from "./loading.js";

/** @typedef {Record<string, (...args: unknown[]) => string>} Reader The Python module lecun1989.browser. */

/**
 * @typedef {object} Pyodide
 * @property {(name: string) => any} pyimport
 * @property {(value: unknown) => {destroy: () => void}} toPy
 */

/** @type {Pyodide} */
let pyodide;
/** @type {Reader} */
let reader;
/** @type {Map<string, Promise<string>>} JSON texts by the network's name. */
let texts = new Map();
/** @type {Map<string, Promise<void>>} Networks by name: loaded, being loaded or refused. */
const networks = new Map();
let failed = false;

/** @param {FromWorker} message */
const send = (message) => self.postMessage(message);

/** @param {string} message */
function fail(message) {
  if (failed) return; // the first failure is the cause of the others
  failed = true;
  send({ type: "failed", message });
}

/** @param {unknown} error The last line of a Python traceback says what happened. */
function describe(error) {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.trim().split("\n").pop() ?? "";
  return line.replace(/^(\w+\.)*\w*Error: /, "");
}

/** @param {Start} start */
async function run({ runtime, models, first }) {
  const loading = watchLoading(
    (bytes) => send({ type: "stage", stage, bytes }),
    (message) => fail(message),
  );
  let stage = "Loading Python";
  texts = new Map(models.map(({ name, url }) => [name, loading.text(url)]));
  try {
    const { loadPyodide } = await import(runtime.script);
    pyodide = await loadPyodide({
      indexURL: runtime.index,
      lockFileURL: runtime.lock,
      packages: ["numpy", "lecun1989"],
    });
    stage = "Starting NumPy";
    loading.report();
    reader = pyodide.pyimport("lecun1989.browser");
    stage = "Reading the network";
    loading.report();
    await load(first);
  } catch (error) {
    fail(`The network could not be started: ${describe(error)}`);
    return;
  }
  send({ type: "ready" });
  for (const { name } of models) {
    await load(name).catch((error) => send({ type: "missing", name, message: describe(error) }));
  }
}

/** @param {string} name */
function load(name) {
  const loaded = networks.get(name) ?? read(name);
  networks.set(name, loaded);
  return loaded;
}

/** @param {string} name */
async function read(name) {
  const text = await texts.get(name);
  if (text === undefined) throw new Error(`there is no network named ${name}`);
  reader.load(name, text);
}

/** @param {Request} request */
async function answer({ id, called, args }) {
  /** @type {{destroy: () => void}[]} */
  const buffers = [];
  /** @param {unknown} argument */
  const pass = (argument) => {
    if (!ArrayBuffer.isView(argument)) return argument;
    const buffer = pyodide.toPy(argument);
    buffers.push(buffer);
    return buffer;
  };
  try {
    await load(args[0]);
    send({ type: "answer", id, text: reader[called](...args.map(pass)) });
  } catch (error) {
    send({ type: "refused", id, message: describe(error) });
  } finally {
    for (const buffer of buffers) buffer.destroy();
  }
}

self.addEventListener("message", (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  if (data.type === "start") run(data);
  else answer(data);
});
