/**
 * Runs the Python package `lecun1989` and passes calls on to it. All arithmetic is Python's. What to start is in the worker's
 * name: a message would come only when the page's own thread has read the article.
 *
 * @import {Pyodide} from "./python.js"
 * @import {FromWorker, Request, Runtime, Start} from "../types.js"
 */

import { watchLoading } from "./loading.js";
import { furnish, startFromSnapshot, startPlainly } from "./python.js";

const LATER = 200; // milliseconds in which the other networks do not hold up the first answers

/** @typedef {Record<string, (...args: unknown[]) => string>} Reader The Python module lecun1989.session. */

/** @type {Pyodide} */
let pyodide;
/** @type {Reader} */
let reader;
/** @type {(name: string) => Promise<string>} Fetches a network's JSON text. */
let fetchText;
/** @type {(() => Promise<void>) | undefined} Gives a restored Python the files of what it has not loaded; done once at most. */
let furnishOnce;
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
async function run({ base, restoring, runtime: addresses, networks: published, first }) {
  const runtime = locate(addresses, base);
  const snapshot = restoring ? runtime.snapshot : null;
  const loading = watchLoading(
    (bytes) => stage && send({ type: "stage", stage, bytes }),
    (message) => fail(message),
  );
  let stage = "Loading Python";
  /** @type {Map<string, Promise<string>>} */
  const texts = new Map();
  fetchText = (name) => {
    const network = published.find((each) => each.name === name);
    if (!network) throw new Error(`there is no network named ${name}`);
    const text = texts.get(name) ?? loading.text(new URL(network.url, base).href);
    texts.set(name, text);
    return text;
  };
  try {
    if (snapshot) {
      pyodide = await startFromSnapshot(runtime, loading);
      networks.set(snapshot.network, Promise.resolve());
      /** @type {Promise<void> | undefined} */
      let furnished;
      furnishOnce = () => (furnished ??= furnish(pyodide, runtime));
    } else {
      for (const { name } of published) fetchText(name);
      pyodide = await startPlainly(runtime);
    }
    stage = "Starting NumPy";
    loading.report();
    reader = pyodide.pyimport("lecun1989.session");
    stage = "Reading the network";
    loading.report();
    await load(first);
  } catch (error) {
    fail(`The network could not be started: ${describe(error)}`);
    return;
  }
  stage = ""; // what comes from now on is no longer waited for
  send({ type: "ready" });
  await new Promise((resolve) => setTimeout(resolve, LATER));
  for (const { name } of published) {
    await load(name).catch((error) => send({ type: "missing", name, message: describe(error) }));
  }
  send({ type: "complete" });
}

/**
 * @param {Runtime} runtime
 * @param {string} base
 * @returns {Runtime} With absolute addresses.
 */
function locate({ script, core, index, lock, snapshot }, base) {
  const absolute = (/** @type {string} */ url) => new URL(url, base).href;
  return {
    script: absolute(script),
    core: absolute(core),
    index: absolute(index),
    lock: absolute(lock),
    snapshot: snapshot && {
      ...snapshot,
      memory: absolute(snapshot.memory),
      extensions: snapshot.extensions.map(({ path, url }) => ({ path, url: absolute(url) })),
    },
  };
}

/** @param {string} name */
function load(name) {
  const loaded = networks.get(name) ?? read(name);
  networks.set(name, loaded);
  return loaded;
}

/** @param {string} name */
async function read(name) {
  reader.load(name, await fetchText(name));
}

/** @param {unknown} error Whether Python refused what it was given, and did not stumble. */
const isRefusal = (error) => /** @type {{type?: string}} */ (error)?.type === "InputError";

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
    const passed = args.map(pass);
    let text;
    try {
      text = reader[called](...passed);
    } catch (error) {
      if (!furnishOnce || isRefusal(error)) throw error;
      await furnishOnce(); // it may have looked for a module that is not in memory: there are many ways to fail then
      text = reader[called](...passed);
    }
    send({ type: "answer", id, text });
  } catch (error) {
    send({ type: "refused", id, message: describe(error) });
  } finally {
    for (const buffer of buffers) buffer.destroy();
  }
}

self.addEventListener("message", (/** @type {MessageEvent<Request>} */ { data }) => answer(data));
run(JSON.parse(self.name));
