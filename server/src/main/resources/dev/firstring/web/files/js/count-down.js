import { clock, shut } from "./visit.js";

/** Counts the seconds until its form may be sent, as the server told them; then it goes away. */
customElements.define(
  "count-down",
  class extends HTMLElement {
    connectedCallback() {
      this.end = Date.now() + Number(this.dataset.seconds) * 1000;
      this.button = this.closest("form").querySelector("button");
      shut(this.button, true);
      this.tick();
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
    }

    tick() {
      const left = Math.ceil((this.end - Date.now()) / 1000);
      if (left <= 0) {
        shut(this.button, false);
        // What waits longer is announced once nothing else is.
        this.closest(".again")?.querySelector(".later")?.classList.remove("later");
        this.remove();
        return;
      }
      const text = this.dataset.text.replace("{0}", clock(left));
      if (this.textContent !== text) {
        this.textContent = text;
      }
      this.timer = setTimeout(() => this.tick(), 250);
    }
  },
);
