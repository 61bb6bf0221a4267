// Pages work without this file; it only makes some of them pleasanter. No build step, no dependency, nothing but our own addresses.
"use strict";
(() => {
  const months = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
  const short = ["มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค"];
  const plain = text => text.replace(/[๐-๙]/g, c => c.charCodeAt(0) - 0x0e50).trim();
  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  // <form data-unsaved>: asks before what was typed would be lost.
  let unsaved = false;
  addEventListener("beforeunload", event => {
    if (unsaved) event.preventDefault();
  });
  function guard(form) {
    form.addEventListener("input", () => unsaved = true);
    form.addEventListener("submit", () => unsaved = false);
  }

  // The three fields of a date: says at once what the server would understand. The server decides.
  function understand(day, month, year) {
    const named = m => {
      const bare = m.replace(/[. ]/g, "");
      return Math.max(months.indexOf(bare), short.indexOf(bare)) + 1;
    };
    const [d, m, y] = [plain(day), plain(month), plain(year)];
    if (!/^\d{1,2}$/.test(d) || !/^(\d{2}|\d{4})$/.test(y)) return null;
    const monthNumber = /^\d{1,2}$/.test(m) ? +m : named(m);
    const buddhist = y.length === 2 ? 2500 + +y : +y;
    if (monthNumber < 1 || monthNumber > 12 || buddhist < 2400 || buddhist > 2700) return null;
    const date = new Date(Date.UTC(buddhist - 543, monthNumber - 1, +d));
    return date.getUTCDate() === +d && date.getUTCMonth() === monthNumber - 1 ? `${+d}\u00a0${months[monthNumber - 1]}\u00a0${buddhist}` : null;
  }
  function echo(fieldset) {
    const inputs = all(fieldset, "input");
    if (inputs.length !== 3) return;
    let said = fieldset.querySelector(".understood");
    if (!said) {
      said = make("p", { className: "hint understood" });
      fieldset.append(said);
    }
    said.setAttribute("aria-live", "polite");
    fieldset.addEventListener("input", () => {
      const words = understand(...inputs.map(i => i.value));
      said.textContent = words ? "อ่านว่า " + words : "";
    });
    // A whole date pasted into one field is spread over the three.
    fieldset.addEventListener("paste", event => {
      const parts = plain(event.clipboardData.getData("text")).match(/^(\d{1,2})[\/\-. ](\d{1,2})[\/\-. ](\d{2}|\d{4})$/);
      if (!parts) return;
      event.preventDefault();
      inputs.forEach((input, i) => input.value = parts[i + 1]);
      fieldset.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  // <form data-live="address" data-live-to="#preview">: shows while typing what the button for a preview would show. Only words are sent.
  function live(form) {
    const target = document.querySelector(form.dataset.liveTo);
    let timer, asked = 0;
    form.addEventListener("input", event => {
      if (!target || event.target.type === "file") return;
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const mine = ++asked;
        const words = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
        try {
          const response = await fetch(new URL(form.dataset.live, location.href), { method: "POST", body: words });
          if (!response.ok || mine !== asked) return;
          target.replaceChildren(...new DOMParser().parseFromString(await response.text(), "text/html").body.childNodes);
          target.hidden = false;
        } catch {
          // The line is broken: the button for a preview is still there, and says so.
        }
      }, 500);
    });
  }

  const place = () => location.pathname + location.search;
  let here = place();

  // Puts the page the server answered in the place of this one.
  function become(html, address) {
    const next = new DOMParser().parseFromString(html, "text/html");
    if (address && address !== location.href) history.pushState(null, "", address);
    here = place();
    document.title = next.title;
    document.body.replaceWith(document.adoptNode(next.body));
    begin(document);
    scrollTo(0, 0);
    document.querySelector(".errors")?.focus();
  }
  // Going back from such a page needs the page that was there; following a link inside the page does not.
  addEventListener("popstate", () => {
    if (place() !== here) location.reload();
  });

  // <form data-upload enctype="multipart/form-data">: shows how much of the files has been sent.
  function upload(form) {
    form.addEventListener("submit", event => {
      const files = all(form, "input[type=file]").flatMap(i => [...i.files]);
      if (files.length === 0) return;
      event.preventDefault();
      const bytes = files.reduce((sum, f) => sum + f.size, 0);
      const label = files.length === 1 ? `กำลังส่ง ${files[0].name}` : `กำลังส่ง ${files.length} ไฟล์`;
      const bar = make("progress", { max: Math.max(bytes, 1), value: 0, ariaLabel: label });
      const words = make("p", { className: "hint" });
      const status = make("div", { className: "upload" });
      status.setAttribute("role", "status");
      status.append(bar, words);
      form.querySelector(".upload")?.remove();
      form.append(status);
      const buttons = all(form, "button");
      const data = new FormData(form, event.submitter);
      buttons.forEach(b => b.disabled = true);
      const mega = n => (n / 1048576).toFixed(1);
      const request = new XMLHttpRequest();
      const failed = () => {
        words.textContent = "ส่งไม่สำเร็จ การเชื่อมต่อขาดหาย ไฟล์ยังอยู่ครบ โปรดกดส่งอีกครั้ง";
        buttons.forEach(b => b.disabled = false);
      };
      request.upload.addEventListener("progress", e => {
        bar.value = Math.min(e.loaded, bytes);
        words.textContent = e.loaded < e.total ? `${label} ส่งแล้ว ${mega(Math.min(e.loaded, bytes))} จาก ${mega(bytes)} MB` : "ส่งครบแล้ว กำลังอ่านไฟล์";
      });
      request.addEventListener("load", () => /html/.test(request.getResponseHeader("content-type") ?? "") ? become(request.responseText, request.responseURL) : location.assign(request.responseURL));
      request.addEventListener("error", failed);
      request.addEventListener("abort", failed);
      request.open("POST", form.action);
      request.send(data);
    });
  }

  // <form data-resumable="address that begins an upload" data-done="page after">: sends each file in pieces and goes on where a broken line
  // left off, also after the page was closed: the address of the upload is remembered by the file's name, size and time.
  function resume(form) {
    form.addEventListener("submit", async event => {
      const inputs = all(form, "input[type=file]");
      const files = inputs.flatMap(i => [...i.files]);
      if (files.length === 0) return;
      event.preventDefault();
      const bar = make("progress", { max: 1, value: 0, ariaLabel: "ความคืบหน้าของการส่งไฟล์" });
      const words = make("p", { className: "hint" });
      const status = make("div", { className: "upload" });
      status.setAttribute("role", "status");
      status.append(bar, words);
      form.querySelector(".upload")?.remove();
      form.append(status);
      const buttons = all(form, "button");
      buttons.forEach(b => b.disabled = true);
      const token = form.querySelector("input[name=__RequestVerificationToken]").value;
      const mega = n => (n / 1048576).toFixed(1);
      const say = async response => {
        try {
          return (await response.json()).message;
        } catch {
          return null;
        }
      };
      const wait = ms => new Promise(done => setTimeout(done, ms));
      async function one(file, place) {
        const key = `upload ${form.dataset.resumable} ${file.name} ${file.size} ${file.lastModified}`;
        let href = localStorage.getItem(key);
        let at = 0;
        let tries = 0;
        for (;;) {
          try {
            if (!href) {
              const data = new FormData(form);
              inputs.forEach(i => data.delete(i.name));
              data.set("name", file.name);
              data.set("size", file.size);
              if (files.length > 1) data.delete("Title");
              const begun = await fetch(form.dataset.resumable, { method: "POST", body: data });
              if (!begun.ok || begun.redirected) throw { final: await say(begun) ?? "เริ่มส่งไม่ได้ โหลดหน้าใหม่แล้วลองอีกครั้ง" };
              href = (await begun.json()).href;
              at = 0;
              localStorage.setItem(key, href);
            } else if (at === 0 || tries > 0) {
              const known = await fetch(href, { method: "HEAD" });
              if (known.status === 404 || known.redirected) {
                localStorage.removeItem(key);
                href = null;
                continue;
              }
              at = +known.headers.get("upload-offset");
            }
            bar.max = file.size;
            bar.value = at;
            words.textContent = `กำลังส่ง ${place} ${file.name} ส่งแล้ว ${mega(at)} จาก ${mega(file.size)} MB`;
            const answer = await fetch(href, { method: "PATCH", body: file.slice(at, at + 1048576), headers: { "Upload-Offset": at, RequestVerificationToken: token, "content-type": "application/offset+octet-stream" } });
            if (answer.status === 409) {
              tries++;
              await wait(500);
              continue;
            }
            if (answer.status === 404) {
              localStorage.removeItem(key);
              href = null;
              continue;
            }
            if (answer.status === 400 || answer.status === 413 || answer.status === 422) {
              localStorage.removeItem(key);
              throw { final: await say(answer) ?? "ระบบไม่รับไฟล์นี้" };
            }
            if (!answer.ok) throw new Error();
            tries = 0;
            at = +(answer.headers.get("upload-offset") ?? file.size);
            if (answer.status === 200) {
              localStorage.removeItem(key);
              bar.value = file.size;
              return;
            }
          } catch (trouble) {
            if (trouble.final) throw trouble;
            if (++tries > 8) throw { final: "การเชื่อมต่อขาดหายนานเกินไป กดส่งอีกครั้ง ระบบจะส่งต่อจากที่ค้าง" };
            words.textContent = `การเชื่อมต่อขาดหาย กำลังลองใหม่ครั้งที่ ${tries} ส่วนที่ส่งแล้วไม่หาย`;
            await wait(Math.min(1000 * 2 ** tries, 30000));
          }
        }
      }
      const problems = [];
      for (const [i, file] of files.entries()) {
        try {
          await one(file, files.length > 1 ? `${i + 1}/${files.length}` : "");
        } catch (trouble) {
          problems.push(`${file.name}: ${trouble.final}`);
        }
      }
      buttons.forEach(b => b.disabled = false);
      inputs.forEach(i => i.value = "");
      if (problems.length > 0) {
        bar.remove();
        words.className = "error";
        words.setAttribute("role", "alert");
        words.textContent = (files.length > problems.length ? `ส่งสำเร็จ ${files.length - problems.length} ไฟล์ ` : "") + problems.join(" ");
      } else if (all(form, "[data-also] input").some(i => i.value.trim() !== "")) form.submit();
      else location.assign(form.dataset.done);
    });
  }

  // [data-job] of a running job: asks again without losing the place. Without script the page does so by meta refresh.
  async function poll(element) {
    const seconds = +element.dataset.job;
    if (!seconds) return;
    await new Promise(done => setTimeout(done, seconds * 1000));
    if (!element.isConnected) return;
    try {
      const response = await fetch(location.href, { headers: { accept: "text/html" } });
      const next = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-job]");
      if (!response.ok || response.redirected || !next) {
        location.assign(response.url);
        return;
      }
      element.innerHTML = next.innerHTML;
      element.dataset.job = next.dataset.job;
    } catch {
      // The connection is gone for the moment; the next round asks again.
    }
    poll(element);
  }

  // <input data-filter="#table">: hides the rows of a short table that do not hold the words typed.
  function filter(input) {
    const table = document.querySelector(input.dataset.filter);
    if (!table) return;
    const said = make("p", { className: "small soft" });
    said.setAttribute("role", "status");
    input.after(said);
    input.closest("[hidden]")?.removeAttribute("hidden");
    input.addEventListener("input", () => {
      const words = plain(input.value).toLowerCase();
      const rows = all(table, "tbody tr");
      rows.forEach(row => row.hidden = words !== "" && !plain(row.textContent).toLowerCase().includes(words));
      said.textContent = words === "" ? "" : `พบ ${rows.filter(r => !r.hidden).length} จาก ${rows.length}`;
    });
  }

  // <nav data-toc hidden>: links to the headings of a long page.
  function contents(nav) {
    const heads = all(document, "main h2").filter(h => !h.classList.contains("sr") && !h.closest("nav, .errors, .note"));
    if (heads.length < 3) return;
    const list = make("ul", { className: "toc" });
    heads.forEach((head, i) => {
      head.id ||= `part-${i + 1}`;
      const item = make("li", {});
      item.append(make("a", { href: "#" + head.id, textContent: head.textContent }));
      list.append(item);
    });
    nav.append(list);
    nav.hidden = false;
  }

  // <button data-copy="text" hidden>
  function copy(button) {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const words = button.textContent;
      button.textContent = "คัดลอกแล้ว";
      setTimeout(() => button.textContent = words, 2000);
    });
  }

  // A code behind the # of a QR code: browsers send that part to nobody, so it is in no log.
  function code(input) {
    if (location.hash.length > 5 && input.value === "") {
      input.value = decodeURIComponent(location.hash.slice(1));
      history.replaceState(null, "", location.pathname);
    }
  }

  function begin(root) {
    unsaved = false;
    all(root, "form[data-unsaved]").forEach(guard);
    all(root, "form[data-live]").forEach(live);
    all(root, "fieldset[data-date]").forEach(echo);
    all(root, "form[data-upload]").forEach(upload);
    all(root, "form[data-resumable]").forEach(resume);
    all(root, "[data-job]").forEach(poll);
    all(root, "input[data-filter]").forEach(filter);
    all(root, "nav[data-toc]").forEach(contents);
    all(root, "button[data-copy]").forEach(copy);
    all(root, "input[data-code]").forEach(code);
  }
  begin(document);
  // A page that came back with mistakes begins with them: readers of screens say what has the focus.
  document.querySelector(".errors")?.focus();
})();
