/**
 * Keeps the answer up with the drawing: one question at a time, the newest drawing wins, stale answers are dropped.
 *
 * @import {Engine} from "./engine.js"
 * @import {Pad} from "./pad.js"
 * @import {Answer} from "./types.js"
 */

/**
 * @typedef {object} Display
 * @property {(answer: Answer) => void} showAnswer
 * @property {() => void} showNothing
 * @property {(message: string) => void} showTrouble
 */

export class Live {
  #engine;
  #pad;
  #display;
  /** Name of the network that reads. */
  #model;
  #wanted = false;
  #asking = false;
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
    this.#next();
  }

  /** The drawing is another: only an answer to just this one counts. */
  settle() {
    this.#epoch++;
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
    this.#wanted = false;
    this.#asking = true;
    const epoch = this.#epoch;
    const { data, width, height } = this.#pad.pixels();
    try {
      const answer = await this.#engine.ask({ call: "read", name: this.#model, rgba: data, width, height });
      if (epoch === this.#epoch) this.#display.showAnswer(answer);
    } catch (error) {
      if (this.#engine.isReady) this.#display.showTrouble(/** @type {Error} */ (error).message);
      else this.#wanted = !this.#pad.isBlank; // asked again when the engine is back
    } finally {
      this.#asking = false;
    }
    this.#next();
  }
}
