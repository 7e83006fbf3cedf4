import assert from "node:assert/strict";
import test from "node:test";
import { checksum, fill, parseSnapshot } from "../engine/snapshot.js";

const HEAD = {
  build: "abc",
  memory: 64,
  linked: [48, 3],
  runs: [4, 8, 12, 4],
  checksum: 0,
  state: { kept: true },
};

/** @param {object} head @param {number[]} data */
function makeFile(head, data) {
  const text = new TextEncoder().encode(JSON.stringify(head));
  const file = new Uint8Array(4 + text.length + data.length);
  new DataView(file.buffer).setUint32(0, text.length, true);
  file.set(text, 4);
  file.set(data, 4 + text.length);
  return file;
}

function makeCore() {
  const memory = new Uint8Array(64);
  return /** @type {import("../engine/snapshot.js").Core} */ (
    /** @type {unknown} */ ({
      HEAPU8: memory,
      HEAPU32: new Uint32Array(memory.buffer),
      __PyRuntime: 56, // the place of the counter, which the checksum does not cover
      __PyEM_EMSCRIPTEN_COUNT_ARGS_OFFSET: 52,
      _PyEM_CountArgsPtr: 0,
      GOT: { __heap_base: { value: 48 } },
      wasmTable: { length: 3 },
      ___stack_low: 32,
      ___stack_high: 40,
    })
  );
}

const DATA = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** The checksum of a memory filled with DATA. */
function expectedChecksum() {
  const core = makeCore();
  core.HEAPU8.set(DATA.slice(0, 8), 4);
  core.HEAPU8.set(DATA.slice(8), 24);
  return checksum(core, core.HEAPU8);
}

test("a file is its head's length, its head in JSON, and its data", () => {
  const { head, data } = parseSnapshot(makeFile(HEAD, DATA));
  assert.deepEqual(head, HEAD);
  assert.deepEqual([...data], DATA);
});

test("a file may start anywhere in a buffer", () => {
  const file = makeFile(HEAD, DATA);
  const shifted = new Uint8Array(file.length + 5);
  shifted.set(file, 5);
  assert.deepEqual(parseSnapshot(shifted.subarray(5)).head, HEAD);
});

test("runs of data are written to their places", () => {
  const core = makeCore();
  const head = { ...HEAD, checksum: expectedChecksum() };
  assert.deepEqual(fill(core, "abc", head, new Uint8Array(DATA)), { kept: true });
  assert.deepEqual([...core.HEAPU8.subarray(4, 12)], DATA.slice(0, 8));
  assert.deepEqual([...core.HEAPU8.subarray(12, 24)], Array(12).fill(0));
  assert.deepEqual([...core.HEAPU8.subarray(24, 28)], DATA.slice(8));
});

for (const [name, change, message] of /** @type {const} */ ([
  ["another build", { build: "xyz" }, /another build/],
  ["another size of memory", { memory: 128 }, /another layout/],
  ["other extensions", { linked: [48, 4] }, /another layout/],
  ["a wrong checksum", { checksum: 1 }, /damaged/],
  ["too little data", { runs: [4, 8, 12, 4, 0, 4] }, /damaged/],
])) {
  test(`${name} is refused`, () => {
    const head = { ...HEAD, checksum: expectedChecksum(), ...change };
    assert.throws(() => fill(makeCore(), "abc", /** @type {any} */ (head), new Uint8Array(DATA)), message);
  });
}

test("the checksum leaves the stack out", () => {
  const core = makeCore();
  const before = checksum(core, core.HEAPU8);
  core.HEAPU8[36] = 1; // on the stack
  assert.equal(checksum(core, core.HEAPU8), before);
  core.HEAPU8[28] = 1;
  assert.notEqual(checksum(core, core.HEAPU8), before);
});
