/**
 * Shows what the engine answers. Computes nothing.
 */

/** @import {Network, Reading} from "./types.js" */

/** What is shown when nothing is drawn. @type {Reading} */
export const NOTHING = {
  digit: null,
  rejected: true,
  outputs: new Array(10).fill(0),
  scores: new Array(10).fill(0),
  input: new Array(256).fill(-1),
  ms: 0,
};

/**
 * @template {Element} E
 * @param {string} selector
 * @param {{new (): E}} kind
 * @returns {E}
 */
export function find(selector, kind) {
  const element = document.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`the page has no ${selector}`);
  return element;
}

export class View {
  #root = document.documentElement;
  #prediction = find("[data-testid=prediction]", HTMLElement);
  #announcement = find("#announcement", HTMLElement);
  #status = find("#status", HTMLElement);
  #input = [...document.querySelectorAll("[data-testid=cnn-input] rect")];
  #kernels = [...document.querySelectorAll("[data-testid=kernels] svg")].map((svg) => [...svg.children]);
  #bars = Array.from({ length: 10 }, (_, digit) => {
    const row = find(`[data-testid=prob-${digit}]`, HTMLElement);
    return { row, bar: row.querySelector("rect"), value: row.querySelector(".value") };
  });
  #answers = 0;
  /** @type {number | undefined} */
  #speaking;

  /**
   * @param {"loading" | "ready" | "failed"} state
   * @param {string} text
   */
  engine(state, text) {
    this.#root.dataset.engine = state;
    this.#status.textContent = text;
  }

  /** @param {Reading} reading */
  reading(reading) {
    for (const [place, rect] of this.#input.entries()) {
      rect.setAttribute("fill-opacity", ((reading.input[place] + 1) / 2).toFixed(3));
    }
    for (const [digit, { row, bar, value }] of this.#bars.entries()) {
      const score = reading.scores[digit];
      row.dataset.value = score.toFixed(4);
      row.classList.toggle("best", digit === reading.digit);
      bar?.setAttribute("width", (100 * score).toFixed(1));
      if (value) value.textContent = score.toFixed(2);
    }
    this.#prediction.textContent = reading.digit === null || reading.rejected ? "?" : String(reading.digit);
    this.#root.dataset.answers = String(++this.#answers);
    this.#announceSoon(reading);
  }

  /** @param {Network} network */
  kernels({ kernels }) {
    const largest = Math.max(...kernels.flat().map(Math.abs));
    for (const [number, cells] of this.#kernels.entries()) {
      for (const [place, rect] of cells.entries()) {
        const weight = kernels[number][place];
        rect.setAttribute("class", weight < 0 ? "neg" : "pos");
        rect.setAttribute("fill-opacity", (Math.abs(weight) / largest).toFixed(3));
      }
    }
  }

  /**
   * Tell screen readers the answer once it has settled.
   *
   * @param {Reading} reading
   */
  #announceSoon({ digit, scores }) {
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => {
      this.#announcement.textContent =
        digit === null ? "Nothing drawn" : `Read as ${digit}, output ${scores[digit].toFixed(2)}`;
    }, 500);
  }
}
