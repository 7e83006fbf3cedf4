/**
 * Runs the Python package `lecun1989` and passes calls on to it. All arithmetic is done in Python. The worker's name has its
 * settings, because a message would arrive only after the page's own thread has parsed the article.
 *
 * @import {Proxy, Pyodide} from "./python.js"
 * @import {FromWorker, Request, Runtime, Start} from "../types.js"
 */

import { CALLS } from "./calls.js";
import { watchLoading } from "./loading.js";
import { mountStdlib, startFromSnapshot, startPlainly } from "./python.js";

const LATER = 200; // milliseconds before the other networks load, so they don't delay the first answers

/** @type {Pyodide} */
let pyodide;
/** @type {Proxy} The `Calls` object of lecun1989.messages. */
let calls;
/** @type {Map<string, (...args: unknown[]) => Proxy | undefined>} Its methods, cached because each access makes a new proxy. */
const methods = new Map();
/** @type {(name: string) => Promise<string>} Fetches a network's JSON text. */
let fetchText;
/** @type {(() => Promise<void>) | undefined} Loads files that the snapshot has not loaded, at most once. */
let mountOnce;
/** @type {Map<string, Promise<void>>} Networks by name: loaded, loading or refused. */
const networks = new Map();
let failed = false;

/** @param {FromWorker} message @param {Transferable[]} [transfer] */
const send = (message, transfer = []) => self.postMessage(message, { transfer });

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
      calls = pyodide.globals.get("calls");
      /** @type {Promise<void> | undefined} */
      let mounted;
      mountOnce = () => (mounted ??= mountStdlib(pyodide, runtime));
    } else {
      for (const { name } of published) fetchText(name);
      pyodide = await startPlainly(runtime);
      stage = "Starting NumPy";
      loading.report();
      calls = pyodide.pyimport("lecun1989.messages").Calls();
    }
    stage = "Reading the network";
    loading.report();
    await load(first);
  } catch (error) {
    fail(`The network could not be started: ${describe(error)}`);
    return;
  }
  stage = ""; // no more progress reports
  send({ type: "ready" });
  await new Promise((resolve) => setTimeout(resolve, LATER));
  for (const { name } of published) {
    await load(name).catch((error) => send({ type: "missing", name, message: describe(error) }));
  }
  send({ type: "complete", restored: snapshot !== null });
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
  method("load")(name, await fetchText(name));
}

/** @param {string} call */
function method(call) {
  const found = methods.get(call) ?? calls[call];
  methods.set(call, found);
  return found;
}

/** @param {unknown} error @returns {boolean} True for an `InputError`, false for a bug. */
const isRefusal = (error) => /** @type {{type?: string}} */ (error)?.type === "InputError";

/**
 * Call Python, and convert its result to objects, strings, numbers and typed arrays.
 *
 * @param {string} call
 * @param {unknown[]} args
 */
function ask(call, args) {
  const result = method(call)(...args);
  const answer = result?.toJs({ dict_converter: Object.fromEntries });
  result?.destroy();
  return answer;
}

/** @param {Request} request */
async function answer({ id, call, args }) {
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
    if (CALLS[/** @type {keyof typeof CALLS} */ (call)]?.[0] === "name") await load(String(args[0]));
    const passed = args.map(pass);
    let answer;
    try {
      answer = ask(call, passed);
    } catch (error) {
      if (!mountOnce || isRefusal(error)) throw error;
      await mountOnce(); // a module may be missing from memory, which can cause many kinds of errors
      answer = ask(call, passed);
    }
    send({ type: "answer", id, answer }, buffersOf(answer));
  } catch (error) {
    send({ type: "refused", id, message: describe(error) });
  } finally {
    for (const buffer of buffers) buffer.destroy();
  }
}

/** @param {unknown} value @returns {ArrayBuffer[]} The buffers of all typed arrays in it. */
function buffersOf(value) {
  if (ArrayBuffer.isView(value)) return [/** @type {ArrayBuffer} */ (value.buffer)];
  return value && typeof value === "object" ? Object.values(value).flatMap(buffersOf) : [];
}

self.addEventListener("message", (/** @type {MessageEvent<Request>} */ { data }) => answer(data));
run(JSON.parse(self.name));
