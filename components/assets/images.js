// A button inside a chart's <figure> with data-image="png" or "svg" saves the chart with its title, subtitle, break note and
// source: 1280 by 720 (taller where the chart is) at twice the resolution, named after metric and group. Nothing leaves the browser.
(() => {
  const WIDTH = 960, HEIGHT = 540, LARGER = 4 / 3; // drawn smaller and enlarged, so that letters are read from afar
  const LEFT = 24, INK = "#0b0c0c", SOFT = "#484949";
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const lines = (text, length) => {
    const made = [];
    for (const word of text.split(/\s+/).filter(Boolean)) {
      const last = made[made.length - 1];
      if (last === undefined || last.length + word.length + 1 > length) made.push(word);
      else made[made.length - 1] = `${last} ${word}`;
    }
    return made;
  };

  function picture(figure, plot) {
    const said = (name) => figure.querySelector(`.chart-${name}`)?.textContent ?? "";
    const title = lines(said("title"), 72), subtitle = lines(said("subtitle"), 118), note = lines(said("note"), 140);
    const source = (plot.layout.annotations ?? []).filter((one) => one.name === "source");
    const above = 40 + 28 * title.length + 20 * subtitle.length, below = 64 + 17 * note.length + 20 * source.length;
    const own = plot.layout.margin ?? {};
    const inner = plot.clientHeight - (own.t ?? 12) - (own.b ?? 52);
    // a chart of rows keeps the height of its rows; any other fills the picture
    const rows = plot.layout.yaxis?.visible === false;
    const height = rows ? Math.max(HEIGHT, above + inner + below) : HEIGHT;
    const named = plot.data.filter((trace) => trace.name).length > 1;
    const layout = {
      ...plot.layout, width: WIDTH, height, autosize: false,
      margin: { l: rows ? LEFT : 72, r: rows ? LEFT : 48, t: above + (named ? 26 : 0), b: rows ? height - above - inner : below },
      showlegend: named,
      legend: { orientation: "h", x: 0, xref: "paper", y: 1, yanchor: "bottom", itemsizing: "trace" },
      title: {
        text: `<b>${title.map(escaped).join("<br>")}</b><br>`
          + `<span style="font-size:15px;color:${SOFT}">${subtitle.map(escaped).join("<br>")}</span>`,
        x: LEFT / WIDTH, xanchor: "left", y: 1 - 36 / height, yanchor: "top", automargin: false, font: { size: 22, color: INK },
      },
      annotations: [
        ...(plot.layout.annotations ?? []).filter((one) => one.name !== "source"),
        ...[...note, ...source.map((one) => one.text)].map((text, place, all) => ({
          text: place < note.length ? escaped(text) : text,
          xref: "paper", x: 0, xshift: (rows ? LEFT : 72) * -1 + LEFT, xanchor: "left", align: "left", showarrow: false,
          yref: "paper", y: 0, yanchor: "bottom", yshift: 14 + 18 * (all.length - 1 - place) - (rows ? height - above - inner : below),
          font: { size: 13, color: SOFT },
        })),
      ],
    };
    const data = plot.data.map((trace) => ({ ...trace, showlegend: Boolean(trace.name) }));
    return { figure: { data, layout }, height };
  }

  const download = (href, name) => Object.assign(document.createElement("a"), { href, download: name }).click();

  // A slide comes with its picture: an SVG that is saved as it is, or drawn at twice its size.
  async function slide({ picture: address, image: format, name }) {
    if (format === "svg") return download(address, `${name}.svg`);
    const drawn = Object.assign(new Image(), { src: address });
    await drawn.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 2 * drawn.width, height: 2 * drawn.height });
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      const made = URL.createObjectURL(blob);
      download(made, `${name}.png`);
      setTimeout(() => URL.revokeObjectURL(made), 60000);
    });
  }

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-image]");
    if (button && button.dataset.picture) return slide(button.dataset);
    const figure = button && button.closest("figure");
    const plot = figure && figure.querySelector(".js-plotly-plot");
    if (!plot || !window.Plotly) return;
    const made = picture(figure, plot);
    const size = { width: WIDTH, height: made.height };
    const format = button.dataset.image;
    await window.Plotly.downloadImage(made.figure, {
      format, ...size, scale: format === "png" ? 2 * LARGER : LARGER, filename: figure.dataset.name || "chart",
    });
  });

  // On paper a chart is as wide as its column: its drawing is scaled, for there is no time to draw it anew.
  const drawings = () => document.querySelectorAll(".js-plotly-plot .main-svg");
  addEventListener("beforeprint", () => {
    for (const one of drawings()) {
      const width = one.getAttribute("width"), height = one.getAttribute("height");
      one.setAttribute("viewBox", `0 0 ${width} ${height}`);
      one.closest("figure")?.style.setProperty("--shape", `${width} / ${height}`);
    }
  });
  addEventListener("afterprint", () => {
    for (const one of drawings()) one.removeAttribute("viewBox");
  });
})();
