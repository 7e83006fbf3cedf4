/**
 * Starts Python with NumPy and `lecun1989`: from a snapshot, or plainly, from the packages.
 *
 * @import {Loading} from "./loading.js"
 * @import {Runtime} from "../types.js"
 */

import { fill, parseSnapshot, prepareCore } from "./snapshot.js";

const PACKAGES = ["numpy", "lecun1989"];

/**
 * @typedef {object} Pyodide The parts of Pyodide that are used here.
 * @property {(name: string) => any} pyimport
 * @property {{get: (name: string) => any}} globals
 * @property {(code: string) => any} runPython
 * @property {(value: unknown) => {destroy: () => void}} toPy
 * @property {(names: string[], options: object) => Promise<unknown>} loadPackage
 * @property {{writeFile: (path: string, data: Uint8Array) => void}} FS
 */

/** @typedef {any} Proxy A Python object, with `toJs` and `destroy`. */

/**
 * Start Python plainly, without a snapshot.
 *
 * @param {Runtime} runtime
 * @returns {Promise<Pyodide>}
 */
export async function startPlainly({ script, index, lock }) {
  const { loadPyodide } = await import(script);
  return loadPyodide({ indexURL: index, lockFileURL: lock, packages: PACKAGES });
}

/**
 * Start Python from its snapshot. Its file system stays empty.
 *
 * @param {Runtime} runtime
 * @param {Loading} loading
 * @returns {Promise<Pyodide>} Rejected if anything does not match.
 */
export async function startFromSnapshot({ script, core, index, lock, snapshot }, loading) {
  if (!snapshot) throw new Error("there is no snapshot");
  // Everything at the same time, the slowest first.
  loading.compileCore(`${index}pyodide.asm.wasm`);
  const content = loading.unpack(snapshot.memory);
  const extensions = snapshot.extensions.map(({ path, url }) => ({ path, wasm: loading.compile(url) }));
  const packages = loading.text(lock);
  const [{ loadPyodide }] = await Promise.all([import(script), import(core)]);
  prepareCore(extensions, {
    memory: snapshot.bytes,
    fill: async (module, build) => {
      const { head, data } = parseSnapshot(await content);
      return fill(module, build, head, data);
    },
  });
  const pyodide = await loadPyodide({
    indexURL: index,
    lockFileContents: packages,
    packageBaseUrl: new URL("./", lock).href,
    stdLibURL: loading.nothing,
    _loadSnapshot: new Uint8Array(0), // only has to be present
  });
  pyodide.runPython("import random; random.seed()"); // the snapshot has a fixed seed
  return pyodide;
}

/**
 * After a start from a snapshot, load the standard library and packages as files, for modules not imported yet.
 *
 * @param {Pyodide} pyodide
 * @param {Runtime} runtime
 */
export async function mountStdlib(pyodide, { index }) {
  const response = await fetch(`${index}python_stdlib.zip`);
  const place = pyodide.runPython("import sys; next(path for path in sys.path if path.endswith('.zip'))");
  pyodide.FS.writeFile(place, new Uint8Array(await response.arrayBuffer()));
  await pyodide.loadPackage(PACKAGES, { messageCallback: () => {} });
  pyodide.runPython("import importlib; importlib.invalidate_caches()");
}
