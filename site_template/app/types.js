/**
 * The shapes that the modules pass to each other.
 *
 * @typedef {object} Heatmap Numbers to be painted, red for positive and blue for negative.
 * @property {ArrayLike<number>} values -100 to 100, row by row, a map after the other.
 * @property {number} scale What 100 stands for.
 *
 * @typedef {{name: string, title: string, url: string, about: string, kernels: Heatmap}} Model
 * @typedef {object} Snapshot Python's memory with everything loaded; see engine/snapshot.js.
 * @property {string} memory Address of the file.
 * @property {number} bytes Of the whole memory.
 * @property {{path: string, url: string}[]} extensions NumPy's: place in Python's file system, address.
 * @property {string} network Name of the network that is loaded.
 *
 * @typedef {{script: string, core: string, index: string, lock: string, snapshot: Snapshot | null}} Runtime Addresses of Pyodide.
 * @typedef {{network: string, values: string}} Gallery The network that misreads, and the address of the digits' values.
 * @typedef {object} Config What the build wrote into the page.
 * @property {string} version
 * @property {Runtime} runtime
 * @property {Model[]} models
 * @property {string} default Name of the first network that reads.
 * @property {Gallery | null} gallery
 * @property {{values: number[], unit: number, strokes: Line[]}} example The worked example: its 256 values, the unit of H1 that is
 *   explained, and its strokes.
 * @property {Line[][]} samples Drawings to try.
 * @property {{width: number, pen: number}} zipPad Width of the zip code's pad and of its pen, in the pad's coordinates.
 *
 * @typedef {[number, number][]} Line The points of a stroke, x and y.
 * @typedef {{values: Float32Array, digit: number | null}} Picture 256 values in [-1, 1] and what they show, if that is known.
 *
 * @typedef {"h1" | "h2" | "h3" | "output"} LayerName
 * @typedef {"unit" | "attribution" | "perturb" | "compare" | "finetune"} PanelName
 *
 * @typedef {object} Answer What a network makes of one image.
 * @property {number | undefined} digit The highest output, only a guess where the answer is rejected; none for a blank drawing.
 * @property {boolean} rejected Whether the network refuses to answer.
 * @property {Float32Array} outputs The ten output units.
 * @property {Float32Array} scores The same from 0 (no) to 1 (yes).
 * @property {Float32Array} image The 256 values read.
 *
 * @typedef {object} Read A reading in Python, that later calls name by its number.
 * @property {number} number
 * @property {Record<LayerName, Heatmap>} layers The activations.
 * @property {Unit} unit The unit that was pointed at.
 *
 * @typedef {Timed<Answer & Read>} Reading
 *
 * @typedef {object} Unit One unit's arithmetic; see lecun1989/explain/unit.py.
 * @property {LayerName} layer
 * @property {number} index Map by map, row by row.
 * @property {string} title
 * @property {string} text
 * @property {"input" | "h1" | "h2" | "h3"} reads The layer below.
 * @property {number[]} maps Which of its maps the unit reads.
 * @property {string[]} names What these maps are called.
 * @property {number[]} totals For each, the sum of its products.
 * @property {Box} window What it reads of each map.
 * @property {Box} field What it depends on in the input.
 * @property {number} columns Of a window.
 * @property {Int8Array} inputs -100 to 100, a window after the other.
 * @property {Int8Array} weights Likewise.
 * @property {Int8Array} products Likewise.
 * @property {number} value
 *
 * @typedef {[number, number, number, number]} Box Left, top, right and bottom; the latter two are one past it.
 *
 * @typedef {object} Attribution What adds up to an output's sum; see lecun1989/explain/attribution.py.
 * @property {number} total
 * @property {number} baseline The sum for blank paper.
 * @property {Record<"input" | "h1" | "h2" | "h3", Heatmap>} layers
 *
 * @typedef {{erased: Int8Array, inked: Int8Array, scale: number}} Occlusion How the margin changes, for each of the 256 pixels.
 *
 * @typedef {object} CounterfactualStep See lecun1989/session.py.
 * @property {boolean} done Whether the search has ended.
 * @property {boolean} found Whether the network takes the image for the wanted digit.
 * @property {number} strokes
 * @property {number} ink In pixels of full ink.
 * @property {Float32Array} image The nearest so far.
 *
 * @typedef {Record<string, {digits: Int8Array, scores: Float32Array}>} Curves By part of a perturbation: the answer at each step,
 *   and ten scores for each.
 *
 * @typedef {Answer & {digit: number, box: Box}} RowDigit
 * @typedef {{code: string, digits: RowDigit[]}} Row A row of digits; "?" in the code for one that is rejected.
 *
 * @typedef {object} Lesson What fine-tuning did; see lecun1989/session.py.
 * @property {number} steps Gradient steps taken.
 * @property {number} moved How far the parameters moved, as a share of their length.
 * @property {Answer | undefined} before How the last digit is read before; none where the network was reset.
 * @property {Answer | undefined} after And after.
 * @property {Heatmap} kernels
 * @property {Heatmap} changes What the steps added to the kernels.
 */

/**
 * @template T
 * @typedef {T & {ms: number}} Timed With the time from request to answer.
 */

/**
 * @typedef {object} EngineCalls The calls of calls.js.
 * @property {(name: string, pixels: Uint8ClampedArray | Float32Array, width: number, height: number, layer: LayerName, index: number) => Promise<Reading>} read
 * @property {(number: number, values: Float32Array, layer: LayerName, index: number) => Promise<Reading>} perturb
 * @property {(number: number, layer: LayerName, index: number) => Promise<Timed<Unit>>} unit
 * @property {(number: number, output: number) => Promise<Timed<Attribution>>} attribution
 * @property {(number: number) => Promise<Timed<Occlusion>>} occlusion
 * @property {(number: number, digit: number) => Promise<Timed<CounterfactualStep>>} counterfactual
 * @property {(number: number, values: Float32Array) => Promise<Timed<Curves>>} curves
 * @property {(name: string, points: Float32Array, lengths: Int32Array, pen: number) => Promise<Timed<Row>>} read_row
 * @property {(name: string, values: Float32Array, digits: Int32Array) => Promise<Timed<Lesson>>} finetune
 * @property {(name: string) => Promise<Timed<{text: string}>>} export
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
 * @property {{worker: Worker, said: Event[]} | null} early A worker that restores Python, and everything that was heard of it.
 *
 * @typedef {{id: number, call: string, args: unknown[]}} Request
 *
 * @typedef {{type: "stage", stage: string, bytes: number}} Stage
 * @typedef {{type: "ready"}} Ready
 * @typedef {{type: "missing", name: string, message: string}} Missing
 * @typedef {{type: "complete"}} Complete All networks have come, or are missing.
 * @typedef {{type: "failed", message: string}} Failed
 * @typedef {{type: "answer", id: number, answer: object}} Answered
 * @typedef {{type: "refused", id: number, message: string}} Refused
 * @typedef {Stage | Ready | Missing | Complete | Failed | Answered | Refused} FromWorker
 */

export {};
