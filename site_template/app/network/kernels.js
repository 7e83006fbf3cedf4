/**
 * Kernels as small pictures: red and blue cells, stronger for larger weights.
 *
 * @import {Heatmap} from "../types.js"
 */

import { makeSvg } from "../util/dom.js";
import { FULL } from "./heatmap.js";

const SIDE = 5;
const CELLS = SIDE * SIDE;

/**
 * Paint kernels into a row; missing pictures are added.
 *
 * @param {HTMLElement} row
 * @param {Heatmap} kernels
 */
export function paintKernels(row, { values }) {
  while (CELLS * row.children.length < values.length) row.append(makePicture());
  for (let at = 0; at < values.length; at++) {
    const cell = row.children[Math.floor(at / CELLS)].children[at % CELLS];
    cell.setAttribute("class", values[at] < 0 ? "negative" : "positive");
    cell.setAttribute("fill-opacity", String(Math.abs(values[at]) / FULL));
  }
}

function makePicture() {
  const picture = makeSvg("svg", {
    viewBox: `0 0 ${SIDE} ${SIDE}`,
    "shape-rendering": "crispEdges",
    "aria-hidden": "true",
  });
  for (let cell = 0; cell < CELLS; cell++) {
    picture.append(makeSvg("rect", { x: cell % SIDE, y: Math.floor(cell / SIDE), width: 1, height: 1 }));
  }
  return picture;
}
