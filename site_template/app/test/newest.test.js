import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { newest } from "../engine/newest.js";

const isReady = () => true;

/** Work that the test finishes. */
function makeWork() {
  /** @type {{isStale: () => boolean, finish: () => void, fail: (error: Error) => void}[]} */
  const begun = [];
  /** @param {() => boolean} isStale @returns {Promise<void>} */
  const work = (isStale) => new Promise((finish, fail) => void begun.push({ isStale, finish, fail }));
  return { begun, work };
}

test("work runs once at a time, and once more for all requests in the meantime", async () => {
  const { begun, work } = makeWork();
  const { request } = newest(work, { isReady });
  request();
  assert.equal(begun.length, 1);
  assert.equal(begun[0].isStale(), false);
  request();
  request();
  assert.equal(begun.length, 1);
  assert.equal(begun[0].isStale(), true);
  begun[0].finish();
  await wait(0);
  assert.equal(begun.length, 2);
  begun[1].finish();
  await wait(0);
  assert.equal(begun.length, 2);
});

test("work waits until it can start", async () => {
  const { begun, work } = makeWork();
  let ready = false;
  const { request, resume } = newest(work, { isReady: () => ready });
  request();
  resume();
  assert.equal(begun.length, 0);
  ready = true;
  resume();
  assert.equal(begun.length, 1);
});

test("work that failed because Python stopped starts again", async () => {
  const { begun, work } = makeWork();
  let ready = true;
  const { request, resume } = newest(work, { isReady: () => ready });
  request();
  ready = false;
  begun[0].fail(new Error("gone"));
  await wait(0);
  assert.equal(begun.length, 1);
  ready = true;
  resume();
  assert.equal(begun.length, 2);
});

test("there is a pause between two starts, unless the second is urgent", async () => {
  const { begun, work } = makeWork();
  const { request } = newest(work, { isReady, pause: 10_000 });
  request();
  begun[0].finish();
  await wait(0);
  request();
  await wait(5);
  assert.equal(begun.length, 1);
  request({ urgent: true });
  assert.equal(begun.length, 2);
  begun[1].finish();
});

test("work that waits for the pause starts after it", async () => {
  const { begun, work } = makeWork();
  const { request } = newest(work, { isReady, pause: 20 });
  request();
  begun[0].finish();
  await wait(0);
  request();
  assert.equal(begun.length, 1);
  await wait(60);
  assert.equal(begun.length, 2);
});
