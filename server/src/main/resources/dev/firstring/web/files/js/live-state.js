import { follow, idle } from "./visit.js";

const ASK_AGAIN = 5000;

/**
 * Shows what happens elsewhere: by server-sent events, or by asking every few seconds where events do not get through. The
 * words come from the server. A page whose step is over, because of another tab or of time, goes where its session is.
 */
customElements.define(
  "live-state",
  class extends HTMLElement {
    connectedCallback() {
      this.over = false;
      this.events = new EventSource(this.dataset.src);
      this.events.addEventListener("state", (event) => {
        this.rest();
        this.show(JSON.parse(event.data));
      });
      this.events.addEventListener("end", () => this.leave());
      // A newer page of the same person has the connection: this one asks.
      this.events.addEventListener("full", () => {
        this.events.close();
        this.askLater();
      });
      // The browser tries again by itself, and a proxy may keep events back: meanwhile the page asks.
      this.events.addEventListener("error", () => this.askLater());
      this.askLater();
      this.addEventListener("app:opened", () => this.tick("get"));
    }

    disconnectedCallback() {
      this.events.close();
      this.rest();
      this.over = true;
    }

    rest() {
      clearTimeout(this.timer);
      this.timer = null;
    }

    askLater() {
      if (!this.over) {
        this.timer ??= setTimeout(() => this.ask(), ASK_AGAIN);
      }
    }

    async ask() {
      this.timer = null;
      try {
        const answer = await fetch(this.dataset.src, { headers: { Accept: "application/json" }, cache: "no-store" });
        if (answer.status === 200) {
          this.show(await answer.json());
        } else if (answer.status === 204) {
          this.leave();
        }
      } catch {
        // The network is away; the next try tells.
      }
      this.askLater();
    }

    leave() {
      this.disconnectedCallback();
      if (this.dataset.step && idle()) {
        follow("/onboarding");
      }
    }

    show(state) {
      if (this.dataset.step && state.step && state.step !== this.dataset.step) {
        this.leave();
        return;
      }
      if (state.code) {
        this.showCode(state.code);
      }
      if (state.phone) {
        this.showPhone(state.phone);
      }
    }

    /** A code that has expired, or a message that failed, changes what can be done: the server draws the page anew. */
    showCode(code) {
      if (this.dataset.code && code.state !== this.dataset.code) {
        if (idle()) {
          this.disconnectedCallback();
          follow("/onboarding/code");
        }
        return;
      }
      this.say("delivery", code.deliveryText);
      if (code.delivery) {
        this.querySelector(".delivery")?.setAttribute("data-delivery", code.delivery);
      }
    }

    showPhone(phone) {
      const title = this.querySelector("[data-text=title]");
      document.title = document.title.replace(title.textContent, phone.title);
      this.say("title", phone.title);
      this.say("registered", phone.registeredText);
      this.querySelector(".live").classList.toggle("there", phone.registered);
      const sync = this.querySelector("[data-text=sync]");
      sync.hidden = phone.sync !== sync.dataset.show;
      if (phone.registered) {
        this.tick("get");
        this.tick("open");
      }
      if (phone.called) {
        this.tick("call");
      }
    }

    /** A step that is done stays so: a phone that sleeps has registered all the same. */
    tick(name) {
      const step = this.querySelector(`[data-tick=${name}]`);
      if (!step || step.classList.contains("done")) {
        return;
      }
      step.classList.add("done", "just");
      step.querySelector("[data-done]").hidden = false;
      const steps = [...this.querySelectorAll("[data-tick]")];
      const here = steps.find((other) => !other.classList.contains("done"));
      steps.forEach((other) => other.classList.toggle("here", other === here));
    }

    say(name, text) {
      const place = this.querySelector(`[data-text=${name}]`);
      if (place && text && place.textContent !== text) {
        place.textContent = text;
      }
    }
  },
);
