const PERIOD = 1500;

const inbox = document.getElementById("inbox");
const live = document.getElementById("live");
const time = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
let shown = ids(inbox);

function ids(part) {
  return [...part.querySelectorAll("li[data-id]")].map((item) => item.dataset.id);
}

function localTimes() {
  for (const element of inbox.querySelectorAll("time")) {
    element.textContent = time.format(new Date(element.dateTime));
  }
}

function say(text, away) {
  if (live.textContent !== text) {
    live.textContent = text;
  }
  live.classList.toggle("away", away);
  live.hidden = false;
}

async function get(path) {
  const answer = await fetch(path, { cache: "no-store" });
  if (!answer.ok) {
    throw new Error(`${path} answered ${answer.status}`);
  }
  return answer;
}

/** The page is written by the server only: when the list has changed, its new form is taken from there. */
async function refresh() {
  const messages = await (await get("/dev/inbox/messages")).json();
  if (messages.map((message) => message.id).join() === shown.join()) {
    return;
  }
  const page = new DOMParser().parseFromString(await (await get("/dev/inbox")).text(), "text/html");
  const fresh = page.getElementById("inbox");
  for (const item of fresh.querySelectorAll("li[data-id]")) {
    item.classList.toggle("new", !shown.includes(item.dataset.id));
  }
  inbox.replaceChildren(...fresh.childNodes);
  shown = ids(inbox);
  localTimes();
}

async function tick() {
  if (document.visibilityState === "visible") {
    try {
      await refresh();
      say("Live", false);
    } catch {
      say("The service does not answer. Trying again…", true);
    }
  }
  setTimeout(tick, PERIOD);
}

localTimes();
tick();
