/**
 * The page's side of the worker: starts it, asks it, and says how far it is.
 */

/** @import {Config, FromWorker, Network, Reading} from "./types.js" */

/**
 * @typedef {object} Listener
 * @property {(text: string) => void} stage
 * @property {() => void} ready  the first network answers
 * @property {() => void} loaded  all networks do
 * @property {(why: string) => void} failed
 */

export class Engine {
  /** @type {Record<string, Network>} */
  networks = {};
  /** @type {Map<number, {resolve: (reading: Reading) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();
  #next = 0;
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Listener} */
  #listener;

  /**
   * @param {Config} config
   * @param {Listener} listener
   */
  constructor(config, listener) {
    this.#listener = listener;
    const why = missing();
    if (why) {
      listener.failed(why);
      return;
    }
    this.#worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    this.#worker.addEventListener("message", (event) => this.#receive(event.data));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(event.message || "a file of the page could not be loaded, or this browser is too old for it");
    });
    this.#worker.postMessage({ kind: "start", config, base: document.baseURI });
  }

  /**
   * @param {string} model
   * @param {Float32Array} values  256 in [-1, 1]
   */
  predict(model, values) {
    return this.#ask({ kind: "predict", model, values });
  }

  /**
   * @param {string} model
   * @param {ImageData} drawing
   */
  read(model, drawing) {
    return this.#ask({
      kind: "read",
      model,
      pixels: drawing.data,
      width: drawing.width,
      height: drawing.height,
    });
  }

  /**
   * @param {object} message
   * @returns {Promise<Reading>}
   */
  #ask(message) {
    const id = ++this.#next;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker?.postMessage({ ...message, id });
    });
  }

  /** @param {FromWorker} message */
  #receive(message) {
    if (message.kind === "stage") this.#listener.stage(message.text);
    else if (message.kind === "ready") this.#listener.ready();
    else if (message.kind === "failed") this.#fail(message.why);
    else if (message.kind === "loaded") {
      this.networks = message.networks;
      this.#listener.loaded();
    } else {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.kind === "answer") waiting?.resolve(message.reading);
      else waiting?.reject(new Error(message.why));
    }
  }

  /** @param {string} why */
  #fail(why) {
    for (const { reject } of this.#waiting.values()) reject(new Error(why));
    this.#waiting.clear();
    this.#listener.failed(why);
  }
}

/** Say what this browser, or the way the page was opened, lacks. */
function missing() {
  if (location.protocol === "file:") {
    return "a page opened from a file may not start the thread that it needs; serve the folder instead, for example with “python -m http.server”";
  }
  if (typeof Worker === "undefined" || typeof WebAssembly === "undefined") {
    return "this browser has no WebAssembly or no workers";
  }
  return "";
}
