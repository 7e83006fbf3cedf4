/** Lists the modules that the page's Python loads: `node trace.mjs JOB.json`; see ../trim.py. */

import fs from "node:fs";
import { install, isolate, makeCalls, sitePackages, start } from "./start.mjs";

const job = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
isolate();
const pyodide = await start(job);
const place = sitePackages(pyodide);
install(pyodide, job.packages, place);
install(pyodide, job.in_pyodide, "/home/pyodide");
pyodide.pyimport("watch").watch();
const calls = makeCalls(pyodide, job);
pyodide.pyimport("exercise").exercise(calls, job.network);
const trace = pyodide.pyimport("trace");
const now = JSON.parse(trace.trace_now());
// Without a snapshot the page unpacks a wheel, which loads modules too.
pyodide.unpackArchive(new Uint8Array(fs.readFileSync(job.wheel)), "wheel", { extractDir: "/tmp/unpacked" });
fs.writeFileSync(job.out, JSON.stringify({ now, ...JSON.parse(trace.trace_ever()) }));
