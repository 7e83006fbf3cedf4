/**
 * Watches the worker's downloads: counts bytes, corrects content types, and reports which file failed.
 *
 * Pyodide would wait forever if some of its files could not be loaded, so failures are reported here. Responses are passed
 * on unchanged if possible: the browser neither compiles rebuilt ones in another thread nor caches their compiled code.
 */

import { unifyFunctions } from "./function-table.js";

const PAUSE = 100; // milliseconds between two reports

/** @typedef {ReturnType<typeof watchLoading>} Loading */

/**
 * Watch this worker's `fetch`.
 *
 * @param {(bytes: number) => void} onProgress Called from time to time with the number of bytes so far.
 * @param {(message: string) => void} onFailure Called with a sentence that says which of the runtime's files failed, and how.
 */
export function watchLoading(onProgress, onFailure) {
  const plainFetch = self.fetch.bind(self);
  const instantiate = WebAssembly.instantiateStreaming;
  const nothing = new URL("./nothing", self.location.href).href;
  /** @type {{url: string, compiled: Promise<WebAssembly.Module>} | null} */
  let core = null;
  /** @type {Map<string, number>} Bytes by address. */
  const come = new Map();
  let last = 0;

  const report = () => {
    last = performance.now();
    onProgress([...come.values()].reduce((sum, bytes) => sum + bytes, 0));
  };

  /**
   * @param {string} url
   * @param {number} bytes Number of its bytes that have arrived.
   */
  const note = (url, bytes) => {
    come.set(url, bytes);
    if (performance.now() - last > PAUSE) report();
  };

  new PerformanceObserver((list) => {
    const files = /** @type {PerformanceResourceTiming[]} */ (list.getEntries());
    for (const { name, decodedBodySize } of files) note(name, decodedBodySize);
  }).observe({ type: "resource" });

  /**
   * @param {RequestInfo | URL} request
   * @param {RequestInit} [options]
   */
  async function watchedFetch(request, options) {
    const url = request instanceof Request ? request.url : String(request);
    if (url === nothing || url === core?.url) return new Response(null);
    let response;
    try {
      response = await plainFetch(request, options);
    } catch {
      throw new Error(
        options?.integrity && navigator.onLine
          ? `${fileName(url)} could not be loaded, or is not the file that was published.`
          : `${fileName(url)} could not be loaded. Check the connection.`,
      );
    }
    if (!response.ok) throw new Error(`${fileName(url)} could not be loaded (${response.status} ${response.statusText}).`);
    return url.endsWith(".wasm") ? withType(response) : response;
  }

  self.fetch = (request, options) =>
    watchedFetch(request, options).catch((error) => {
      onFailure(error.message);
      throw error;
    });

  WebAssembly.instantiateStreaming = async (source, imports) => {
    try {
      if (!core) return await instantiate.call(WebAssembly, source, imports);
      const module = await core.compiled;
      const instance = await WebAssembly.instantiate(module, imports);
      unifyFunctions(/** @type {WebAssembly.Table} */ (imports?.env.__indirect_function_table), instance.exports);
      return { module, instance };
    } catch (error) {
      onFailure(`Python’s WebAssembly did not arrive whole or does not run here (${/** @type {Error} */ (error).message}).`);
      throw error;
    }
  };

  return {
    report,

    /** An address with an empty response, for a file that Pyodide always fetches. */
    nothing,

    /**
     * Compile a file while it is downloaded.
     *
     * @param {string} url
     */
    compile(url) {
      return handledLater(WebAssembly.compileStreaming(fetch(url)));
    },

    /**
     * Compile Pyodide's core early. Pyodide, which would fetch it only when its scripts run, then instantiates this module.
     *
     * @param {string} url
     */
    compileCore(url) {
      core = { url, compiled: this.compile(url) };
    },

    /**
     * Fetch a text. On failure the promise is rejected, and `onFailure` is not called.
     *
     * @param {string} url
     */
    text(url) {
      return handledLater(watchedFetch(url).then((response) => response.text()));
    },

    /**
     * Fetch a gzipped file and unpack it while it is downloaded.
     *
     * @param {string} url
     */
    unpack(url) {
      return handledLater(unpack(url, (bytes) => note(url, bytes)));
    },
  };
}

/**
 * Prevent an error message if a promise is rejected before it is awaited.
 *
 * @template T
 * @param {Promise<T>} promise
 */
function handledLater(promise) {
  promise.catch(() => {});
  return promise;
}

/**
 * @param {string} url
 * @param {(bytes: number) => void} onBytes Called with the number of bytes so far.
 */
async function unpack(url, onBytes) {
  const { body } = await fetch(url);
  if (!body) throw new Error(`${fileName(url)} is empty.`);
  const { readable, writable } = new DecompressionStream("gzip");
  const unpacked = handledLater(new Response(readable).arrayBuffer());
  const [reader, writer] = [body.getReader(), writable.getWriter()];
  for (let bytes = 0; ; ) {
    const { value } = await reader.read();
    if (!value) break;
    onBytes((bytes += value.length));
    await writer.write(value);
  }
  await writer.close();
  return new Uint8Array(await unpacked);
}

/** Set WebAssembly's type if the host doesn't; browsers need it to compile during download. @param {Response} response */
function withType(response) {
  const type = "application/wasm";
  if (response.headers.get("Content-Type") === type) return response;
  return new Response(response.body, { headers: { "Content-Type": type } });
}

/** @param {string} url */
function fileName(url) {
  return new URL(url, self.location.href).pathname.split("/").pop() ?? url;
}
