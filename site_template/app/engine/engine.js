/**
 * The page's side of Python: sends requests to a module worker and receives its answers.
 *
 * @import {Boot, FromWorker, Request} from "../types.js"
 */

import { makeCalls } from "./calls.js";

/**
 * @typedef {object} Watcher
 * @property {(stage: string, bytes: number) => void} onStage
 * @property {() => void} onReady
 * @property {(name: string, message: string) => void} onMissing A network other than the first could not be loaded.
 * @property {(restored: boolean) => void} onComplete All networks have been loaded, except missing ones.
 * @property {(message: string) => void} onFailed
 */

const { boot } = /** @type {{boot: Boot}} */ (/** @type {unknown} */ (globalThis)); // undefined if boot.js did not arrive

/** @typedef {{resolve: (answer: any) => void, reject: (error: Error) => void, sent: number}} Waiting */

export class Engine {
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #next = 0;
  #watcher;

  /** Whether Python is being started from its snapshot; if that fails, it is started without it. */
  #restoring = false;
  /** Whether the first network can answer. */
  isReady = false;
  /** @type {Promise<void>} Settled when the first network can answer, or can't. */
  ready = Promise.resolve();
  /** @type {() => void} */
  #resolveReady = () => {};
  /** @type {(error: Error) => void} */
  #rejectReady = () => {};

  /** Python's calls; each answer has `ms`, the time that it took. Pixels of images are transferred, not copied. */
  ask = makeCalls((call, args) => this.#call(call, args));

  /** @param {Watcher} watcher */
  constructor(watcher) {
    this.#watcher = watcher;
  }

  /** Start, or start again after a failure. */
  start() {
    this.ready = new Promise((resolve, reject) => {
      this.#resolveReady = resolve;
      this.#rejectReady = reject;
    });
    this.ready.catch(() => {}); // the page itself says what failed
    const obstacle = findObstacle();
    if (obstacle) {
      this.#fail(obstacle);
      return;
    }
    this.#launch(typeof DecompressionStream === "function");
  }

  /** @param {boolean} restoring Whether to start from the snapshot. */
  #launch(restoring) {
    this.#restoring = restoring;
    const { early } = boot;
    if (restoring && early) {
      boot.early = null; // it can be taken over only once
      this.#adopt(early.worker);
      early.worker.onmessage = early.worker.onerror = null;
      for (const event of early.said) {
        if (this.#worker === early.worker) early.worker.dispatchEvent(event); // it may have failed and been replaced
      }
      return;
    }
    let worker;
    try {
      worker = boot.startWorker(restoring);
    } catch {
      this.#fail("The browser does not let this page start a worker.");
      return;
    }
    if (worker) this.#adopt(worker);
    else this.#fail("This browser is too old to run the network: it has no module workers.");
  }

  /** @param {Worker} worker The worker to listen to from now on. */
  #adopt(worker) {
    this.#worker = worker;
    worker.addEventListener("message", (event) => this.#receive(event.data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(event.message || "The worker that runs the network could not be loaded or was blocked.");
    });
  }

  /**
   * @param {string} call
   * @param {unknown[]} args
   */
  async #call(call, args) {
    await this.ready;
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      /** @type {Request} */
      const request = { id, call, args };
      this.#waiting.set(id, { resolve, reject, sent: performance.now() });
      const pixels = args.filter((argument) => argument instanceof Uint8ClampedArray);
      this.#worker?.postMessage(request, pixels.map(({ buffer }) => buffer));
    });
  }

  /** @param {FromWorker} message */
  #receive(message) {
    switch (message.type) {
      case "stage":
        return this.#watcher.onStage(message.stage, message.bytes);
      case "ready":
        this.#restoring = false;
        this.isReady = true;
        this.#resolveReady();
        return this.#watcher.onReady();
      case "missing":
        return this.#watcher.onMissing(message.name, message.message);
      case "complete":
        return this.#watcher.onComplete(message.restored);
      case "failed":
        if (this.#restoring) {
          this.#worker?.terminate();
          return this.#launch(false);
        }
        return this.#fail(message.message);
      case "answer": {
        const waiting = this.#take(message.id);
        return waiting?.resolve({ ...message.answer, ms: performance.now() - waiting.sent });
      }
      case "refused":
        return this.#take(message.id)?.reject(new Error(message.message));
    }
  }

  /** @param {number} id */
  #take(id) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  /** @param {string} message */
  #fail(message) {
    this.#worker?.terminate();
    this.#worker = null;
    this.isReady = false;
    const error = new Error(message);
    this.#rejectReady(error);
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
    this.#watcher.onFailed(message);
  }
}

/** @returns {string | null} What this browser lacks, in a sentence. */
function findObstacle() {
  if (!boot) return "The page’s first script could not be loaded. Check the connection and load the page again.";
  if (typeof WebAssembly !== "object") {
    return "This browser has no WebAssembly, or it is switched off, as in Lockdown Mode.";
  }
  if (typeof Worker !== "function") return "This browser has no workers.";
  return null;
}
