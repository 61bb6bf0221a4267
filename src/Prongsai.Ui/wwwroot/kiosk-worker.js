// Lets the screen at a counter be opened again while there is no line. Whenever the network answers, the network is what is shown; only when it
// does not, what the page itself put aside (kiosk.js). Nothing is stored here, and nothing but that page and what it is made of is touched.
"use strict";
addEventListener("install", () => skipWaiting());
addEventListener("activate", event => event.waitUntil(clients.claim()));
addEventListener("fetch", event => {
  const { request } = event;
  if (request.method !== "GET") return;
  const kept = () => caches.match(request.url, { ignoreVary: true });
  const late = new Promise((_, refuse) => setTimeout(refuse, 6000, new Error("late")));
  event.respondWith((async () => {
    try {
      const answer = await Promise.race([fetch(request), late]);
      return answer.status >= 500 ? await kept() ?? answer : answer;
    } catch {
      return await kept() ?? Response.error();
    }
  })());
});
