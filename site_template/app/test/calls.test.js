import assert from "node:assert/strict";
import test from "node:test";
import { CALLS, makeCalls } from "../engine/calls.js";

test("each call is sent by its name with its arguments", async () => {
  /** @type {unknown[]} */
  const sent = [];
  const ask = makeCalls(async (call, args) => void sent.push([call, ...args]));
  assert.deepEqual(Object.keys(ask), Object.keys(CALLS));
  await ask.unit(3, "h2", 17);
  await ask.attribution(3, 7);
  assert.deepEqual(sent, [["unit", 3, "h2", 17], ["attribution", 3, 7]]);
});
