// When what is in the page now was painted: the frame after next has begun.
function painted(run) {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run)));
}

// An element that holds a figure (`data-chart`, components/still.py) holds its drawing by the server too. When that was painted,
// Plotly draws the figure in its place, with marks that can be pointed at: the first of a page at once, the others one by one, from
// the top, when the browser has time.
(() => {
  const idle = window.requestIdleCallback || ((run) => setTimeout(run, 50)); // Safari has none
  const source = document.getElementById("plotly"); // the script, where the page came with charts; else where to fetch it
  let waiting = false;

  // A chart is as wide as its place, whatever changes that.
  const widths = new ResizeObserver((changes) => {
    for (const { target, contentRect } of changes) {
      if (contentRect.width && Math.round(contentRect.width) !== target._fullLayout?.width) window.Plotly.Plots.resize(target);
    }
  });

  function draw(part) {
    part.figure = part.dataset.chart;
    part.removeAttribute("data-chart");
    part.replaceChildren(); // the server's drawing
    window.Plotly.newPlot(part, JSON.parse(part.figure));
    // a mark leads to its source, as the row of the table does
    part.on("plotly_click", ({ points }) => window.dash_clientside.page.go(points[0]?.customdata));
    widths.observe(part);
  }

  // Whether there was a chart to draw; tables below charts have their turn after them.
  function drawNext() {
    const part = document.querySelector("[data-chart]");
    if (part) draw(part);
    else for (const rows of document.querySelectorAll(".rows")) rows.classList.add("laid");
    return Boolean(part);
  }

  function drawOthers() {
    waiting = drawNext();
    if (waiting) idle(drawOthers, { timeout: 1000 });
  }

  function drawPage() {
    if (!window.Plotly && document.querySelector("[data-chart]")) {
      if (window.bringPlotly) window.bringPlotly();
      else {
        if (document.querySelector("script#fetched")) return; // it is on its way
        const fetched = { id: "fetched", src: source.href, onload: drawPage };
        document.head.append(Object.assign(document.createElement("script"), fetched));
        return;
      }
    }
    if (drawNext() && !waiting) {
      waiting = true;
      idle(drawOthers, { timeout: 1000 });
    }
  }

  window.charts = {
    // Puts other content into parts of the page, by their ids, and draws its charts; one that was there before stays as it was drawn.
    put(contents) {
      for (const [id, written] of Object.entries(contents)) {
        const part = document.getElementById(id);
        const drawn = new Map([...part.querySelectorAll(".js-plotly-plot")].map((one) => [one.figure, one]));
        part.innerHTML = written;
        for (const one of part.querySelectorAll("[data-chart]")) {
          const same = drawn.get(one.dataset.chart);
          if (!same) continue;
          same.id = one.id;
          one.replaceWith(same);
        }
      }
      painted(drawPage);
    },
    draw: drawPage,
  };
})();
