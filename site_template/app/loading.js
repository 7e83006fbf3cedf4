/**
 * Watches what the worker fetches: counts bytes, mends types, and says which file failed.
 *
 * Pyodide waits for ever when some of its files do not come, so it is not left to Pyodide to tell.
 */

const PAUSE = 100; // milliseconds between two reports

/**
 * Put a watch on this worker's fetch.
 *
 * @param {(bytes: number) => void} onProgress Told now and then how many bytes have come so far.
 * @param {(message: string) => void} onFailure Told in a sentence which of the runtime's files failed, and how.
 */
export function watchLoading(onProgress, onFailure) {
  const plainFetch = self.fetch.bind(self);
  const nothing = new URL("./nothing", self.location.href).href;
  let bytes = 0;
  let last = 0;

  const report = () => {
    last = performance.now();
    onProgress(bytes);
  };

  /** @param {Response} response */
  const count = (response) =>
    response.body?.pipeThrough(
      new TransformStream({
        transform(chunk, controller) {
          bytes += chunk.byteLength;
          if (performance.now() - last > PAUSE) report();
          controller.enqueue(chunk);
        },
      }),
    );

  /**
   * @param {RequestInfo | URL} request
   * @param {RequestInit} [options]
   */
  async function watchedFetch(request, options) {
    const url = request instanceof Request ? request.url : String(request);
    if (url === nothing) return new Response(new Uint8Array(0));
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
    const headers = new Headers(response.headers);
    // Some hosts do not know WebAssembly's type, and browsers compile nothing else while it comes in.
    if (new URL(url).pathname.endsWith(".wasm")) headers.set("Content-Type", "application/wasm");
    return new Response(count(response), { status: response.status, statusText: response.statusText, headers });
  }

  self.fetch = (request, options) =>
    watchedFetch(request, options).catch((error) => {
      onFailure(error.message);
      throw error;
    });

  const compile = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = (source, imports) =>
    compile.call(WebAssembly, source, imports).catch((error) => {
      onFailure(`Python’s WebAssembly did not arrive whole or does not run here (${error.message}).`);
      throw error;
    });

  return {
    report,

    /** An address of which nothing is fetched, for what Pyodide insists on fetching. */
    nothing,

    /**
     * Fetch a text. It fails by rejection alone.
     *
     * @param {string} url
     */
    text: (url) => {
      const text = watchedFetch(url).then((response) => response.text());
      text.catch(() => {}); // handled where the text is used
      return text;
    },
  };
}

/** @param {string} url */
function fileName(url) {
  return new URL(url, self.location.href).pathname.split("/").pop() ?? url;
}
