/**
 * The shapes of the data that pass between the modules.
 *
 * @typedef {{x: number, y: number}} Point  in pixels of the 280x280 pad
 * @typedef {Point[]} Stroke
 *
 * @typedef {object} Reading  one answer of a network, see lecun1989/browser.py
 * @property {number | null} digit  null when nothing is drawn
 * @property {boolean} rejected
 * @property {number[]} outputs  the ten output units
 * @property {number[]} scores  the same from 0 to 1
 * @property {number[]} input  256 values in [-1, 1]
 * @property {number} ms  time in the worker, from request to answer
 *
 * @typedef {object} Network  what the page shows of a network
 * @property {number[][]} kernels  12 of 25 weights
 *
 * @typedef {{name: string, title: string, url: string}} Model
 *
 * @typedef {object} Config  written into the page by the build; addresses relative to the page
 * @property {string} version
 * @property {{script: string, index: string, lock: string}} runtime
 * @property {Model[]} models
 * @property {string} default  the first network's name
 * @property {[number, number][][]} example  strokes of the worked example
 *
 * @typedef {{kind: "start", config: Config, base: string}} StartMessage
 * @typedef {{kind: "predict", id: number, model: string, values: Float32Array}} PredictMessage
 * @typedef {{kind: "read", id: number, model: string, pixels: Uint8ClampedArray, width: number, height: number}} ReadMessage
 * @typedef {StartMessage | PredictMessage | ReadMessage} ToWorker
 *
 * @typedef {{kind: "stage", text: string}} StageMessage
 * @typedef {{kind: "ready"}} ReadyMessage
 * @typedef {{kind: "loaded", networks: Record<string, Network>}} LoadedMessage  every network is there
 * @typedef {{kind: "failed", why: string}} FailedMessage
 * @typedef {{kind: "answer", id: number, reading: Reading}} AnswerMessage
 * @typedef {{kind: "refused", id: number, why: string}} RefusedMessage
 * @typedef {StageMessage | ReadyMessage | LoadedMessage | FailedMessage | AnswerMessage | RefusedMessage} FromWorker
 */

export {};
