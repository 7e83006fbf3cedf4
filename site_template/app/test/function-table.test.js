import assert from "node:assert/strict";
import test from "node:test";
import { unifyFunctions } from "../engine/function-table.js";

// (module
//   (import "env" "table" (table 4 funcref))
//   (func $one (export "one") (result i32) (i32.const 1))
//   (func $two (result i32) (i32.const 2))
//   (elem (i32.const 1) $one $two))
const BYTES = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 5, 1, 0x60, 0, 1, 0x7f],
  ...[2, 15, 1, 3, 0x65, 0x6e, 0x76, 5, 0x74, 0x61, 0x62, 0x6c, 0x65, 1, 0x70, 0, 4],
  ...[3, 3, 2, 0, 0],
  ...[7, 7, 1, 3, 0x6f, 0x6e, 0x65, 0, 0],
  ...[9, 8, 1, 0, 0x41, 1, 0x0b, 2, 0, 1],
  ...[10, 11, 2, 4, 0, 0x41, 1, 0x0b, 4, 0, 0x41, 2, 0x0b],
);

function instantiate() {
  const table = new WebAssembly.Table({ element: "anyfunc", initial: 4 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(BYTES), { env: { table } });
  return { table, exports };
}

/** A table that gives another object for each entry until one is set, as in WebKit. @param {WebAssembly.Table} table */
function likeWebKit(table) {
  /** @type {number[]} */
  const written = [];
  return {
    written,
    length: table.length,
    get: (/** @type {number} */ place) => {
      const entry = table.get(place);
      if (!entry || written.includes(place)) return entry;
      return Object.defineProperty(() => entry(), "name", { value: entry.name });
    },
    set: (/** @type {number} */ place, /** @type {unknown} */ value) => {
      table.set(place, value);
      written.push(place);
    },
  };
}

test("an exported function in a table becomes the export itself, in its place", () => {
  const { table, exports } = instantiate();
  const strange = likeWebKit(table);
  assert.notEqual(strange.get(1), exports.one);
  unifyFunctions(/** @type {any} */ (strange), exports);
  assert.deepEqual(strange.written, [1]);
  assert.equal(strange.get(1), exports.one);
  assert.equal(/** @type {any} */ (table.get(2))(), 2);
});

test("nothing is written where the objects are the same already", () => {
  const { table, exports } = instantiate();
  const written = /** @type {number[]} */ ([]);
  const watched = {
    length: table.length,
    get: (/** @type {number} */ place) => table.get(place),
    set: (/** @type {number} */ place) => written.push(place),
  };
  unifyFunctions(/** @type {any} */ (watched), exports);
  assert.deepEqual(written, []);
});
