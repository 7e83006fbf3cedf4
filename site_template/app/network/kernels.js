/**
 * Kernels as little pictures: red and blue cells, the stronger the larger.
 *
 * @import {Kernels} from "../types.js"
 */

const SVG = "http://www.w3.org/2000/svg";
const SIDE = 5;
const LEVELS = 100; // of a cell's strength, as in kernels.py

/**
 * Paint kernels into a row, whose pictures are made where they are not there yet.
 *
 * @param {HTMLElement} row
 * @param {Kernels} kernels
 */
export function paintKernels(row, { levels }) {
  while (row.children.length < levels.length) row.append(makePicture());
  levels.forEach((cells, kernel) =>
    cells.forEach((level, cell) => {
      const rectangle = row.children[kernel].children[cell];
      rectangle.setAttribute("class", level < 0 ? "negative" : "positive");
      rectangle.setAttribute("fill-opacity", String(Math.abs(level) / LEVELS));
    }),
  );
}

function makePicture() {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", `0 0 ${SIDE} ${SIDE}`);
  picture.setAttribute("shape-rendering", "crispEdges");
  picture.setAttribute("aria-hidden", "true");
  for (let cell = 0; cell < SIDE * SIDE; cell++) {
    const rectangle = document.createElementNS(SVG, "rect");
    const place = { x: cell % SIDE, y: Math.floor(cell / SIDE), width: 1, height: 1 };
    for (const [name, value] of Object.entries(place)) rectangle.setAttribute(name, String(value));
    picture.append(rectangle);
  }
  return picture;
}
