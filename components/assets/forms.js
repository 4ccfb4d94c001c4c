// Forms that are filters lead to an address without a reload; buttons that copy take the text that they name.
(() => {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.address) return;
    event.preventDefault();
    window.dash_clientside.page.send(form);
  });
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
