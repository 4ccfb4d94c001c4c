// The keys of the briefing lead to the addresses that the deck names; print and full screen are the browser's own.
(() => {
  const KEYS = {
    ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "previous", PageUp: "previous",
    Home: "first", End: "last", Escape: "list",
  };
  const fullScreen = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  };
  document.addEventListener("keydown", (event) => {
    const deck = document.querySelector("#deck.showing");
    if (!deck || event.altKey || event.ctrlKey || event.metaKey) return;
    const on = event.target instanceof Element ? event.target : document.body;
    if (on.closest("input, select, textarea")) return;
    if (event.key === " " && on.closest("a, button")) return; // space presses what has the focus
    if (event.key === "f" || event.key === "F") {
      fullScreen();
      return;
    }
    const where = event.key === " " && event.shiftKey ? "previous" : KEYS[event.key];
    if (!where) return;
    event.preventDefault();
    if (window.dash_clientside.page.go(deck.dataset[where])) scrollTo(0, 0);
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button");
    if (button?.dataset.print) window.print();
    if (button?.dataset.fullScreen) fullScreen();
  });
})();
