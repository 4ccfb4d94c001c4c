// Parts of a page that come as HTML (`data-still`, components/still.py) fill their element as soon as it is there or changes;
// charts that can wait (`data-later`) are drawn one by one, from the top, when the browser has time.
(() => {
  const named = (fold) => (fold.firstElementChild?.querySelector("b") || fold.firstElementChild)?.textContent;

  function fill(part) {
    const before = new Map([...part.querySelectorAll("details")].map((fold) => [named(fold), fold]));
    part.innerHTML = part.dataset.still;
    part.removeAttribute("data-still"); // the text is long, and now stands in the page
    for (const fold of part.querySelectorAll("details")) {
      fold.made = fold.open;
      const left = before.get(named(fold)); // a list stays open or folded as its reader left it
      if (left && left.made === fold.made) fold.open = left.open;
    }
  }

  let drawing = false;
  const idle = window.requestIdleCallback || ((run) => setTimeout(run, 50)); // Safari has none

  function drawNext() {
    const part = document.querySelector("[data-later]");
    drawing = Boolean(part);
    if (!part) return;
    const chart = JSON.parse(part.dataset.later);
    part.removeAttribute("data-later");
    window.dash_clientside.set_props(part.id, { children: chart });
    idle(drawNext, { timeout: 1000 });
  }

  new MutationObserver((changes) => {
    let waiting = false;
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes" && target.dataset.later !== undefined) waiting = true;
      if (type === "attributes" && target.dataset.still !== undefined) fill(target);
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.dataset.still !== undefined) fill(node);
        for (const part of node.querySelectorAll("[data-still]")) fill(part);
        if (node.dataset.later !== undefined || node.querySelector("[data-later]")) waiting = true;
      }
    }
    if (waiting && !drawing) {
      drawing = true;
      idle(drawNext, { timeout: 1000 });
    }
  }).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["data-still", "data-later"] });

  // A link to a page of the site leads there without a reload.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[data-page]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.hash && link.pathname + link.search === location.pathname + location.search) return; // a place on this page
    event.preventDefault();
    window.dash_clientside.page.go(link.getAttribute("href"));
    scrollTo(0, 0);
  });
})();
