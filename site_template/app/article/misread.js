/**
 * The gallery of digits that a network misreads: a click puts a digit on the pad. Without scripts they are only pictures.
 *
 * @import {Picture} from "../types.js"
 */

import { find, reveal } from "../util/dom.js";

const SIZE = 256; // values of a digit

/**
 * @param {string} url Address of the digits' values: float32, digit by digit.
 * @param {(picture: Picture) => void} onChoose
 * @param {(message: string) => void} onTrouble
 */
export function createMisreadGallery(url, onChoose, onTrouble) {
  /** @type {Promise<Float32Array> | null} */
  let loading = null;
  /** @type {HTMLButtonElement | null} The digit that was clicked last. */
  let chosen = null;

  /** @param {HTMLButtonElement} tile */
  async function choose(tile) {
    chosen?.removeAttribute("aria-current");
    tile.setAttribute("aria-current", "true");
    chosen = tile;
    try {
      const values = await (loading ??= fetchValues(url));
      if (chosen !== tile) return;
      const from = SIZE * Number(tile.dataset.misread);
      onChoose({ values: values.slice(from, from + SIZE), digit: Number(tile.dataset.digit) });
    } catch (error) {
      loading = null; // the next click tries again
      onTrouble(/** @type {Error} */ (error).message);
    }
  }

  for (const tile of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-misread]"))) {
    tile.disabled = false;
    tile.addEventListener("click", () => choose(tile));
  }
  find(".back", HTMLAnchorElement).addEventListener("click", (event) => {
    if (!chosen) return;
    event.preventDefault();
    chosen.closest("details")?.setAttribute("open", "");
    chosen.focus({ preventScroll: true });
    reveal(chosen, chosen, "center");
  });
}

/** @param {string} url */
async function fetchValues(url) {
  const trouble = (/** @type {string} */ how) => new Error(`The digits of the gallery could not be loaded${how}.`);
  const response = await fetch(url).catch(() => {
    throw trouble(". Check the connection");
  });
  if (!response.ok) throw trouble(` (${response.status} ${response.statusText})`);
  return new Float32Array(await response.arrayBuffer()); // little-endian, like the arrays of all browsers
}
