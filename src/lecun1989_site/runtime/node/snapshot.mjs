/**
 * Makes a snapshot: `node snapshot.mjs JOB.json`, see ../snapshot.py. Python is started plainly, with the files that are
 * published; what it answers after that is written beside the snapshot, for a restored one to be compared with.
 */

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { install, isolate, load, makeCalls, sitePackages, start } from "./start.mjs";

const SAME = 64; // bytes that are worth leaving out: a run costs about ten itself

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
// They are linked already; importing them would keep a copy of each file in memory.
for (const { path: place } of extensions) pyodide.FS.writeFile(place, new Uint8Array(0));
for (const name of job.imports) pyodide.pyimport(name).destroy();
const calls = makeCalls(pyodide, job);
pyodide.globals.set("calls", calls); // where the page finds it again
calls.destroy();
pyodide.runPython(`
import gc, os, sys
for name in ("PYTHONHASHSEED", "_"):
    os.environ.pop(name, None)
sys.last_exc = None
sys._clear_internal_caches()
gc.collect()
`);
clearUnused(core());
clearStack(core());
setCounter(core(), 0);
const { memory, state, build } = split(pyodide.makeMemorySnapshot());
// What chance and time put into a fresh memory is not there where the snapshot is restored, so all of it is carried.
const fresh = await untouched(memory.length);
isolate(0xa5, Date.UTC(2000, 5, 15, 13, 57, 31, 459));
const another = await untouched(memory.length);
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

/** Fill with zeros what earlier calls have left on the stack: their times and chances. @param {any} module */
function clearStack(module) {
  module.HEAPU8.fill(0, module.___stack_low, module.stackSave());
}

/** Fill the heap's free pieces with zeros, so that they need not be carried. @param {any} module */
function clearUnused(module) {
  const { malloc, free, sbrk } = module.LDSO.loadedLibsByHandle[0].exports; // of the main program
  const taken = [];
  for (let size = 1 << 18; size >= 32; size >>= 1) {
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

/** Take Pyodide's own snapshot apart: magic, start of the memory, length of the state, zero, build. @param {Uint8Array} snapshot */
function split(snapshot) {
  const [, offset, size] = new Uint32Array(snapshot.buffer, 0, 4);
  const words = new Uint32Array(snapshot.buffer, 16, 8);
  return {
    memory: snapshot.slice(offset),
    state: JSON.parse(new TextDecoder().decode(snapshot.subarray(48, 48 + size))),
    build: Array.from(words, (word) => word.toString(16).padStart(8, "0")).join(""),
  };
}

/** The memory of a module that has linked its extensions and not started. @param {number} size */
async function untouched(size) {
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
  }).catch((/** @type {Error} */ error) => {
    if (!memory) throw error;
  });
  if (!memory) throw new Error("Pyodide did not ask for its snapshot");
  return memory;
}

/**
 * Cut out of the memory what differs, with the few bytes between that are not worth a cut.
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
