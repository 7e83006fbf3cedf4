import assert from "node:assert/strict";
import test from "node:test";

const COLOURS = { "--accent": "red", "--negative": "blue", "--ink": "black" };
Object.assign(globalThis, {
  matchMedia: () => ({ addEventListener: () => {} }),
  document: { documentElement: {} },
  getComputedStyle: () => ({ getPropertyValue: (/** @type {keyof typeof COLOURS} */ name) => COLOURS[name] }),
});
const { formatScale, paintHeatmap } = await import("../network/heatmap.js");

/** @param {number} width @param {number} height */
function makeCanvas(width, height) {
  /** @type {{colour: string, alpha: number, place: number[]}[]} */
  const squares = [];
  /** @type {number[][]} */
  const frames = [];
  const context = {
    globalAlpha: 1,
    fillStyle: "",
    clearRect: () => squares.splice(0),
    fillRect: (/** @type {number[]} */ ...place) => squares.push({ colour: context.fillStyle, alpha: context.globalAlpha, place }),
    strokeRect: (/** @type {number[]} */ ...place) => frames.push(place.map((edge) => Number(edge.toFixed(3)))),
  };
  const canvas = /** @type {HTMLCanvasElement} */ (/** @type {unknown} */ ({ width, height, getContext: () => context }));
  return { canvas, squares, frames, context };
}

test("positive numbers are red, negative ones blue, larger ones stronger", () => {
  const { canvas, squares } = makeCanvas(20, 20);
  paintHeatmap(canvas, [100, -50, 0, 25], 2);
  assert.deepEqual(squares, [
    { colour: "red", alpha: 1, place: [0, 0, 10, 10] },
    { colour: "blue", alpha: 0.5, place: [10, 0, 10, 10] },
    { colour: "red", alpha: 0, place: [0, 10, 10, 10] },
    { colour: "red", alpha: 0.25, place: [10, 10, 10, 10] },
  ]);
});

test("painting clears the canvas, also without values", () => {
  const { canvas, squares, context } = makeCanvas(20, 20);
  paintHeatmap(canvas, [100, 100, 100, 100], 2);
  paintHeatmap(canvas, [], 2);
  assert.deepEqual(squares, []);
  assert.equal(context.globalAlpha, 1);
});

test("a frame is just inside its squares", () => {
  const { canvas, frames } = makeCanvas(40, 40);
  paintHeatmap(canvas, [], 4, [1, 0, 3, 2]);
  assert.deepEqual(frames, [[11, 1, 18, 18]]);
});

test("a scale has two decimals", () => {
  assert.equal(formatScale(1.005), "1.00");
  assert.equal(formatScale(21.656), "21.66");
});
