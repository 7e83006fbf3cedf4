import assert from "node:assert/strict";
import test from "node:test";

import { editPixel } from "../pad/pixel-editor.js";

const SIDE = 16;
const MIDDLE = 5 * SIDE + 7;

test("a pixel is inked, and its four neighbours get soft edges", () => {
  const values = editPixel(null, MIDDLE, false);
  assert.equal(values[MIDDLE], 1);
  for (const at of [MIDDLE - 1, MIDDLE + 1, MIDDLE - SIDE, MIDDLE + SIDE]) assert.equal(values[at], Math.fround(-0.2));
  assert.equal(values.filter((value) => value === -1).length, 256 - 5);
});

test("edges do not go round the border, nor weaken ink", () => {
  const inked = editPixel(editPixel(null, SIDE, false), SIDE - 1, false); // the first of row 2, the last of row 1
  assert.equal(inked[SIDE], 1);
  assert.equal(inked[SIDE - 1], 1);
  const beside = editPixel(inked, SIDE + 1, false);
  assert.equal(beside[SIDE], 1);
});

test("an erased pixel is paper, and its neighbours stay", () => {
  const inked = editPixel(null, MIDDLE, false);
  const erased = editPixel(inked, MIDDLE, true);
  assert.equal(erased[MIDDLE], -1);
  assert.equal(erased[MIDDLE + 1], Math.fround(-0.2));
  assert.equal(inked[MIDDLE], 1); // the given image is left as it was
});
