import { localize } from "./local-time.js";
import { renew } from "./renew.js";
import { follow } from "./visit.js";

const ASK_AGAIN = 15000;

/**
 * Shows which phones are registered, as they come and go: by one stream of events for all credentials of the page, or by
 * asking where events do not get through. A page that nobody looks at asks for nothing, and keeps no connection.
 */
customElements.define(
  "live-devices",
  class extends HTMLElement {
    connectedCallback() {
      this.look = () => (document.hidden ? this.rest() : this.open());
      document.addEventListener("visibilitychange", this.look);
      this.look();
    }

    disconnectedCallback() {
      document.removeEventListener("visibilitychange", this.look);
      this.rest();
    }

    open() {
      this.rest();
      this.events = new EventSource(this.dataset.src);
      this.events.addEventListener("state", (event) => this.show(JSON.parse(event.data)));
      // A newer page of the same person has the connection: this one asks.
      this.events.addEventListener("full", () => {
        this.rest();
        this.ask();
      });
      this.events.addEventListener("error", () => {
        if (this.events?.readyState === EventSource.CLOSED) {
          this.ask();
        }
      });
    }

    rest() {
      this.events?.close();
      this.events = null;
      clearTimeout(this.timer);
    }

    async ask() {
      try {
        const answer = await fetch(this.dataset.src, { headers: { Accept: "application/json" }, cache: "no-store" });
        if (answer.status === 204) {
          // Who is not signed in any more is told so by the next thing they do, not in the middle of reading.
          if ((await renew()) && this.isConnected && !document.hidden) {
            this.open();
          }
          return;
        }
        if (answer.ok) {
          this.show(await answer.json());
        }
      } catch {
        // The network is away; the next try tells.
      }
      if (this.isConnected && !document.hidden) {
        this.timer = setTimeout(() => this.ask(), ASK_AGAIN);
      }
    }

    show({ credentials }) {
      const cards = [...this.querySelectorAll("[data-credential]")];
      const same = (card, live) => card.dataset.credential === live.id && card.dataset.status === live.status;
      if (cards.length !== credentials.length || !credentials.every((live) => cards.some((card) => same(card, live)))) {
        follow(location.href);
        return;
      }
      for (const live of credentials) {
        this.fill(
          cards.find((card) => same(card, live)),
          live,
        );
      }
    }

    fill(card, live) {
      say(card, "sync", live.syncText);
      say(card, "registered", live.text);
      card.querySelector(".live")?.classList.toggle("there", live.registered && !live.away);
      const seen = card.querySelector(".seen");
      const list = card.querySelector(".devices");
      if (!seen || !list) {
        return;
      }
      const time = seen.querySelector("time");
      seen.hidden = live.registered || (!time && live.lastSeen !== null);
      if (time && live.lastSeen && time.dateTime !== live.lastSeen) {
        time.dateTime = live.lastSeen;
        localize(seen.querySelector("local-time"));
      }
      this.list(list, card.querySelector("template"), live.devices);
    }

    list(list, blank, devices) {
      for (const gone of [...list.children].filter((item) => devices.every((device) => device.id !== item.dataset.device))) {
        if (gone.contains(document.activeElement)) {
          document.querySelector("main").focus({ preventScroll: true });
        }
        gone.remove();
      }
      for (const device of devices) {
        let item = [...list.children].find((known) => known.dataset.device === device.id);
        if (!item) {
          item = document.importNode(blank.content, true).querySelector("li");
          item.dataset.device = device.id;
          item.querySelector("form").action = item.querySelector("form").getAttribute("action").replace("DEVICE", device.id);
          item.querySelector("[data-text=name]").id = `device-${device.id}`;
          item.querySelector("button").setAttribute("aria-describedby", `device-${device.id}`);
          list.append(item);
        }
        say(item, "name", device.name);
        say(item, "expires", device.expiresText);
      }
      list.hidden = devices.length === 0;
    }
  },
);

function say(part, name, text) {
  const place = part.querySelector(`[data-text=${name}]`);
  if (place && place.textContent !== text) {
    place.textContent = text;
  }
}
