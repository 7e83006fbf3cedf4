/**
 * Keeps the answer up with the drawing: one question at a time, the newest drawing wins, stale answers are dropped.
 *
 * @import {Engine} from "./engine.js"
 * @import {Pad} from "../pad/pad.js"
 */

/** Milliseconds between two questions while the pen is down, so that the worker is mostly free when it goes up. */
const PAUSE = 40;

/**
 * @template Answer
 * @typedef {object} Display
 * @property {(answer: Answer) => void} showAnswer
 * @property {() => void} showNothing
 * @property {(message: string) => void} say
 */

/** @template Answer */
export class Live {
  #engine;
  #pad;
  #ask;
  #display;
  /** Name of the network that reads. */
  #model;
  #wanted = false;
  #asking = false;
  /** When the last question was asked. */
  #asked = -Infinity;
  /** Whether the pen is up, so that nothing is gained by waiting. */
  #settled = true;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Counts the changes that make an answer under way worthless, such as pen up, undo or another network. */
  #epoch = 0;

  /**
   * @param {Engine} engine
   * @param {Pad} pad
   * @param {(model: string) => Promise<Answer>} ask Lets a network read what is on the pad.
   * @param {Display<Answer>} display
   * @param {string} model
   */
  constructor(engine, pad, ask, display, model) {
    this.#engine = engine;
    this.#pad = pad;
    this.#ask = ask;
    this.#display = display;
    this.#model = model;
  }

  get model() {
    return this.#model;
  }

  /** @param {string} name */
  use(name) {
    this.#model = name;
    this.settle();
  }

  /** @param {string} name Reads from the next drawing on. */
  choose(name) {
    this.#model = name;
  }

  /** The drawing has grown: an answer to what it was a moment ago is still worth showing. */
  grow() {
    this.#wanted = true;
    this.#settled = false;
    this.#next();
  }

  /** The drawing is another: only an answer to just this one counts. */
  settle() {
    this.#epoch++;
    this.#settled = true;
    this.#wanted = !this.#pad.isBlank;
    if (this.#wanted) this.#next();
    else this.#display.showNothing();
  }

  /** The engine can answer now. */
  resume() {
    this.#next();
  }

  async #next() {
    if (!this.#wanted || this.#asking || !this.#engine.isReady) return;
    clearTimeout(this.#timer);
    const now = performance.now();
    if (!this.#settled && now < this.#asked + PAUSE) {
      this.#timer = setTimeout(() => this.#next(), this.#asked + PAUSE - now);
      return;
    }
    this.#asked = now;
    this.#wanted = false;
    this.#asking = true;
    const epoch = this.#epoch;
    try {
      const answer = await this.#ask(this.#model);
      if (epoch === this.#epoch) this.#display.showAnswer(answer);
    } catch (error) {
      if (this.#engine.isReady) this.#display.say(/** @type {Error} */ (error).message);
      else this.#wanted = !this.#pad.isBlank; // asked again when the engine is back
    } finally {
      this.#asking = false;
    }
    this.#next();
  }
}
