// Forms that are filters lead to an address without a reload; buttons that copy take the text that they name.
(() => {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.address) return;
    event.preventDefault();
    window.dash_clientside.page.send(form);
  });
  // A folded list of a row of filters lies over the page: it closes with Esc, and when the reader goes elsewhere.
  const close = (but) => {
    for (const one of document.querySelectorAll(".filters .facet[open]")) if (one !== but) one.open = false;
  };
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest?.(".filters .facet[open]");
    if (!open) return;
    close();
    open.querySelector("summary").focus();
  });
  for (const kind of ["click", "focusin"]) {
    document.addEventListener(kind, (event) => close(event.target.closest?.(".filters .facet")));
  }
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-copies]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copies);
    const said = document.getElementById(button.getAttribute("aria-describedby") || "");
    let done = false;
    try {
      await navigator.clipboard.writeText(source.textContent);
      done = true;
    } catch {
      // without a secure connection there is no clipboard: the text is selected, so that the keys of the system copy it
      getSelection().selectAllChildren(source);
    }
    if (said) said.textContent = done ? "Copied." : "Selected: copy it with the keyboard.";
  });
})();
