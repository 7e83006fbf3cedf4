/** Restores a snapshot and writes its answers: `node restore.mjs JOB.json`; see ../snapshot.py. */

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { IN_A_BROWSER, install, load } from "./start.mjs";

const job = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const { fill, parseSnapshot, prepareCore } = await import(pathToFileURL(job.restorer).href);
const { loadPyodide } = await load(job.core);
const { head, data } = parseSnapshot(fs.readFileSync(job.out));
const extensions = job.extensions.map((/** @type {{path: string, file: string}} */ each) => ({
  path: each.path,
  wasm: WebAssembly.compile(fs.readFileSync(each.file)),
}));
prepareCore(extensions, {
  memory: head.memory,
  fill: (/** @type {any} */ core, /** @type {string} */ build) => fill(core, build, head, data),
});
const pyodide = await loadPyodide({
  indexURL: job.core,
  stdLibURL: job.empty, // everything needed is in memory
  lockFileContents: fs.readFileSync(path.join(job.core, "pyodide-lock.json"), "utf8"),
  _loadSnapshot: new Uint8Array(0),
  ...IN_A_BROWSER,
});
install(pyodide, job.in_pyodide, "/home/pyodide");
fs.writeFileSync(job.answers, pyodide.pyimport("exercise").exercise(pyodide.globals.get("calls"), job.network));
