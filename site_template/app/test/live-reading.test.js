import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { createLiveReading } from "../pad/live-reading.js";
import { createStore } from "../util/store.js";

function setUp() {
  const store = createStore({ ready: true });
  /** @type {((answer: string) => void)[]} */
  const asked = [];
  /** @type {(string | null)[]} */
  const shown = [];
  /** @type {string[]} */
  const said = [];
  const pad = { isBlank: false };
  const live = createLiveReading(/** @type {any} */ (store), {
    isBlank: () => pad.isBlank,
    read: () => new Promise((resolve) => asked.push(resolve)),
    show: (answer) => shown.push(answer),
    say: (message) => said.push(message),
  });
  return { asked, live, pad, said, shown, store };
}

test("an answer to an earlier state of a growing drawing is shown", async () => {
  const { asked, live, shown } = setUp();
  live.grow();
  live.grow();
  asked[0]("early");
  await wait(0);
  assert.deepEqual(shown, ["early"]);
});

test("an answer to another drawing is dropped, and the newest drawing is read at once", async () => {
  const { asked, live, shown } = setUp();
  live.grow();
  live.settle();
  asked[0]("stale");
  await wait(0);
  assert.equal(asked.length, 2);
  asked[1]("newest");
  await wait(0);
  assert.deepEqual(shown, ["newest"]);
});

test("a blank pad shows nothing and sends no request", async () => {
  const { asked, live, pad, shown } = setUp();
  pad.isBlank = true;
  live.settle();
  assert.deepEqual(shown, [null]);
  assert.equal(asked.length, 0);
});

test("a drawing that is finished before Python is ready is read as soon as it is", async () => {
  const { asked, live, store } = setUp();
  store.set({ ready: false });
  live.settle();
  assert.equal(asked.length, 0);
  store.set({ ready: true });
  assert.equal(asked.length, 1);
});
