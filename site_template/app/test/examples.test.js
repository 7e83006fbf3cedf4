import assert from "node:assert/strict";
import test from "node:test";
import { addExample, pack, unpack } from "../panels/examples.js";

const values = Float32Array.from({ length: 256 }, (_, at) => Math.sin(at));

test("an example is the same after packing and unpacking", () => {
  const [example] = addExample([], 7, values);
  assert.deepEqual(unpack(pack(example)), example);
  assert.ok(example.values.every((value, at) => Math.abs(value - values[at]) <= 1 / 255 + 1e-6));
});

test("values out of range are clipped", () => {
  const [example] = addExample([], 7, Float32Array.from(values, (value) => 3 * value));
  assert.ok(Math.max(...example.values) === 1 && Math.min(...example.values) === -1);
});

test("the oldest examples are dropped first", () => {
  let examples = addExample([], 0, values);
  for (let count = 0; count < 50; count++) examples = addExample(examples, 1, values);
  assert.equal(examples.length, 50);
  assert.ok(examples.every(({ digit }) => digit === 1));
});

test("invalid examples are refused", () => {
  const [digit, text] = pack({ digit: 3, values });
  assert.throws(() => unpack([10, text]));
  assert.throws(() => unpack([digit, text.slice(4)]));
  assert.throws(() => unpack([digit, "%"]));
});
