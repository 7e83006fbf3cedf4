/**
 * Keeps the published files, so that later visits need no network. The build writes the list of them, `kept`, above this.
 *
 * A file of assets/ has the hash of its contents in its folder's name, so a copy never grows old. A page has not: it comes
 * from the network whenever there is one. So no old page ever stands before new assets, nor a new one before old.
 */

const PREFIX = "lecun1989 ";
const NAME = PREFIX + self.kept.version;
let keeping = Promise.resolve(); // one at a time
const base = new URL("./", self.location.href).href;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  if (event.addRoutes) event.waitUntil(shortCut(event));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil((keeping = keeping.then(keepAll, keepAll))));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(base)) return;
  if (request.url.startsWith(`${base}assets/`)) event.respondWith(serveAsset(request));
  else if (request.mode === "navigate") event.respondWith(servePage(request));
});

/**
 * Keep all files of this version, taking over what an older one has kept, and drop the older ones when all are there.
 * The page asks for it once Python runs: until then the network is busy with the same files.
 */
async function keepAll() {
  const cache = await caches.open(NAME);
  for (const path of self.kept.files) {
    const url = base + path;
    if (await cache.match(url)) continue;
    const isAsset = path.startsWith("assets/");
    const known = isAsset ? await caches.match(url) : undefined;
    const response = known ?? (await fetch(url, { cache: isAsset ? "default" : "no-cache" }));
    if (!response.ok) return; // another version is being published: its own worker will come
    await cache.put(url, response);
  }
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
  }
}

/** Let the browser do by itself, where it can, what the listener for "fetch" does: this script need not start for it. */
async function shortCut(event) {
  await event.addRoutes([
    { condition: { urlPattern: new URLPattern(`${base}assets/*`) }, source: "cache" },
    { condition: { requestMode: "navigate" }, source: "race-network-and-fetch-handler" },
  ]);
}

async function serveAsset(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

async function servePage(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await caches.open(NAME);
    const page = await cache.match(base); // there is one page
    if (!page) throw error;
    return page;
  }
}
