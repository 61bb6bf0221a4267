// Passkeys: asks the browser for a key or for a signature and sends the answer as a form. Loaded only where passkeys are used.
"use strict";
(() => {
  const can = window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON && PublicKeyCredential.parseRequestOptionsFromJSON;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!can) continue;
    form.hidden = false;
    const said = form.querySelector("[data-said]");
    form.addEventListener("submit", async event => {
      event.preventDefault();
      said.textContent = "";
      const button = form.querySelector("button");
      button.disabled = true;
      try {
        const token = form.querySelector("input[name=__RequestVerificationToken]").value;
        const answer = await fetch(form.dataset.options, { method: "POST", headers: { RequestVerificationToken: token } });
        if (!answer.ok || answer.redirected) throw new Error();
        const options = await answer.json();
        const credential = form.dataset.passkey === "create"
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
        form.elements.credential.value = JSON.stringify(credential);
        form.submit();
      } catch (trouble) {
        button.disabled = false;
        said.textContent = trouble.name === "NotAllowedError" ? "ยกเลิกแล้ว หรือเครื่องนี้ไม่มีพาสคีย์ของระบบนี้"
          : trouble.name === "InvalidStateError" ? "เครื่องนี้มีพาสคีย์ของบัญชีนี้แล้ว"
          : "ใช้พาสคีย์ไม่สำเร็จ ลองอีกครั้ง หรือใช้รหัสผ่าน";
      }
    });
  }
})();
