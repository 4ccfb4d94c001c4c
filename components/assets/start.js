// Plotly and Dash's scripts, which wait in a template, come when the page was painted: run before, they would keep its first
// picture back.
(() => {
  const later = [...document.getElementById("later").content.children];
  let begun = false;

  // An element made here runs what it holds; those with an address in their order, the one without behind the last of them.
  function added(script) {
    const made = document.createElement("script");
    if (script.src) Object.assign(made, { src: script.src, async: false });
    else made.textContent = script.textContent;
    return document.body.appendChild(made);
  }

  function begin() {
    if (begun) return;
    begun = true;
    window.charts.draw();
    const renderer = later.pop();
    const scripts = later.map(added);
    scripts.at(-1).addEventListener("load", () => added(renderer));
  }

  painted(begin);
  setTimeout(begin, 1000); // a page in the background is not painted
})();
