/** Caches the page for later visits, if the browser and the host allow it. The page also works without it. */

/** @param {boolean} restored Whether Python was restored from its snapshot; otherwise more files are needed offline. */
export async function keepOffline(restored) {
  const request = { restored };
  try {
    const { serviceWorker } = navigator; // undefined without HTTPS
    if (!serviceWorker) return;
    // A new version's worker takes over a little later.
    serviceWorker.addEventListener("controllerchange", () => serviceWorker.controller?.postMessage(request));
    await serviceWorker.register(new URL("service-worker.js", document.baseURI));
    const { active } = await serviceWorker.ready;
    active?.postMessage(request);
  } catch {
    // The host does not serve the worker, the browser refuses it, or storage is full: the page works without it.
  }
}
