/**
 * How H1's kernels were learned: a slider through the passes of training. The kernels come from the figure's table.
 */

import { paintKernels } from "../network/kernels.js";
import { find } from "../util/dom.js";

/** Does nothing if the page was built without a study. */
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
