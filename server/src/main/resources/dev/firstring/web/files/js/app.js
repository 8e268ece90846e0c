// What every page needs: forms and links that change the page without loading it anew, and the elements that a page holds.
// Without scripts all of it works by plain forms and links; whatever is here only makes it pleasant.
import { elsewhere, follow, send, show } from "./visit.js";

const ELEMENTS = ["phone-number", "code-boxes", "count-down", "live-state", "copy-text", "scan-code", "open-app", "proof-of-work", "human-check", "sign-in-again", "live-devices", "local-time"];
const asked = new Set();

/** Loads the elements that a part of the page holds and that are not there yet. */
export function bring(part) {
  for (const name of ELEMENTS) {
    if (!asked.has(name) && part.querySelector(name)) {
      asked.add(name);
      import(`./${name}.js`);
    }
  }
}

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && event.target.method === "post") {
    event.preventDefault();
    send(event.target, event.submitter);
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (link && plain && !event.defaultPrevented && link.origin === location.origin && !("whole" in link.dataset) && !link.hash) {
    event.preventDefault();
    follow(link.href);
  }
});

// A menu closes when the focus or the pointer goes elsewhere, and with Escape.
for (const kind of ["click", "focusin", "keydown"]) {
  document.addEventListener(kind, (event) => {
    const menu = document.querySelector(".languages[open]");
    if (menu && (kind === "keydown" ? event.key === "Escape" : !menu.contains(event.target))) {
      menu.open = false;
    }
  });
}

addEventListener("popstate", () => elsewhere() && follow(location.href, { back: true }));
addEventListener("page:shown", (event) => bring(event.detail));
show(document.querySelector("main"));
