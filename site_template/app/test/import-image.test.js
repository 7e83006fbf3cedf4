import assert from "node:assert/strict";
import test from "node:test";
import { fitInto } from "../pad/import-image.js";

test("a large picture is shrunk until it fits, and keeps its shape", () => {
  assert.deepEqual(fitInto(280, 4032, 3024), [280, 210]);
  assert.deepEqual(fitInto(280, 3024, 4032), [210, 280]);
});

test("a small picture keeps its size", () => {
  assert.deepEqual(fitInto(280, 28, 20), [28, 20]);
});

test("no side is lost", () => {
  assert.deepEqual(fitInto(280, 10_000, 3), [280, 1]);
});
