/**
 * The shapes that the modules pass to each other.
 *
 * @typedef {{levels: number[][], scale: string}} Kernels 12 kernels of 25 levels, -100 to 100, and what 100 stands for.
 * @typedef {{name: string, title: string, url: string, about: string, kernels: Kernels}} Model
 * @typedef {{script: string, index: string, lock: string}} Runtime Addresses of Pyodide.
 * @typedef {{version: string, runtime: Runtime, models: Model[], default: string}} Config
 *
 * @typedef {object} Reading What lecun1989.browser answers.
 * @property {number | null} digit
 * @property {boolean} rejected
 * @property {number[]} outputs The ten output units.
 * @property {number[]} scores The same from 0 (no) to 1 (yes).
 * @property {number[]} input The 256 values read.
 *
 * @typedef {Reading & {ms: number}} Answer With the time from request to answer.
 *
 * @typedef {{call: "predict", name: string, values: Float32Array}} PredictCall
 * @typedef {{call: "read", name: string, rgba: Uint8ClampedArray, width: number, height: number}} ReadCall
 * @typedef {PredictCall | ReadCall} Call
 *
 * @typedef {{type: "start", runtime: Runtime, models: {name: string, url: string}[], first: string}} Start
 * @typedef {{type: "call", id: number, call: Call}} Request
 * @typedef {Start | Request} ToWorker
 *
 * @typedef {{type: "stage", stage: string, bytes: number}} Stage
 * @typedef {{type: "ready"}} Ready
 * @typedef {{type: "missing", name: string, message: string}} Missing
 * @typedef {{type: "failed", message: string}} Failed
 * @typedef {{type: "answer", id: number, text: string}} Answered
 * @typedef {{type: "refused", id: number, message: string}} Refused
 * @typedef {Stage | Ready | Missing | Failed | Answered | Refused} FromWorker
 */

export {};
