/**
 * Runs before the first paint and the modules. It shows only the demo if the address has "?embed", and starts Python. If
 * modules cannot run (from a file, or in old browsers), it says why nothing works. It is a plain script, because it must
 * run if main.js cannot, and before the article is parsed, which main.js has to wait for. Its syntax is older than modules.
 */
(() => {
  const embed = new URLSearchParams(location.search).get("embed");
  if (embed !== null && embed !== "0" && embed !== "false") document.documentElement.dataset.embed = "";

  /** @param {string} message */
  const fail = (message) => {
    document.documentElement.dataset.engine = "failed";
    document.addEventListener("DOMContentLoaded", () => show(message));
    if (document.readyState !== "loading") show(message);
  };

  /** @param {string} message */
  const show = (message) => {
    const status = document.getElementById("status");
    if (status) status.textContent = message;
  };

  /**
   * Start a worker that runs Python. Its settings are in its name, because a message would wait until the page is parsed.
   *
   * @param {boolean} restoring Whether to start from the snapshot.
   * @returns {Worker | null} Null if the browser has no module workers.
   */
  const startWorker = (restoring) => {
    const config = /** @type {HTMLElement} */ (document.getElementById("config"));
    const { runtime, models, default: first } = JSON.parse(String(config.textContent));
    const networks = models.map((/** @type {{name: string, url: string}} */ { name, url }) => ({ name, url }));
    let knowsModules = false;
    const worker = new Worker(workerUrl, {
      name: JSON.stringify({ base: document.baseURI, restoring, runtime, networks, first }),
      get type() {
        knowsModules = true; // a browser that reads the type has module workers
        return /** @type {const} */ ("module");
      },
    });
    if (knowsModules) return worker;
    worker.terminate();
    return null;
  };
  const workerUrl = new URL("engine/worker.js", /** @type {HTMLScriptElement} */ (document.currentScript).src);

  /** Start Python from its snapshot at once; engine.js takes the worker over, with its events so far. */
  const startEarly = () => {
    const worker = startWorker(true);
    if (!worker) return null;
    /** @type {Event[]} */
    const said = [];
    const note = (/** @type {Event} */ event) => {
      event.preventDefault(); // no errors in the console: the page says what failed
      said.push(event);
    };
    worker.onmessage = note;
    worker.onerror = note;
    return { worker, said };
  };

  /** @type {import("./types.js").Boot} */
  const boot = { startWorker, early: null };
  Object.assign(globalThis, { boot });
  if (location.protocol === "file:") {
    fail("Browsers do not run this from a file. Serve the folder, for example with “python build.py --serve”.");
  } else if (!("noModule" in HTMLScriptElement.prototype)) {
    fail("This browser is too old to run the network: it has no JavaScript modules.");
  } else {
    const own = new URL("./", workerUrl).href.replace("engine/", "");
    const onError = (/** @type {Event} */ event) => {
      if (event.target instanceof HTMLScriptElement) {
        fail("The page’s own script could not be loaded. Check the connection and load the page again.");
      } else if (
        event instanceof ErrorEvent &&
        event.filename.startsWith(own) &&
        document.documentElement.dataset.engine === "loading"
      ) {
        fail("The page’s own script does not run here. It needs Chrome 97, Firefox 114 or Safari 16.4, or a later version.");
      }
    };
    addEventListener("error", onError, true); // loading errors do not bubble
    if (typeof DecompressionStream === "function" && typeof WebAssembly === "object") {
      try {
        boot.early = startEarly();
      } catch {
        // The engine tries again, and says what is missing.
      }
    }
  }
})();
