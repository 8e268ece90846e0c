const ASK_AGAIN = 5000;

/**
 * Shows what happens elsewhere: by server-sent events, or by asking every few seconds where events do not get through. The
 * words come from the server.
 */
customElements.define(
  "live-state",
  class extends HTMLElement {
    connectedCallback() {
      this.events = new EventSource(this.dataset.src);
      this.events.addEventListener("state", (event) => this.show(JSON.parse(event.data)));
      this.events.addEventListener("end", () => this.disconnectedCallback());
      this.events.addEventListener("error", () => {
        if (this.events.readyState === EventSource.CLOSED) {
          this.timer = setTimeout(() => this.ask(), ASK_AGAIN);
        }
      });
    }

    disconnectedCallback() {
      this.events.close();
      clearTimeout(this.timer);
    }

    async ask() {
      try {
        const answer = await fetch(this.dataset.src, { headers: { Accept: "application/json" }, cache: "no-store" });
        if (answer.status === 200) {
          this.show(await answer.json());
        } else if (answer.status === 204) {
          return;
        }
      } catch {
        // The network is away; the next try tells.
      }
      this.timer = setTimeout(() => this.ask(), ASK_AGAIN);
    }

    show(state) {
      for (const name of ["delivery", "registered"]) {
        this.say(name, state[`${name}Text`]);
      }
      if (state.delivery) {
        this.querySelector(".delivery")?.setAttribute("data-delivery", state.delivery);
      }
      if ("registered" in state) {
        this.querySelector(".live")?.classList.toggle("there", state.registered);
      }
      const sync = this.querySelector("[data-text=sync]");
      if (sync && state.sync) {
        sync.hidden = state.sync !== sync.dataset.show;
      }
    }

    say(name, text) {
      const place = this.querySelector(`[data-text=${name}]`);
      if (place && text && place.textContent !== text) {
        place.textContent = text;
      }
    }
  },
);
