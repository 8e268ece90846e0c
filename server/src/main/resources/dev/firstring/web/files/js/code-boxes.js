import { digitsOf } from "./digits.js";

const DIGITS = 6;

/** Six boxes that behave as one field. The field itself stays in the form, out of sight, and is what is sent. */
customElements.define(
  "code-boxes",
  class extends HTMLElement {
    connectedCallback() {
      this.field = this.querySelector("input");
      this.form = this.field.form;
      this.build();
      this.boxes[0].focus();
      this.listenForMessage();
    }

    disconnectedCallback() {
      this.waiting?.abort();
    }

    build() {
      const group = document.createElement("fieldset");
      group.className = "boxes";
      group.setAttribute("aria-describedby", "code-error");
      const legend = document.createElement("legend");
      legend.className = "out-of-sight";
      legend.textContent = this.dataset.group;
      group.append(legend);
      this.boxes = Array.from({ length: DIGITS }, (nothing, at) => this.box(at));
      group.append(...this.boxes);
      this.field.type = "hidden";
      this.field.required = false;
      this.field.value = "";
      this.querySelector(".field").hidden = true;
      this.append(group);
    }

    box(at) {
      const box = document.createElement("input");
      box.type = "text";
      box.inputMode = "numeric";
      box.autocomplete = at === 0 ? "one-time-code" : "off";
      box.setAttribute("aria-label", this.dataset.digit.replace("{0}", at + 1).replace("{1}", DIGITS));
      if ("error" in this.dataset) {
        box.setAttribute("aria-invalid", "true");
      }
      box.addEventListener("input", () => this.typed(at, box.value));
      box.addEventListener("keydown", (event) => this.pressed(at, event));
      box.addEventListener("focus", () => box.select());
      box.addEventListener("paste", (event) => {
        event.preventDefault();
        this.typed(at, event.clipboardData.getData("text"));
      });
      return box;
    }

    /** A digit goes into its box; a whole code that is pasted or filled in anywhere fills all boxes. */
    typed(at, text) {
      this.forgive();
      const digits = digitsOf(text);
      const start = digits.length >= DIGITS ? 0 : at;
      this.boxes[at].value = "";
      [...digits].slice(0, DIGITS - start).forEach((value, offset) => (this.boxes[start + offset].value = value));
      const next = Math.min(start + digits.length, DIGITS - 1);
      this.boxes[digits ? next : at].focus();
      this.boxes[digits ? next : at].select();
      this.gather();
    }

    /** What was wrong with the last code is no longer said of the next one. */
    forgive() {
      const error = document.getElementById("code-error");
      if (error) {
        error.textContent = "";
      }
      this.boxes.forEach((box) => box.removeAttribute("aria-invalid"));
    }

    pressed(at, event) {
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: DIGITS - 1 }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        this.boxes[Math.max(0, Math.min(DIGITS - 1, to))].focus();
      } else if (event.key === "Backspace" && !this.boxes[at].value && at > 0) {
        event.preventDefault();
        this.boxes[at - 1].value = "";
        this.boxes[at - 1].focus();
        this.gather();
      }
    }

    gather() {
      this.field.value = this.boxes.map((box) => box.value).join("");
      if (this.field.value.length === DIGITS) {
        this.form.requestSubmit();
      }
    }

    /** WebOTP: the browser reads the message that names this host, after the person has agreed. */
    listenForMessage() {
      if (!("OTPCredential" in window)) {
        return;
      }
      this.waiting = new AbortController();
      navigator.credentials
        .get({ otp: { transport: ["sms"] }, signal: this.waiting.signal })
        .then((message) => message && this.typed(0, message.code))
        .catch(() => {
          // The person declined, or left the page: the code can still be typed.
        });
    }
  },
);
