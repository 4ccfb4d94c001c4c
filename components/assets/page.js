// When the content of the page changes: its title, and focus on its heading for those who do not see the change.
// A reader of a form stays at the field that was changed: Dash makes its fields anew.
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  page: {
    arrive(title) {
      const page = window.dash_clientside.page;
      const moved = page.path !== undefined && page.path !== location.pathname;
      const first = page.path === undefined;
      page.path = location.pathname;
      if (title) document.title = title;
      if (first) page.begin();
      const field = !moved && page.field;
      page.field = null;
      requestAnimationFrame(() => {
        const kept = field && document.getElementById(field);
        if (kept) {
          for (let fold = kept; (fold = fold.parentElement.closest("details")); ) fold.open = true;
          return kept.focus();
        }
        if (!first && !location.hash) document.getElementById("heading")?.focus({ preventScroll: true });
      });
      if (location.hash) {
        requestAnimationFrame(() => document.getElementById(location.hash.slice(1))?.scrollIntoView());
      }
      requestAnimationFrame(() => compare(page.newest));
    },

    // The page as HTML, which the server sent, goes once the page of the components is there.
    begin() {
      if (document.querySelector("#main h1")) document.getElementById("still")?.remove();
      else requestAnimationFrame(window.dash_clientside.page.begin);
    },

    // A mark of a chart leads to its source, as the row of the table does.
    open() {
      const clicked = window.dash_clientside.callback_context.triggered[0]?.value?.points?.[0]?.customdata;
      if (typeof clicked === "string" && clicked.startsWith("/")) window.dash_clientside.page.go(clicked);
    },

    // To an address without a reload; whether there was anywhere to go.
    go(address) {
      if (!address || address === location.pathname + location.search) return false;
      history.pushState({}, "", address);
      dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
      return true;
    },

    // To the address of what a form asks for; fields left empty are left out.
    // The form may have been made anew before its query is read: a form that is out of the page still knows what was chosen.
    send(form) {
      const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
      window.dash_clientside.page.go(new URL(form.action).pathname + (query ? `?${query}` : ""));
    },
  },
});

// Whether newer figures exist: asked when the page is looked at again and once a minute while it is, never more often.
const EVERY = 60000;
let asked = Date.now();

function compare(newest) {
  const shown = document.querySelector("#build code")?.textContent;
  const bar = document.getElementById("newer");
  // a page that is pinned to an older version says so itself
  if (bar) bar.hidden = !(shown && newest && newest !== shown) || Boolean(document.querySelector("[data-pinned]"));
}

async function ask() {
  if (document.hidden || Date.now() - asked < EVERY) return;
  asked = Date.now();
  try {
    const answer = await fetch("/version", { cache: "no-store" });
    if (!answer.ok) return;
    window.dash_clientside.page.newest = (await answer.json()).version;
    compare(window.dash_clientside.page.newest);
  } catch {
    // the server is away: the page stays as it is
  }
}
setInterval(ask, EVERY / 4);
addEventListener("focus", ask);
document.addEventListener("visibilitychange", ask);
// A filter that is ticked or chosen holds at once; words are sent with Enter or the button.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-live]");
  if (!form || event.target.type === "search") return;
  window.dash_clientside.page.field = event.target.id;
  setTimeout(() => window.dash_clientside.page.send(form)); // after the checkboxes have taken their new state
});
document.addEventListener("submit", (event) => {
  const focused = document.activeElement;
  window.dash_clientside.page.field = event.target.contains(focused) ? focused.id : null;
}, true);
document.addEventListener("click", (event) => {
  if (event.target.closest("#reload")) location.reload();
});
