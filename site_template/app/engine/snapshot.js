/**
 * Starts Python from a snapshot of its memory, in which NumPy and `lecun1989` are already imported.
 *
 * The snapshot has only what a fresh start does not write itself: Python's WebAssembly and NumPy's extension modules
 * write most of their constants into memory when they are linked, and the rest is zero. A gzipped snapshot file contains
 *
 *     head length (4 bytes, little-endian) | head, in JSON | bytes of run 1 | bytes of run 2 | …
 *
 * The build makes it in Node.js with the same module. Pyodide's snapshots are internal and specific to one of its builds.
 * Any mismatch throws an error, and the page starts Python the plain way.
 */

/**
 * @typedef {object} Head
 * @property {string} build Pyodide's build.
 * @property {number} memory Size of the whole memory in bytes.
 * @property {number[]} linked The result of `layout` when all extensions are linked.
 * @property {number[]} runs For each run, the number of unchanged bytes before it and of its own bytes.
 * @property {number} checksum Checksum of the memory at fixed addresses; gzip has one for the file's contents.
 * @property {unknown} state Pyodide's state in JavaScript.
 */

/** @typedef {{path: string, wasm: Promise<WebAssembly.Module> | WebAssembly.Module}} Extension Its path is in Python's file system. */

/**
 * @typedef {object} Core The parts of Pyodide's Emscripten module that are used here.
 * @property {Uint8Array} HEAPU8
 * @property {Uint32Array} HEAPU32
 * @property {number} __PyRuntime Address of Python's own state.
 * @property {number} __PyEM_EMSCRIPTEN_COUNT_ARGS_OFFSET Address of an offset into it.
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
 * @typedef {object} Settings Settings of the Emscripten module.
 * @property {((core: Core) => void)[]} preRun
 * @property {() => void} [onRuntimeInitialized]
 * @property {number} [INITIAL_MEMORY]
 * @property {any} API
 */
/** @typedef {(settings: Settings) => Promise<Core>} Factory */

/**
 * Link extension modules before Python starts, so that their addresses are always the same.
 *
 * @param {Core} core
 * @param {Extension[]} extensions In the order of their addresses.
 */
async function link(core, extensions) {
  for (const { path, wasm } of extensions) {
    const library = core.newDSO(path, undefined, "loading"); // Python's import finds it under this name
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
 * Return where the next extension would start in memory and in the table of functions.
 *
 * @param {Core} core
 */
export const layout = (core) => [core.GOT.__heap_base.value, core.wasmTable.length];

/**
 * Make the next Pyodide link its extensions first and, with a snapshot, fill its memory.
 *
 * @param {Extension[]} extensions
 * @param {{memory: number, fill: (core: Core, build: string) => unknown}} [snapshot] Size of the memory, and a function that
 *   fills it and returns Pyodide's state; without a snapshot Python starts from an empty memory.
 * @returns {() => Core} A function that returns the module, once it has been made.
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
        link(core, extensions).then(() => core.removeRunDependency("extensions")).catch(reject);
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
 * In some engines, Python counts arguments with a special function, the first one in the table after the extensions. In the
 * other engines its place is left empty here, so that all later functions have the same places everywhere.
 *
 * @param {Core} core
 */
function fillSlot(core) {
  if (!core._PyEM_CountArgsPtr) core.wasmTable.grow(1);
}

/**
 * Set Python's pointer to that function, or to none, as in a snapshot.
 *
 * @param {Core} core
 * @param {number} place
 */
export function setCounter(core, place) {
  core.HEAPU32[(core.__PyRuntime + core.HEAPU32[core.__PyEM_EMSCRIPTEN_COUNT_ARGS_OFFSET / 4]) / 4] = place;
}

/**
 * Split a snapshot file into its head and its data.
 *
 * @param {Uint8Array} bytes The unpacked file.
 * @returns {{head: Head, data: Uint8Array}}
 */
export function parseSnapshot(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  return { head, data: bytes.subarray(4 + length) };
}

/**
 * Fill the memory of a module that has linked its extensions but has not started.
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
 * Return a 32-bit checksum of what linking and a snapshot have written at fixed addresses: the memory below the heap,
 * without the stack. Linking may differ between engines.
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
