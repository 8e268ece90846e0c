import { clock, follow } from "./visit.js";

/** A QR code that runs out: counts how long it is good, then offers a new one. */
customElements.define(
  "scan-code",
  class extends HTMLElement {
    connectedCallback() {
      this.end = Date.now() + Number(this.dataset.seconds) * 1000;
      this.tick();
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
    }

    tick() {
      const place = this.querySelector("[data-text=expires]");
      const left = Math.ceil((this.end - Date.now()) / 1000);
      if (left > 0) {
        place.textContent = this.dataset.expires.replace("{0}", clock(left));
        this.timer = setTimeout(() => this.tick(), 500);
        return;
      }
      this.querySelector(".qr").classList.add("gone");
      place.textContent = this.dataset.expired;
      const fresh = document.createElement("button");
      fresh.type = "button";
      fresh.className = "plain";
      fresh.textContent = this.dataset.new;
      fresh.addEventListener("click", () => follow(location.href));
      this.querySelector("open-app")?.remove();
      this.append(fresh);
    }
  },
);
