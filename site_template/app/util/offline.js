/** Keeps the page for later visits, where the browser and the host allow it. Without that it works the same. */

export async function keepOffline() {
  try {
    const { serviceWorker } = navigator; // not there without HTTPS
    if (!serviceWorker) return;
    // A new version's worker takes over a little later.
    serviceWorker.addEventListener("controllerchange", () => serviceWorker.controller?.postMessage("keep"));
    await serviceWorker.register(new URL("service-worker.js", document.baseURI));
    const { active } = await serviceWorker.ready;
    active?.postMessage("keep");
  } catch {
    // A host that does not serve it, a browser that does not want it, no room: nothing is lost.
  }
}
