/** Compiles folders of Python sources in place: `node compile.mjs JOB.json`; see ../bytecode.py. */

import fs from "node:fs";
import path from "node:path";
import { install, isolate, start } from "./start.mjs";

const job = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
isolate();
const pyodide = await start(job);
const place = "/home/pyodide/sources";
pyodide.FS.mkdirTree(place);
install(pyodide, job.sources, place);
install(pyodide, job.in_pyodide, "/home/pyodide");
pyodide.pyimport("compile").compile_folders(place);
fs.rmSync(job.sources, { recursive: true });
extract(place, job.sources);

/**
 * Copy a folder out of Python's file system.
 *
 * @param {string} from
 * @param {string} to
 */
function extract(from, to) {
  fs.mkdirSync(to);
  for (const name of pyodide.FS.readdir(from)) {
    if (name === "." || name === "..") continue;
    const source = `${from}/${name}`;
    const target = path.join(to, name);
    if (pyodide.FS.isDir(pyodide.FS.stat(source).mode)) extract(source, target);
    else fs.writeFileSync(target, pyodide.FS.readFile(source));
  }
}
