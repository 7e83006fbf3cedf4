/**
 * The kernels of H1 as they were learned: a slider through the passes, whose kernels stand in the table of their figure.
 */

import { paintKernels } from "../network/kernels.js";
import { find } from "../util/dom.js";

/** Where the build had a study to show. */
export function createTrainingSlider() {
  const figure = document.querySelector("#figure-learning");
  if (!figure) return;
  const slider = find("#pass", HTMLInputElement);
  const row = find("#figure-learning .row", HTMLElement);
  const note = find("#figure-learning output", HTMLOutputElement);
  const mark = find("#figure-learning .now", SVGLineElement);
  const table = find("#figure-kernels tbody", HTMLTableSectionElement);
  /** @type {{scale: number, lines: string[], x: number[]}} */
  const { scale, lines, x } = JSON.parse(find("#passes", HTMLScriptElement).textContent ?? "");

  const show = () => {
    const pass = Number(slider.value);
    const weights = [...table.rows[pass].cells].slice(2).flatMap(({ textContent }) => readHundredths(textContent));
    paintKernels(row, { values: weights.map((weight) => weight / scale), scale });
    note.value = lines[pass];
    slider.setAttribute("aria-valuetext", lines[pass]);
    for (const end of ["x1", "x2"]) mark.setAttribute(end, String(x[pass]));
  };
  slider.addEventListener("input", show);
  show();
}

/** @param {string | null} text Numbers with a typographer's minus. */
const readHundredths = (text) => (text?.replaceAll("−", "-").match(/-?\d+/g) ?? []).map(Number);
