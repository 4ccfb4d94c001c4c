// The lists that open and fold, by name; each knows how it was made, and stays as its reader left it where it is made so again.
function folds(made) {
  const found = new Map();
  for (const fold of document.querySelectorAll("main details")) {
    if (made) fold.made = fold.open;
    const name = (fold.firstElementChild?.querySelector("b") || fold.firstElementChild)?.textContent;
    if (!found.has(name)) found.set(name, fold);
  }
  return found;
}
folds(true);

// The page that an address leads to takes the place of the one before: its title and content, and focus on its heading for those
// who do not see the change. A reader of a form stays at the field that was changed, for the fields are new ones.
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  page: {
    path: location.pathname,
    asked: location.pathname + location.search,

    // Dash is ready; the first page came with its document.
    live() {
      window.dash_clientside.page.ready = true;
    },

    // The answer for an address is shown, if no other was asked for since.
    came({ inputs: [{ value: address }] }, { page: { data } }) {
      const page = window.dash_clientside.page;
      if (address === page.asked) page.show(data);
    },

    // A page in the place of the one before; who reads a form stays at their field.
    show(made) {
      const page = window.dash_clientside.page;
      const moved = page.path !== location.pathname;
      const left = moved ? new Map() : folds();
      page.path = location.pathname;
      const { title, ...contents } = made;
      document.title = title;
      window.charts.put(contents);
      for (const [name, fold] of folds(true)) {
        const before = left.get(name);
        if (before && before.made === fold.made) fold.open = before.open;
      }
      const field = !moved && page.field;
      page.field = null;
      compare(page.newest);
      const kept = field && document.getElementById(field);
      if (kept) {
        for (let fold = kept; (fold = fold.parentElement.closest("details")); ) fold.open = true;
        kept.focus();
      } else if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
      else document.getElementById("heading")?.focus({ preventScroll: true });
    },

    // To an address without a reload, once Dash is ready; whether there was anywhere to go.
    go(address) {
      const page = window.dash_clientside.page;
      if (!address || address === location.pathname + location.search) return false;
      if (page.ready) {
        history.pushState({}, "", address);
        page.ask();
      } else location.assign(address);
      return true;
    },

    // For the page of the address, if it is not the one that was asked for last.
    ask() {
      const page = window.dash_clientside.page;
      const address = location.pathname + location.search;
      if (address === page.asked) return;
      page.asked = address;
      window.dash_clientside.set_props("address", { data: address });
    },

    // To the address of what a form asks for; fields left empty are left out.
    // The form may have been made anew before its query is read: a form that is out of the page still knows what was chosen.
    send(form) {
      const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
      window.dash_clientside.page.go(new URL(form.action).pathname + (query ? `?${query}` : ""));
    },
  },
});
addEventListener("popstate", () => window.dash_clientside.page.ask());

// A link to a page of the site leads there without a reload.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-page]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.hash && link.pathname + link.search === location.pathname + location.search) return; // a place on this page
  event.preventDefault();
  window.dash_clientside.page.go(link.getAttribute("href"));
  scrollTo(0, 0);
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
  window.dash_clientside.page.send(form);
});
document.addEventListener("submit", (event) => {
  const focused = document.activeElement;
  window.dash_clientside.page.field = event.target.contains(focused) ? focused.id : null;
}, true);
document.addEventListener("click", (event) => {
  if (event.target.closest("#reload")) location.reload();
});
