/**
 * Keeps the answer up with the drawing: one question at a time, the newest drawing wins, stale answers are dropped.
 *
 * @import {Engine} from "./engine.js"
 * @import {Pad} from "./pad.js"
 * @import {Answer, Picture} from "./types.js"
 */

/** Milliseconds between two questions while the pen is down, so that the worker is mostly free when it goes up. */
const PAUSE = 40;

/**
 * @typedef {object} Display
 * @property {(answer: Answer, picture: Picture | null) => void} showAnswer With the picture that was read, if any.
 * @property {() => void} showNothing
 * @property {(message: string) => void} say
 */

export class Live {
  #engine;
  #pad;
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
   * @param {Display} display
   * @param {string} model
   */
  constructor(engine, pad, display, model) {
    this.#engine = engine;
    this.#pad = pad;
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
    const { picture } = this.#pad;
    try {
      const answer = await this.#ask(picture);
      if (epoch === this.#epoch) this.#display.showAnswer(answer, picture);
    } catch (error) {
      if (this.#engine.isReady) this.#display.say(/** @type {Error} */ (error).message);
      else this.#wanted = !this.#pad.isBlank; // asked again when the engine is back
    } finally {
      this.#asking = false;
    }
    this.#next();
  }

  /** @param {Picture | null} picture */
  #ask(picture) {
    return picture
      ? this.#engine.predict(this.#model, picture.values)
      : this.#engine.read(this.#model, this.#pad.pixels());
  }
}
