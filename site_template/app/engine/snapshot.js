/**
 * Starts Python from a picture of its memory, in which NumPy and `lecun1989` are imported already.
 *
 * The picture is only what a fresh start does not bring by itself: Python's WebAssembly and NumPy's extension modules
 * write most of their constants into memory when they are linked, and the rest is zero. A snapshot file, gzipped, holds
 *
 *     head length (4 bytes, little-endian) | head, in JSON | bytes of run 1 | bytes of run 2 | …
 *
 * The build makes it under Node.js with this same module. Pyodide's snapshots are its own affair and belong to one build
 * of it; whatever does not fit here throws, and the page starts Python the plain way.
 */

/**
 * @typedef {object} Head
 * @property {string} build Of Pyodide.
 * @property {number} memory Bytes of the whole memory.
 * @property {number[]} linked What `layout` says, when all extensions are linked.
 * @property {number[]} runs For each run the bytes since the last one, left as they are, and its own bytes.
 * @property {number} checksum Of what lies at fixed addresses; gzip has one of all that is carried.
 * @property {unknown} state What Pyodide keeps in JavaScript.
 */

/** @typedef {{path: string, wasm: Promise<WebAssembly.Module> | WebAssembly.Module}} Extension Its place in Python's file system. */

/**
 * @typedef {object} Core What is used here of the Emscripten module that Pyodide is.
 * @property {Uint8Array} HEAPU8
 * @property {Uint32Array} HEAPU32
 * @property {number} __PyRuntime Address of Python's own state.
 * @property {number} __PyEM_EMSCRIPTEN_COUNT_ARGS_OFFSET Address of a place in it.
 * @property {number} _PyEM_CountArgsPtr
 * @property {WebAssembly.Table} wasmTable
 * @property {Record<string, {value: number}>} GOT
 * @property {number} ___stack_low
 * @property {number} ___stack_high
 * @property {(name: string) => void} addRunDependency
 * @property {(name: string) => void} removeRunDependency
 * @property {(name: string, handle: undefined, exports: unknown) => {exports: unknown, refcount: number}} newDSO
 * @property {(wasm: WebAssembly.Module, flags: object, name: string, scope: object) => Promise<unknown>} loadWebAssemblyModule
 */

/**
 * @typedef {object} Settings Of the Emscripten module.
 * @property {((core: Core) => void)[]} preRun
 * @property {() => void} [onRuntimeInitialized]
 * @property {number} [INITIAL_MEMORY]
 * @property {any} API
 */
/** @typedef {(settings: Settings) => Promise<Core>} Factory */

/**
 * Link extension modules before Python starts, so that each always lies at the same addresses.
 *
 * @param {Core} core
 * @param {Extension[]} extensions In the order of their addresses.
 */
async function link(core, extensions) {
  for (const { path, wasm } of extensions) {
    const library = core.newDSO(path, undefined, "loading"); // found here when Python imports it
    library.exports = await core.loadWebAssemblyModule(
      await wasm,
      { loadAsync: true, nodelete: true, allowUndefined: true },
      path,
      {},
    );
    library.refcount = Infinity;
  }
}

/**
 * Where the next extension would lie in memory and in the table of functions.
 *
 * @param {Core} core
 */
export const layout = (core) => [core.GOT.__heap_base.value, core.wasmTable.length];

/**
 * Let the next Pyodide that is loaded link extensions first and, if it is one of a snapshot, fill its memory.
 *
 * @param {Extension[]} extensions
 * @param {{memory: number, fill: (core: Core, build: string) => unknown}} [snapshot] Size of the memory, and what fills it and
 *   returns Pyodide's state; without it Python starts from nothing.
 * @returns {() => Core} The module, once it has been made.
 */
export function prepareCore(extensions, snapshot) {
  const scope = /** @type {{_createPyodideModule: Factory}} */ (/** @type {unknown} */ (globalThis));
  const create = scope._createPyodideModule;
  /** @type {Core} */
  let made;
  scope._createPyodideModule = async (settings) => {
    scope._createPyodideModule = create;
    if (snapshot) settings.INITIAL_MEMORY = snapshot.memory;
    made = await new Promise((resolve, reject) => {
      settings.preRun.push((core) => {
        settings.onRuntimeInitialized = () => fillSlot(core);
        core.addRunDependency("extensions");
        link(core, extensions).then(() => core.removeRunDependency("extensions"), reject);
      });
      create(settings).then(resolve, reject);
    });
    if (snapshot) {
      const state = await snapshot.fill(made, settings.API.config.BUILD_ID);
      settings.API.restoreSnapshot = () => state;
    }
    return made;
  };
  return () => made;
}

/**
 * Python counts arguments with a function that only some engines can have, and it is the first one in the table after the
 * extensions. Where there is none, leave its place free, so that all that come later lie where they lie elsewhere.
 *
 * @param {Core} core
 */
function fillSlot(core) {
  if (!core._PyEM_CountArgsPtr) core.wasmTable.grow(1);
}

/**
 * Tell Python of that function, or tell it of none, as a snapshot does.
 *
 * @param {Core} core
 * @param {number} place
 */
export function setCounter(core, place) {
  core.HEAPU32[(core.__PyRuntime + core.HEAPU32[core.__PyEM_EMSCRIPTEN_COUNT_ARGS_OFFSET / 4]) / 4] = place;
}

/**
 * Take a snapshot file apart.
 *
 * @param {Uint8Array} bytes Unpacked.
 * @returns {{head: Head, data: Uint8Array}}
 */
export function parseSnapshot(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  return { head, data: bytes.subarray(4 + length) };
}

/**
 * Fill the memory of a module that has linked its extensions and has not started.
 *
 * @param {Core} core
 * @param {string} build
 * @param {Head} head
 * @param {Uint8Array} data
 */
export function fill(core, build, head, data) {
  const memory = core.HEAPU8;
  if (head.build !== build) throw new Error("the snapshot is of another build of Pyodide");
  if (memory.length !== head.memory || `${layout(core)}` !== `${head.linked}`) {
    throw new Error("the snapshot is of another layout of memory");
  }
  setCounter(core, 0);
  let place = 0;
  let read = 0;
  for (let index = 0; index < head.runs.length; index += 2) {
    place += head.runs[index];
    const length = head.runs[index + 1];
    memory.set(data.subarray(read, read + length), place);
    place += length;
    read += length;
  }
  if (read !== data.length || checksum(core, memory) !== head.checksum) throw new Error("the snapshot is damaged");
  setCounter(core, core._PyEM_CountArgsPtr);
  return head.state;
}

/**
 * A checksum of 32 bits of what linking, which may go another way in another engine, and a snapshot have written at fixed
 * addresses: the memory below the heap, without the stack.
 *
 * @param {Core} core
 * @param {Uint8Array} memory
 */
export function checksum(core, memory) {
  const [heap] = layout(core);
  let sum = 0;
  for (const [start, end] of [[0, core.___stack_low], [core.___stack_high, heap]]) {
    const words = new Int32Array(memory.buffer, memory.byteOffset + start, (end - start) >> 2);
    for (let index = 0; index < words.length; index++) sum = (Math.imul(sum, 31) + words[index]) | 0;
  }
  return sum;
}
