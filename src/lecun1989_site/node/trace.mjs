/** Lists the files that the page's Python loads: `node trace.mjs JOB.json`, see ../snapshot.py. */

import fs from "node:fs";
import { install, isolate, sitePackages, start } from "./start.mjs";

const job = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
isolate();
const pyodide = await start(job);
const place = sitePackages(pyodide);
// As the page does it without a snapshot: unpacking a wheel needs modules too.
pyodide.unpackArchive(new Uint8Array(fs.readFileSync(job.wheel)), "wheel", { extractDir: "/tmp/unpacked" });
install(pyodide, job.packages, place);
install(pyodide, job.inside, "/home/pyodide");
pyodide.pyimport("lecun1989.browser").load(job.network, fs.readFileSync(job.weights, "utf8"));
pyodide.pyimport("exercise").exercise(job.network);
fs.writeFileSync(job.out, pyodide.pyimport("trace").trace());
