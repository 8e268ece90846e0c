// Fetches pages of this service and puts their content into the place of the one that is shown.
// A timer of a browser bears no more than 31 bits of milliseconds.
const LONGEST_TIMER = 2 ** 31 - 1;

let running = null;
let shown = location.pathname + location.search;

const words = document.body.dataset;

/** Sends a form once, however often it is clicked. */
export async function send(form, submitter) {
  if (form.dataset.sending) {
    return;
  }
  form.dataset.sending = "true";
  const button = submitter ?? form.querySelector("button[type=submit], button:not([type])");
  const data = new URLSearchParams(new FormData(form));
  if (submitter?.name) {
    data.append(submitter.name, submitter.value);
  }
  const calm = busy(button, form.dataset.busy);
  try {
    await visit(form.action, { method: "POST", body: data });
  } catch (fault) {
    complain(fault, () => form.isConnected && send(form, submitter));
  } finally {
    delete form.dataset.sending;
    calm();
  }
}

/** Whether no page is on its way. */
export function idle() {
  return running === null;
}

/** Whether the address names another page than the one that is shown, not only another place on it. */
export function elsewhere() {
  return location.pathname + location.search !== shown;
}

/** Goes to a page. */
export async function follow(address, { back = false } = {}) {
  try {
    await visit(address, { method: "GET" }, back);
  } catch (fault) {
    complain(fault, () => follow(address, { back }));
  }
}

async function visit(address, request, back = false) {
  running?.abort();
  const own = (running = new AbortController());
  const from = location.pathname;
  try {
    const answer = await fetch(address, {
      ...request,
      headers: { Accept: "text/html" },
      credentials: "same-origin",
      cache: "no-store",
      signal: own.signal,
    });
    const type = answer.headers.get("Content-Type") ?? "";
    if (!type.startsWith("text/html")) {
      throw new TypeError(`${answer.status} ${type}`);
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (own.signal.aborted) {
      return;
    }
    if (page.body.dataset.assets !== words.assets && answer.ok && request.method === "GET") {
      location.assign(answer.url);
      return;
    }
    if (!back && answer.redirected && new URL(answer.url).pathname !== from) {
      leaveBehind(from);
      history.pushState(null, "", answer.url);
    } else if (!back && request.method === "GET" && answer.url !== location.href) {
      history.pushState(null, "", answer.url);
    } else if (back && answer.redirected) {
      history.replaceState(null, "", answer.url);
    }
    shown = location.pathname + location.search;
    replace(page);
  } finally {
    if (running === own) {
      running = null;
    }
  }
}

/** Going back from the code leads to the number, though whoever enters anew is led to the code. */
function leaveBehind(path) {
  if (path === "/onboarding") {
    history.replaceState(null, "", "/onboarding/number");
  }
}

function replace(page) {
  const main = document.querySelector("main");
  const fresh = document.importNode(page.querySelector("main"), true);
  document.title = page.title;
  main.replaceWith(fresh);
  for (const frame of ["header.top", "footer.foot"]) {
    document.querySelector(frame).replaceWith(document.importNode(page.querySelector(frame), true));
  }
  const samePage = main.dataset.page === fresh.dataset.page;
  show(fresh);
  const place = fresh.querySelector("[aria-invalid=true]") ?? fresh.querySelector("[autofocus]");
  if (place) {
    place.focus();
  } else {
    fresh.focus({ preventScroll: samePage });
  }
  if (!samePage) {
    scrollTo(0, 0);
  }
}

/** Tells that a part of the page is new, so that its elements come to life; keeps a form shut while waiting helps, and
 * takes away what is said of a limit that is over. */
export function show(part) {
  dispatchEvent(new CustomEvent("page:shown", { detail: part }));
  for (const form of part.querySelectorAll("form[data-wait]")) {
    const button = form.querySelector("button[type=submit]");
    hold(button, Number(form.dataset.wait));
  }
  for (const notice of part.querySelectorAll("[data-passes]")) {
    setTimeout(() => notice.remove(), Math.min(Number(notice.dataset.passes) * 1000, LONGEST_TIMER));
  }
}

/** Disables a button for some seconds and counts them on it. */
export function hold(button, seconds) {
  const text = button.textContent;
  const end = Date.now() + seconds * 1000;
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    if (!button.isConnected) {
      return;
    }
    if (left <= 0) {
      shut(button, false);
      button.textContent = text;
      return;
    }
    shut(button, true);
    button.textContent = `${text} (${clock(left)})`;
    setTimeout(tick, 250);
  };
  tick();
}

/** Seconds as minutes and seconds, in the digits of the page's language. */
export function clock(seconds) {
  const number = new Intl.NumberFormat(document.documentElement.lang, { minimumIntegerDigits: 2, useGrouping: false });
  const minutes = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: false });
  return `${minutes.format(Math.floor(seconds / 60))}:${number.format(seconds % 60)}`;
}

/** A button that does nothing for a while keeps its focus, and says so to screen readers. */
export function shut(button, closed) {
  if (closed) {
    button.setAttribute("aria-disabled", "true");
  } else {
    button.removeAttribute("aria-disabled");
  }
}

document.addEventListener(
  "click",
  (event) => {
    if (event.target.closest?.("[aria-disabled=true]")) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  },
  true,
);

function busy(button, text) {
  if (!button) {
    return () => {};
  }
  const before = button.textContent;
  button.setAttribute("aria-busy", "true");
  shut(button, true);
  if (text) {
    button.textContent = text;
  }
  return () => {
    button.removeAttribute("aria-busy");
    shut(button, false);
    button.textContent = before;
  };
}

/** Says what keeps the page from going on, and goes on by itself when the network is back. */
function complain(fault, again) {
  if (fault.name === "AbortError") {
    return;
  }
  const offline = navigator.onLine === false || fault instanceof TypeError;
  const main = document.querySelector("main");
  main.querySelector(".notice.away")?.remove();
  const notice = document.createElement("div");
  notice.className = "notice problem away";
  notice.setAttribute("role", "alert");
  const what = document.createElement("p");
  what.className = "what";
  what.textContent = offline ? words.offline : words.failed;
  const retry = document.createElement("button");
  retry.type = "button";
  retry.className = "link";
  retry.textContent = words.again;
  const goOn = () => {
    removeEventListener("online", goOn);
    notice.remove();
    again();
  };
  retry.addEventListener("click", goOn);
  addEventListener("online", goOn);
  notice.append(what, retry);
  (main.querySelector("form") ?? main.lastElementChild).before(notice);
}
