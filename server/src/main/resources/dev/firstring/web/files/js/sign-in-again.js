import { send } from "./visit.js";

/**
 * Renews the sign-in at once. Of several tabs one at a time does it: a refresh token that comes twice ends the sign-in, and
 * the tab that waited sends the new one.
 */
customElements.define(
  "sign-in-again",
  class extends HTMLElement {
    connectedCallback() {
      const form = this.querySelector("form");
      const renew = () => send(form);
      if (navigator.locks) {
        navigator.locks.request("firstring-sign-in", renew);
      } else {
        renew();
      }
    }
  },
);
