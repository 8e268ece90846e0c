// Where each vendor keeps the script of its widget, and what it calls itself there. The content policy of the pages lets in
// the one that is configured.
const VENDORS = {
  hcaptcha: { script: "https://js.hcaptcha.com/1/api.js?render=explicit", name: "hcaptcha" },
  turnstile: { script: "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit", name: "turnstile" },
};

// Scripts that are on their way or there, by their addresses.
const loading = new Map();

function load(address) {
  if (!loading.has(address)) {
    loading.set(
      address,
      new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = done;
        script.onerror = () => {
          loading.delete(address);
          failed(new Error(address));
        };
        document.head.append(script);
      }),
    );
  }
  return loading.get(address);
}

/** Shows the captcha that the operator chose; once it is solved the form around it is sent again with the answer. */
customElements.define(
  "human-check",
  class extends HTMLElement {
    async connectedCallback() {
      this.form = this.closest("form");
      this.place = document.createElement("div");
      this.append(this.place);
      const vendor = VENDORS[this.dataset.kind];
      try {
        await load(vendor.script);
        if (!this.isConnected) {
          return;
        }
        const dark = matchMedia("(prefers-color-scheme: dark)").matches;
        window[vendor.name].render(this.place, {
          sitekey: this.dataset.site,
          theme: dark ? "dark" : "light",
          hl: document.documentElement.lang,
          language: document.documentElement.lang,
          callback: (answer) => this.hand(answer),
          "error-callback": () => this.fail(),
        });
      } catch (fault) {
        console.warn(`the captcha cannot be shown: ${fault}`);
        this.fail();
      }
    }

    hand(answer) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = "challenge";
      field.value = answer;
      this.form.append(field);
      this.form.requestSubmit();
    }

    fail() {
      this.querySelector("[role=status]").textContent = this.dataset.failed;
    }
  },
);
