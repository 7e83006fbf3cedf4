import assert from "node:assert/strict";
import test from "node:test";
import { drawStrokes, PEN, toStrokes } from "../pad/strokes.js";

/** A canvas context that records its calls. */
function makeContext() {
  /** @type {string[]} */
  const calls = [];
  const note = (/** @type {string} */ name) => (/** @type {unknown[]} */ ...args) => void calls.push(`${name} ${args}`);
  const context = {
    canvas: { width: 560, height: 560 },
    ...Object.fromEntries(["setTransform", "clearRect", "beginPath", "arc", "moveTo", "lineTo"].map((name) => [name, note(name)])),
    globalCompositeOperation: "",
    lineWidth: 0,
    fill: () => calls.push(`fill ${context.globalCompositeOperation}`),
    stroke: () => calls.push(`stroke ${context.globalCompositeOperation} ${context.lineWidth}`),
  };
  return { calls, context: /** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (context)) };
}

test("lines become strokes with the standard pen", () => {
  assert.deepEqual(toStrokes([[[1, 2], [3, 4]]]), [
    { points: [{ x: 1, y: 2 }, { x: 3, y: 4 }], pen: PEN, erases: false },
  ]);
});

test("strokes are drawn in the pad's coordinates, whatever the canvas's size", () => {
  const { calls, context } = makeContext();
  drawStrokes(context, toStrokes([[[1, 2], [3, 4]]]), "black");
  assert.deepEqual(calls, [
    "setTransform 1,0,0,1,0,0",
    "clearRect 0,0,560,560",
    "setTransform 2,0,0,2,0,0",
    "beginPath ",
    "moveTo 1,2",
    "lineTo 3,4",
    `stroke source-over ${PEN}`,
  ]);
});

test("a tap makes a dot as wide as the pen", () => {
  const { calls, context } = makeContext();
  drawStrokes(context, [{ points: [{ x: 5, y: 6 }], pen: 30, erases: false }], "black");
  assert.ok(calls.includes(`arc 5,6,15,0,${2 * Math.PI}`));
  assert.ok(calls.includes("fill source-over"));
});

test("an eraser erases, and the next stroke does not", () => {
  const { calls, context } = makeContext();
  const points = [{ x: 1, y: 1 }, { x: 2, y: 2 }];
  drawStrokes(context, [{ points, pen: 10, erases: true }, { points, pen: 20, erases: false }], "black");
  assert.deepEqual(calls.filter((call) => call.startsWith("stroke")), ["stroke destination-out 10", "stroke source-over 20"]);
  assert.equal(context.globalCompositeOperation, "source-over");
});
