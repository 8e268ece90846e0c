import { renew } from "./renew.js";
import { follow, send } from "./visit.js";

/** Renews the sign-in at once and goes back; where it is over, the form leads to where one signs in. */
customElements.define(
  "sign-in-again",
  class extends HTMLElement {
    async connectedCallback() {
      const form = this.querySelector("form");
      let renewed;
      try {
        renewed = await renew();
      } catch {
        // The network is away; the button is there for when it is back.
        return;
      }
      if (!this.isConnected) {
        return;
      }
      if (renewed) {
        follow(form.elements.back.value);
      } else {
        send(form);
      }
    }
  },
);
