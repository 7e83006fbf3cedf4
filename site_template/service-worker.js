/**
 * Keeps the published files, so that later visits need no network. The build writes the list of them, `kept`, above this.
 *
 * A file of assets/ has the hash of its contents in its folder's name, so a copy is never out of date. The page comes from
 * the network whenever it can, so an old page never gets new assets, or a new page old ones.
 *
 * Files are checked before they are kept: hosts and networks sometimes answer with another page, such as a login. The page is
 * kept last, so a version is used offline only if all of its files are there.
 */

const base = new URL("./", self.location.href).href;
const PREFIX = `lecun1989 ${new URL(base).pathname} `; // another folder of this origin may have its own copy of the page
const NAME = PREFIX + self.kept.version;
const PATIENCE = 4000; // milliseconds to wait for a page from the network if there is a kept one
let keeping = Promise.resolve(); // one at a time

self.addEventListener("install", (event) => {
  self.skipWaiting();
  if (event.addRoutes) event.waitUntil(addShortcuts(event));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  const keep = () => keepAll(event.data.restored);
  event.waitUntil((keeping = keeping.then(keep, keep)));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(base)) return;
  if (request.url.startsWith(`${base}assets/`)) event.respondWith(serveAsset(request));
  else if (request.mode === "navigate" && isPage(request.url)) event.respondWith(servePage(request));
});

/**
 * Keep all files of this version, also copies from an older one, then drop the older ones. The page asks for it after Python
 * has started: until then the network is busy with the same files.
 *
 * @param {boolean} restored Whether Python was restored from its snapshot; if not, the files of a plain start are kept too.
 */
async function keepAll(restored) {
  const cache = await caches.open(NAME);
  const files = restored ? self.kept.files : { ...self.kept.files, ...self.kept.plain };
  for (const [path, hash] of Object.entries(files)) {
    if (!(await keepAsset(cache, base + path, hash))) return;
  }
  if (!(await keepPage(cache))) return;
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
  }
}

/** Keep a file, from a cache or the network; return whether it is there. Wrong bytes are never kept. */
async function keepAsset(cache, url, hash) {
  if (await cache.match(url)) return true;
  for (const find of [() => caches.match(url), () => fetch(url), () => fetch(url, { cache: "reload" })]) {
    const response = await find();
    if (response?.ok && (await hashOf(response.clone())) === hash) {
      await cache.put(url, response);
      return true;
    }
  }
  return false; // another version is being published, and its own worker will come, or the host is at fault
}

/** Keep the page, if the host's answer is a page of this version; return whether it is there. */
async function keepPage(cache) {
  if (await cache.match(base)) return true;
  const response = await fetch(base, { cache: "no-cache" });
  const text = await response.text();
  if (!response.ok || !text.includes(self.kept.script)) return false;
  await cache.put(base, new Response(text, { headers: response.headers })); // a redirected response could not be used
  return true;
}

async function hashOf(response) {
  const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** If the browser can, let it do without this script what the listener for "fetch" does. */
async function addShortcuts(event) {
  await event.addRoutes([
    { condition: { urlPattern: new URLPattern(`${base}assets/*`) }, source: "cache" },
    { condition: { requestMode: "navigate" }, source: "race-network-and-fetch-handler" },
  ]);
}

const isPage = (url) => [base, `${base}index.html`].includes(url.split(/[?#]/)[0]);

async function serveAsset(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

async function servePage(request) {
  const kept = await findPage();
  if (!kept) return fetch(request);
  try {
    const response = await Promise.race([fetch(request), patience()]);
    return response.status >= 500 ? kept : response;
  } catch {
    return kept;
  }
}

/** Find the page of this version or, until this one is kept whole, of an older one. */
async function findPage() {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  for (const name of [NAME, ...others]) {
    const page = await (await caches.open(name)).match(base);
    if (page) return page;
  }
}

async function patience() {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE));
  throw new Error("the network is too slow");
}
