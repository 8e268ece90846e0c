/** Has a challenge solved beside the page, so that nothing freezes, then sends the form again with the solution. */
customElements.define(
  "proof-of-work",
  class extends HTMLElement {
    connectedCallback() {
      const status = this.querySelector("[role=status]");
      const form = this.closest("form");
      const button = form.querySelector("button[type=submit]");
      button.setAttribute("aria-busy", "true");
      button.setAttribute("aria-disabled", "true");
      status.append(` ${this.dataset.working}`);
      this.worker = new Worker(new URL("./solver.js", import.meta.url), { type: "module" });
      const { salt, challenge, most } = this.dataset;
      this.worker.postMessage({ salt, challenge, most: Number(most) });
      this.worker.addEventListener("message", (event) => {
        button.removeAttribute("aria-busy");
        button.removeAttribute("aria-disabled");
        if (event.data.number === null) {
          status.textContent = this.dataset.failed;
          return;
        }
        this.hand(form, event.data);
        form.requestSubmit();
      });
    }

    disconnectedCallback() {
      this.worker.terminate();
    }

    hand(form, { number, took }) {
      const solution = {
        algorithm: this.dataset.algorithm,
        challenge: this.dataset.challenge,
        number,
        salt: this.dataset.salt,
        signature: this.dataset.signature,
        took,
      };
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = "challenge";
      field.value = btoa(JSON.stringify(solution));
      form.append(field);
    }
  },
);
