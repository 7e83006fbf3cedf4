import assert from "node:assert/strict";
import test from "node:test";
import { createStore } from "../util/store.js";

test("listeners are called once for what they watch, after all changes", () => {
  const store = createStore({ a: 1, b: 2, c: 3 });
  /** @type {unknown[]} */
  const heard = [];
  store.subscribe(["a", "b"], ({ a, b }) => heard.push([a, b]));
  store.subscribe(["c"], ({ c }) => heard.push(c));
  store.set({ a: 4, b: 5 });
  store.set({ c: 6 });
  assert.deepEqual(heard, [[4, 5], 6]);
});

test("setting the same value is not a change", () => {
  const store = createStore({ a: 1 });
  let calls = 0;
  store.subscribe(["a"], () => calls++);
  store.set({ a: 1 });
  assert.equal(calls, 0);
});

test("a listener may set state itself", () => {
  const store = createStore({ a: 1, b: 0 });
  /** @type {number[]} */
  const heard = [];
  store.subscribe(["a"], ({ a }) => store.set({ b: 10 * a }));
  store.subscribe(["b"], ({ b }) => heard.push(b));
  store.set({ a: 2 });
  assert.deepEqual(heard, [20]);
});

test("state can't be changed from outside", () => {
  const store = createStore({ a: 1 });
  assert.throws(() => {
    /** @type {{a: number}} */ (store.state).a = 2;
  }, TypeError);
  assert.equal(store.state.a, 1);
});
