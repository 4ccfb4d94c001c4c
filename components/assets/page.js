// When the content of the page changes: its title, and focus on its heading for those who do not see the change.
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  page: {
    arrive(title) {
      const first = !window.dash_clientside.page.arrived;
      window.dash_clientside.page.arrived = true;
      if (title) document.title = title;
      if (!first && !location.hash) {
        requestAnimationFrame(() => document.getElementById("heading")?.focus({ preventScroll: true }));
      }
    },
  },
});
