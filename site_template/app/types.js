/**
 * The shapes that the modules pass to each other.
 *
 * @typedef {{levels: number[][], scale: string}} Kernels 12 kernels of 25 levels, -100 to 100, and what 100 stands for.
 * @typedef {{name: string, title: string, url: string, about: string, kernels: Kernels}} Model
 * @typedef {object} Snapshot Python's memory with all loaded; see snapshot.js.
 * @property {string} memory Address of the file.
 * @property {number} bytes Of the whole memory.
 * @property {{path: string, url: string}[]} extensions NumPy's: place in Python's file system, address.
 * @property {string} network Name of the network that is loaded.
 *
 * @typedef {{script: string, core: string, index: string, lock: string, snapshot: Snapshot | null}} Runtime Addresses of Pyodide.
 * @typedef {{network: string, values: string}} Gallery The network that misreads, and the address of the digits' values.
 * @typedef {object} Config
 * @property {string} version
 * @property {Runtime} runtime
 * @property {Model[]} models
 * @property {string} default Name of the first network that reads.
 * @property {Gallery | null} gallery
 * @property {{values: number[], unit: number, strokes: [number, number][][]}} example The worked example: its 256 values, the unit of H1 that is explained, and the points of its strokes.
 * @property {[number, number][][][]} samples Drawings to try: each the points of its strokes.
 *
 * @typedef {{values: Float32Array, digit: number | null}} Picture 256 values in [-1, 1] and what they are a picture of, if that is known.
 *
 * @typedef {object} Reading What lecun1989.session answers.
 * @property {number | null} digit The highest output, only a guess where the reading is rejected; null for a blank pad.
 * @property {boolean} rejected Whether the network refuses to answer.
 * @property {number[]} outputs The ten output units.
 * @property {number[]} scores The same from 0 (no) to 1 (yes).
 * @property {number[]} input The 256 values read.
 *
 * @typedef {Reading & {ms: number}} Answer With the time from request to answer.
 * @typedef {Reading & {digit: number, box: [number, number, number, number]}} CodeDigit With left, top, right and bottom.
 * @typedef {{code: string, digits: CodeDigit[]}} Code A row of digits; "?" in the code for one that is refused.
 *
 * @typedef {"h1" | "h2" | "h3" | "output"} LayerName
 * @typedef {{levels: number[][], scale: string}} Levels Numbers to be painted, -100 to 100, and what 100 stands for.
 * @typedef {Record<LayerName, Levels>} LayerLevels Activations.
 * @typedef {object} Unit One unit's arithmetic; see explain.py.
 * @property {string} title
 * @property {[number, number, number, number]} field Left, top, right and bottom of what it depends on in the input.
 * @property {"input" | "h1" | "h2" | "h3"} reads The layer below.
 * @property {[number, number, number, number]} window Likewise, what it reads of each map there.
 * @property {{title: string, map: number, columns: number, total: number, inputs: number[], weights: number[], products: number[]}[]} sources
 * @property {number} value
 * @property {string} text
 *
 * @typedef {object} Why What adds up to an output's sum; see why.py.
 * @property {number} total
 * @property {number} paper
 * @property {Record<"input" | "h1" | "h2" | "h3", Levels>} layers
 *
 * @typedef {object} Tried Strokes that were tried; see change.py.
 * @property {number} left How many are still to be tried.
 * @property {number} next How many have been tried.
 * @property {{values: number[], adds: boolean, ink: number, lead: number} | null} nearest
 *
 * @typedef {Record<string, {digits: number[], scores: number[][]}>} Curves By part of a distortion, step by step.
 *
 * @typedef {object} Taught What teaching did.
 * @property {number} steps Gradient steps taken.
 * @property {number} moved How far the parameters moved, as a share of their length.
 * @property {Reading | null} before How the last digit is read before; null where nothing was taught.
 * @property {Reading | null} after And after.
 * @property {Kernels} kernels
 * @property {Kernels} changes What the steps added to the kernels.
 *
 * @typedef {string | number | ArrayBufferView} Argument
 *
 * @typedef {object} Start What the worker is told in its name.
 * @property {string} base What addresses are relative to: a worker has another base.
 * @property {boolean} restoring Whether to start from the snapshot.
 * @property {Runtime} runtime
 * @property {{name: string, url: string}[]} networks
 * @property {string} first Name of the first network that reads.
 *
 * @typedef {object} Boot What boot.js leaves for engine.js.
 * @property {(restoring: boolean) => Worker | null} startWorker
 * @property {{worker: Worker, said: Event[]} | null} early A worker that restores Python, and all that was heard of it.
 *
 * @typedef {{id: number, called: string, args: [string, ...Argument[]]}} Request A function of lecun1989.session.
 *
 * @typedef {{type: "stage", stage: string, bytes: number}} Stage
 * @typedef {{type: "ready"}} Ready
 * @typedef {{type: "missing", name: string, message: string}} Missing
 * @typedef {{type: "complete"}} Complete All networks have come, or are missing.
 * @typedef {{type: "failed", message: string}} Failed
 * @typedef {{type: "answer", id: number, text: string}} Answered
 * @typedef {{type: "refused", id: number, message: string}} Refused
 * @typedef {Stage | Ready | Missing | Complete | Failed | Answered | Refused} FromWorker
 */

export {};
