/**
 * Pyodide under Node.js, for the build: the pinned core, with packages as files.
 *
 * Its output must be the same on every machine and day, so the clock is fixed and random numbers are constant.
 */

import crypto from "node:crypto";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

// Node would print the line that threw, which is all of Pyodide. Emscripten's errors are not instances of Error.
process.on("uncaughtException", (error) => {
  process.stderr.write(`${error?.message ?? error?.name ?? error}\n`);
  process.exit(1);
});

export const ENVIRONMENT = { LANG: "C.UTF-8", PYTHONHASHSEED: "0" };
// Emscripten writes the program's name into memory. In a browser it is this one; in Node.js it would be the script's path.
export const IN_A_BROWSER = { _sysExecutable: "./this.program" };

/**
 * Make this process independent of the time, of random numbers and of the machine.
 *
 * @param {number} [chance] The value of every random byte.
 * @param {number} [now] The time in milliseconds.
 */
export function isolate(chance = 0, now = Date.UTC(1980, 0, 1)) {
  crypto.randomFillSync = /** @type {any} */ ((/** @type {Uint8Array} */ view) => view.fill(chance));
  syncBuiltinESMExports();
  Date.now = () => now;
  performance.now = () => now % 86_400_000;
  Math.random = () => chance / 256;
  // Python's sys module contains the user agent.
  Object.defineProperty(globalThis, "navigator", { value: { userAgent: "", languages: ["C"] }, configurable: true });
}

/**
 * Start Python.
 *
 * @param {{core: string, stdlib: string}} job The folder of Pyodide's core and the path of the standard library.
 * @param {object} [options] More options for Pyodide.
 */
export async function start({ core, stdlib }, options = {}) {
  const { loadPyodide } = await load(core);
  return loadPyodide({
    indexURL: core,
    stdLibURL: stdlib,
    lockFileContents: fs.readFileSync(path.join(core, "pyodide-lock.json"), "utf8"),
    env: { ...ENVIRONMENT },
    _sysExecutable: "python",
    ...options,
  });
}

/** @param {string} core The core's folder. Its script defines the factory that `loadPyodide` would otherwise load itself. */
export async function load(core) {
  await import(pathToFileURL(path.join(core, "pyodide.asm.js")).href);
  return import(pathToFileURL(path.join(core, "pyodide.mjs")).href);
}

/**
 * Make the object that answers the page's calls, and load one network.
 *
 * @param {any} pyodide
 * @param {{network: string, weights: string}} job The network's name and the path of its weights file.
 */
export function makeCalls(pyodide, { network, weights }) {
  const messages = pyodide.pyimport("lecun1989.messages");
  const calls = messages.Calls();
  calls.load(network, fs.readFileSync(weights, "utf8"));
  messages.destroy();
  return calls;
}

/** Return the folder of installed packages. @param {any} pyodide */
export const sitePackages = (pyodide) => pyodide.runPython("from pyodide._package_loader import SITE_PACKAGES; str(SITE_PACKAGES)");

/**
 * Copy a folder into Python's file system.
 *
 * @param {any} pyodide
 * @param {string} folder
 * @param {string} place
 */
export function install(pyodide, folder, place) {
  copy(pyodide, folder, place);
  // Python reads a folder again only if its time has changed, but the clock is fixed. (importlib.invalidate_caches imports a lot.)
  pyodide.runPython("import sys; sys.path_importer_cache.clear()");
}

/**
 * @param {any} pyodide
 * @param {string} folder
 * @param {string} place
 */
function copy(pyodide, folder, place) {
  for (const name of fs.readdirSync(folder).sort()) {
    const source = path.join(folder, name);
    const target = `${place}/${name}`;
    if (fs.statSync(source).isDirectory()) {
      pyodide.FS.mkdirTree(target);
      copy(pyodide, source, target);
    } else {
      pyodide.FS.writeFile(target, fs.readFileSync(source));
    }
  }
}
