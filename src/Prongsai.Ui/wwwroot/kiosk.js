// <form data-kiosk>: a screen at a counter. Empties itself after fifteen seconds without a touch. What cannot be sent now is kept on the device,
// in no order, and sent when the line is back; every form has a number, so none counts twice. What is refused then is kept too and told to the
// officer. Put aside once, the page opens without a line (kiosk-worker.js), where the browser allows that: over https, or on the machine itself.
"use strict";
(() => {
  const form = document.querySelector("form[data-kiosk]");
  if (!form) {
    // Closed: what was put aside would still ask, and answers nobody takes any more must not lie about on the device.
    window.caches?.delete("prongsai-kiosk");
    const note = document.querySelector("[data-closed]");
    const names = note ? ["prongsai-kiosk ", "prongsai-kiosk-refused "].map(name => name + new URL(note.dataset.closed, location.href)) : [];
    const left = names.reduce((sum, name) => sum + JSON.parse(localStorage.getItem(name) || "[]").length, 0);
    names.forEach(name => localStorage.removeItem(name));
    if (left > 0) note.textContent = `คำตอบที่ส่งไม่ทันก่อนปิด ${left} ชุด ลบออกจากเครื่องนี้แล้ว`;
    return;
  }
  const said = document.getElementById("kiosk-said");
  const wrong = document.getElementById("kiosk-wrong");
  const shelf = document.getElementById("kiosk-shelf");
  const waiting = "prongsai-kiosk " + form.action, refused = "prongsai-kiosk-refused " + form.action;
  const read = name => JSON.parse(localStorage.getItem(name) || "[]");
  const write = (name, list) => localStorage.setItem(name, JSON.stringify(list.sort(() => Math.random() - 0.5)));
  const number = () => [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, "0")).join("");
  const send = body => fetch(form.action, { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body });
  let idle, busy = false;

  // What the page of an ordinary form says is wrong, said here: this screen must stay this screen.
  const reasons = html => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const found = [...page.querySelectorAll(".errors li")].map(li => li.textContent.trim());
    return found.length > 0 ? [...new Set(found)].join(" ") : "ระบบไม่รับคำตอบนี้";
  };

  // As SlipCode reads it: two groups of five, the last sign of which tells a slip of the pen. What is wrong, in words; null when nothing is.
  function mistakeIn(typed) {
    const signs = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", words = JSON.parse(form.dataset.mistyped);
    const groups = typed.toUpperCase().split(/[ \-\u00a0–\t]+/).filter(group => group !== ""), bare = groups.join("");
    const say = (fault, group = 0, place = 0, sign = "", count = 0) =>
      words[fault].replace("{group}", group === 1 ? "แรก" : "หลัง").replace("{place}", place).replace("{sign}", () => sign).replace("{count}", count);
    if (/[\u0e00-\u0e7f]/.test(bare)) return say("ThaiLetters");
    const strange = [...bare.slice(0, 10)].findIndex(c => !signs.includes(c));
    if (strange >= 0) return say("StrangeSign", Math.floor(strange / 5) + 1, strange % 5 + 1, bare[strange]);
    if (bare.length === 10) {
      const check = signs[[...bare.slice(0, 9)].reduce((sum, c, i) => sum + (i + 2) * signs.indexOf(c), 0) % signs.length];
      return check === bare[9] ? null : say("Check", 0, 0, bare[9]);
    }
    const wrong = groups.length === 2 ? groups.findIndex(group => group.length !== 5) : -1;
    return wrong < 0 ? say("Length", 0, 0, "", bare.length) : say("GroupLength", wrong + 1, 0, "", groups[wrong].length);
  }

  function wake() {
    clearTimeout(idle);
    idle = setTimeout(fresh, 15000);
  }

  function fresh() {
    form.reset();
    form.elements.token.value = number();
    said.textContent = wrong.textContent = "";
    shelf.open = false;
    scrollTo(0, 0);
  }

  function refuse(text, input) {
    wrong.textContent = text;
    said.textContent = "";
    wrong.scrollIntoView({ block: "nearest" });
    input?.focus();
    wake();
  }

  // Only how many and why: nobody at the counter sees an answer or a code.
  function tell() {
    const [later, never] = [read(waiting), read(refused)];
    shelf.hidden = later.length + never.length === 0;
    shelf.querySelector("summary").textContent = `สำหรับเจ้าหน้าที่ รอส่ง ${later.length} ส่งไม่ได้ ${never.length}`;
    const counts = new Map();
    never.forEach(({ why }) => counts.set(why, (counts.get(why) || 0) + 1));
    shelf.querySelector("ul").replaceChildren(...[...counts].map(([why, count]) => Object.assign(document.createElement("li"), { textContent: `${count} ชุด: ${why}` })));
    shelf.querySelectorAll("button").forEach(button => button.hidden = never.length === 0);
  }

  async function deliver() {
    if (busy) return;
    busy = true;
    try {
      for (const body of read(waiting)) {
        const answer = await send(body);
        // A server in trouble or a crowd is asked again; anything else is its last word.
        if (answer.status === 429 || answer.status >= 500) break;
        if (!answer.ok) write(refused, [...read(refused), { body, why: reasons(await answer.text()) }]);
        write(waiting, read(waiting).filter(other => other !== body));
      }
    } catch {
      // No line. The next round tries again.
    }
    busy = false;
    tell();
  }

  form.addEventListener("submit", async event => {
    event.preventDefault();
    const code = form.elements.code;
    const mistake = code && code.value.trim() !== "" ? mistakeIn(code.value) : null;
    if (mistake !== null) {
      refuse(mistake, code);
      return;
    }
    const body = new URLSearchParams(new FormData(form)).toString();
    const button = form.querySelector("button");
    let thanks = "ขอบคุณ ได้รับความเห็นแล้ว", answer = null;
    button.disabled = true;
    try {
      answer = await send(body);
    } catch {
      // No line: kept below.
    }
    button.disabled = false;
    if (answer?.status === 400) {
      refuse(reasons(await answer.text()), code);
      return;
    }
    if (!answer?.ok) {
      try {
        write(waiting, [...read(waiting), body]);
        thanks = "ขอบคุณ เก็บความเห็นไว้ในเครื่องนี้แล้ว จะส่งให้เมื่อมีสัญญาณ";
      } catch {
        refuse("ขณะนี้ไม่มีสัญญาณ และเครื่องนี้เก็บความเห็นไว้ไม่ได้ คำตอบยังอยู่ในหน้านี้ กดส่งอีกครั้ง หรือแจ้งเจ้าหน้าที่");
        return;
      }
    }
    fresh();
    tell();
    said.textContent = thanks;
    wake();
  });
  form.addEventListener("input", wake);
  addEventListener("pointerdown", wake);
  addEventListener("online", deliver);
  shelf.querySelector("[data-again]").addEventListener("click", () => {
    write(waiting, [...read(waiting), ...read(refused).map(r => r.body)]);
    write(refused, []);
    deliver();
  });
  shelf.querySelector("[data-clear]").addEventListener("click", () => {
    if (confirm("ลบคำตอบที่ส่งไม่ได้ออกจากเครื่องนี้ ลบแล้วเอาคืนไม่ได้")) {
      write(refused, []);
      tell();
    }
  });

  // A page from the shelf carries the number of the day it was put there.
  form.elements.token.value = number();
  tell();
  setInterval(deliver, 20000);
  deliver();

  async function putAside() {
    const registration = await navigator.serviceWorker.register(form.dataset.worker, { scope: location.pathname });
    const parts = performance.getEntriesByType("resource").map(entry => entry.name).filter(name => name.startsWith(location.origin + "/") && /\.(css|js|woff2|svg)$|\/theme/.test(new URL(name).pathname));
    const links = [...document.querySelectorAll("link[href], script[src], img[src]")].map(e => e.href || e.src).filter(name => name.startsWith(location.origin + "/"));
    const cache = await caches.open("prongsai-kiosk");
    const wanted = [...new Set([location.origin + location.pathname, ...parts, ...links])];
    await Promise.all(wanted.map(name => cache.add(name)));
    // What an older version was made of is not needed any more.
    await Promise.all((await cache.keys()).filter(kept => !wanted.includes(kept.url) && !kept.url.endsWith("/kiosk")).map(kept => cache.delete(kept)));
    await registration.update();
    document.documentElement.dataset.aside = "yes";
  }
  if ("serviceWorker" in navigator && navigator.onLine) {
    addEventListener("load", () => putAside().catch(() => document.documentElement.dataset.aside = "no"));
  }
})();
