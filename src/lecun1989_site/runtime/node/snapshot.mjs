/**
 * Makes a snapshot: `node snapshot.mjs JOB.json`; see ../snapshot.py. Python is started plainly from the published files.
 * Its answers are written beside the snapshot, to be compared with those of a restored Python.
 */

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { IN_A_BROWSER, install, isolate, load, makeCalls, sitePackages, start } from "./start.mjs";

// Sizes in bytes in which free blocks of the heap are taken; all of its blocks have 12, 20, 28 … bytes.
const BLOCKS = [...Array.from({ length: 14 }, (_, at) => 1 << (18 - at)), 28, 20, 12];
// Longer than a browser's language and program name, and equal to them in no letter.
const OTHER = "-".repeat(100);
const SAME = 16; // bytes; shorter gaps between runs are included in a run, as a run itself takes about ten bytes
// Empties what Python would make again: caches of patterns, types, source lines and folders, and what differs by machine.
const TIDY = `
import gc, linecache, os, re, sys, typing, zipimport
for name in ("PYTHONHASHSEED", "_"):
    os.environ.pop(name, None)
sys.last_exc = None
re.purge()
for clear in typing._cleanups:
    clear()
linecache.clearcache()
sys.path_importer_cache.clear()
zipimport._zip_directory_cache.clear()
sys._clear_internal_caches()
gc.collect()
`;

const job = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
isolate();
const { checksum, layout, prepareCore, setCounter } = await import(pathToFileURL(job.restorer).href);
const { loadPyodide } = await load(job.core);

/** @type {{path: string, wasm: WebAssembly.Module}[]} */
const extensions = [];
for (const { path: place, file } of job.extensions) {
  extensions.push({ path: place, wasm: await WebAssembly.compile(fs.readFileSync(file)) });
}

const core = prepareCore(extensions);
const pyodide = await start(job, { _makeSnapshot: true });
install(pyodide, job.packages, sitePackages(pyodide));
// The extensions are linked already. Importing them from their files would keep a copy of each file in memory.
for (const { path: place } of extensions) pyodide.FS.writeFile(place, new Uint8Array(0));
for (const name of job.imports) pyodide.pyimport(name).destroy();
const calls = makeCalls(pyodide, job);
pyodide.globals.set("calls", calls); // the page finds it there
calls.destroy();
const scope = pyodide.toPy({});
pyodide.runPython(TIDY, { globals: scope });
scope.destroy();
clearUnused(core());
clearStack(core());
setCounter(core(), 0);
const { memory, state, build } = split(pyodide.makeMemorySnapshot());
// A fresh memory depends on random numbers, the time, the program's name and the language. So bytes that differ between two
// fresh memories are included.
const fresh = await untouched(memory.length, IN_A_BROWSER);
isolate(0xa5, Date.UTC(2000, 5, 15, 13, 57, 31, 459));
const another = await untouched(memory.length, { _sysExecutable: OTHER, env: { LANG: OTHER } });
const differs = (/** @type {number} */ place) => fresh[place] !== memory[place] || fresh[place] !== another[place];

const { runs, parts } = carried(memory, differs);
const head = { build, memory: memory.length, linked: layout(core()), runs, checksum: checksum(core(), memory), state };
const text = Buffer.from(JSON.stringify(head));
const length = Buffer.alloc(4);
length.writeUInt32LE(text.length);
fs.writeFileSync(job.out, Buffer.concat([length, text, ...parts]));

setCounter(core(), core()._PyEM_CountArgsPtr);
install(pyodide, job.in_pyodide, "/home/pyodide");
fs.writeFileSync(job.answers, pyodide.pyimport("exercise").exercise(pyodide.globals.get("calls"), job.network));

/** Fill the unused part of the stack with zeros: earlier calls leave times and random numbers in it. @param {any} module */
function clearStack(module) {
  module.HEAPU8.fill(0, module.___stack_low, module.stackSave());
}

/** Fill the heap's free blocks with zeros, so that they are not included. @param {any} module */
function clearUnused(module) {
  const { malloc, free, sbrk } = module.LDSO.loadedLibsByHandle[0].exports; // of the main program
  const taken = [];
  for (const size of BLOCKS) {
    for (;;) {
      const end = sbrk(0);
      const place = malloc(size);
      const grown = sbrk(0) !== end;
      if (place) taken.push(place);
      if (place) module.HEAPU8.fill(0, place, place + size);
      if (!place || grown) break;
    }
  }
  for (const place of taken.reverse()) free(place);
}

/** Split Pyodide's own snapshot: magic, start of the memory, length of the state, zero, build. @param {Uint8Array} snapshot */
function split(snapshot) {
  const [, offset, size] = new Uint32Array(snapshot.buffer, 0, 4);
  const words = new Uint32Array(snapshot.buffer, 16, 8);
  return {
    memory: snapshot.slice(offset),
    state: JSON.parse(new TextDecoder().decode(snapshot.subarray(48, 48 + size))),
    build: Array.from(words, (word) => word.toString(16).padStart(8, "0")).join(""),
  };
}

/**
 * Return the memory of a module that has linked its extensions, but not started.
 *
 * @param {number} size
 * @param {object} options More options for Pyodide.
 */
async function untouched(size, options) {
  /** @type {Uint8Array | undefined} */
  let memory;
  prepareCore(extensions, {
    memory: size,
    fill: (/** @type {any} */ module) => {
      clearStack(module);
      setCounter(module, 0);
      memory = module.HEAPU8.slice();
      throw new Error("enough");
    },
  });
  await loadPyodide({
    indexURL: job.core,
    stdLibURL: job.stdlib,
    lockFileContents: fs.readFileSync(path.join(job.core, "pyodide-lock.json"), "utf8"),
    _loadSnapshot: new Uint8Array(0),
    ...options,
  }).catch((/** @type {Error} */ error) => {
    if (!memory) throw error;
  });
  if (!memory) throw new Error("Pyodide did not ask for its snapshot");
  return memory;
}

/**
 * Return the runs of the memory that differ from a fresh one; short gaps between them are included.
 *
 * @param {Uint8Array} memory
 * @param {(place: number) => boolean} differs
 */
function carried(memory, differs) {
  const runs = [];
  const parts = [];
  let end = 0;
  for (let place = 0; place < memory.length; place++) {
    if (!differs(place)) continue;
    let last = place;
    for (let next = place + 1; next <= last + SAME && next < memory.length; next++) {
      if (differs(next)) last = next;
    }
    runs.push(place - end, last + 1 - place);
    parts.push(memory.subarray(place, last + 1));
    place = end = last + 1;
  }
  return { runs, parts };
}
