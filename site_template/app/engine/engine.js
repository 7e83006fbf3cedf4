/**
 * The network, seen from the page: a module worker that runs Python.
 *
 * @import {Lesson} from "../panels/examples.js"
 * @import {Stroke} from "../pad/strokes.js"
 * @import {Answer, Argument, Boot, Code, Curves, FromWorker, LayerLevels, LayerName, Levels, Request, Taught, Tried, Unit, Why} from "../types.js"
 */

/**
 * @typedef {object} Watcher
 * @property {(stage: string, bytes: number) => void} onStage
 * @property {() => void} onReady
 * @property {(name: string, message: string) => void} onMissing A network other than the first could not be loaded.
 * @property {() => void} onComplete All networks have been loaded, but for those that are missing.
 * @property {(message: string) => void} onFailed
 */

const { boot } = /** @type {{boot: Boot}} */ (/** @type {unknown} */ (globalThis));

/** @typedef {{resolve: (answer: any) => void, reject: (error: Error) => void, sent: number}} Waiting */

export class Engine {
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #next = 0;
  #watcher;

  /** Whether Python is being started from its snapshot; when that fails, it is started plainly. */
  #restoring = false;
  /** Whether the first network can answer. */
  isReady = false;
  /** @type {Promise<void>} Settled when the first network can answer, or cannot. */
  ready = Promise.resolve();
  /** @type {() => void} */
  #resolveReady = () => {};
  /** @type {(error: Error) => void} */
  #rejectReady = () => {};

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
      boot.early = null; // it is taken over once
      this.#adopt(early.worker);
      early.worker.onmessage = early.worker.onerror = null;
      for (const event of early.said) {
        if (this.#worker === early.worker) early.worker.dispatchEvent(event); // it may have failed, and another have taken its place
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

  /** @param {Worker} worker From now on it is listened to. */
  #adopt(worker) {
    this.#worker = worker;
    worker.addEventListener("message", (event) => this.#receive(event.data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(event.message || "The worker that runs the network could not be loaded or was blocked.");
    });
  }

  /**
   * Let a network read an image that is already normalised.
   *
   * @param {string} name
   * @param {Float32Array} values 256 values in [-1, 1], row by row.
   * @returns {Promise<Answer>}
   */
  predict(name, values) {
    return this.#call("predict", [name, values]);
  }

  /**
   * Let a network read a drawing.
   *
   * @param {string} name
   * @param {ImageData} image Its pixels are handed over: they are gone afterwards.
   * @returns {Promise<Answer>}
   */
  read(name, { data, width, height }) {
    return this.#call("read", [name, data, width, height], [data.buffer]);
  }

  /**
   * Let a network read a row of digits.
   *
   * @param {string} name
   * @param {readonly Stroke[]} strokes
   * @param {number} pen
   * @returns {Promise<Code>}
   */
  readCode(name, strokes, pen) {
    const points = strokes.flatMap((stroke) => stroke.points.flatMap(({ x, y }) => [x, y]));
    const lengths = strokes.map((stroke) => stroke.points.length);
    return this.#call("read_code", [name, Float32Array.from(points), Int32Array.from(lengths), pen]);
  }

  /**
   * @param {string} name
   * @param {Float32Array} values As for `predict`.
   * @returns {Promise<LayerLevels>}
   */
  layers(name, values) {
    return this.#call("layers", [name, values]);
  }

  /**
   * @param {string} name
   * @param {Float32Array} values As for `predict`.
   * @param {LayerName} layer
   * @param {number} number Of the unit, map by map, row by row.
   * @returns {Promise<Unit>}
   */
  unit(name, values, layer, number) {
    return this.#call("unit", [name, values, layer, number]);
  }

  /**
   * @param {string} name
   * @param {Float32Array} values As for `predict`.
   * @param {number} output
   * @returns {Promise<Why>}
   */
  why(name, values, output) {
    return this.#call("why", [name, values, output]);
  }

  /**
   * @param {string} name
   * @param {Float32Array} values As for `predict`.
   * @returns {Promise<Levels>} Two rows: what covering each spot with paper, and with ink, does to the answer.
   */
  occlude(name, values) {
    return this.#call("occlude", [name, values]);
  }

  /**
   * Try the next strokes that might make it another digit.
   *
   * @param {string} name
   * @param {Float32Array} values As for `predict`.
   * @param {number} digit
   * @param {number} first How many have been tried.
   * @returns {Promise<Tried>}
   */
  change(name, values, digit, first) {
    return this.#call("change", [name, values, digit, first]);
  }

  /**
   * @param {string} name
   * @param {Float32Array} values As for `predict`.
   * @param {Float32Array} settings See distort.py.
   * @returns {Promise<Answer>} How the distorted picture is read.
   */
  distort(name, values, settings) {
    return this.#call("distort", [name, values, settings]);
  }

  /**
   * @param {string} name
   * @param {Float32Array} values As for `predict`.
   * @param {Float32Array} settings See distort.py.
   * @returns {Promise<Curves>} How it is read while each part of the distortion goes through its range.
   */
  curves(name, values, settings) {
    return this.#call("curves", [name, values, settings]);
  }

  /**
   * Teach a network some digits in place of all that it was taught before; none: it forgets them.
   *
   * @param {string} name
   * @param {readonly Lesson[]} lessons
   * @returns {Promise<Taught>}
   */
  teach(name, lessons) {
    const values = lessons.flatMap((lesson) => [...lesson.values]);
    const digits = lessons.map(({ digit }) => digit);
    return this.#call("teach", [name, Float32Array.from(values), Int32Array.from(digits)]);
  }

  /**
   * @param {string} name
   * @returns {Promise<{text: string}>} The network's weights file, as it reads now.
   */
  exportNetwork(name) {
    return this.#call("export", [name]);
  }

  /**
   * Call a function of lecun1989.session.
   *
   * @param {string} called
   * @param {[string, ...Argument[]]} args A network's name, and what else the function takes.
   * @param {Transferable[]} [transfer]
   * @returns {Promise<any>} What its JSON says, with the milliseconds that it took.
   */
  async #call(called, args, transfer = []) {
    await this.ready;
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      /** @type {Request} */
      const request = { id, called, args };
      this.#waiting.set(id, { resolve, reject, sent: performance.now() });
      this.#worker?.postMessage(request, transfer);
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
        return this.#watcher.onComplete();
      case "failed":
        if (this.#restoring) {
          this.#worker?.terminate();
          return this.#launch(false);
        }
        return this.#fail(message.message);
      case "answer": {
        const waiting = this.#take(message.id);
        return waiting?.resolve({ ...JSON.parse(message.text), ms: performance.now() - waiting.sent });
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
  if (typeof WebAssembly !== "object") {
    return "This browser has no WebAssembly, or it is switched off, as in Lockdown Mode.";
  }
  if (typeof Worker !== "function") return "This browser has no workers.";
  return null;
}
