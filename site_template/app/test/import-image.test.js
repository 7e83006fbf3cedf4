import assert from "node:assert/strict";
import test from "node:test";
import { fitInto } from "../pad/import-image.js";

test("a large picture is shrunk to fit and keeps its proportions", () => {
  assert.deepEqual(fitInto(280, 4032, 3024), [280, 210]);
  assert.deepEqual(fitInto(280, 3024, 4032), [210, 280]);
});

test("a small picture keeps its size", () => {
  assert.deepEqual(fitInto(280, 28, 20), [28, 20]);
});

test("each side is at least one pixel", () => {
  assert.deepEqual(fitInto(280, 10_000, 3), [280, 1]);
});
