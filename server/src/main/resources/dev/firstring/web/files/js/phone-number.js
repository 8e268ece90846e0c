import { digitsOf, isInternational, isStrange } from "./digits.js";
import { format, isShort } from "./number-format.js";
import { CountryPicker } from "./country-picker.js";

const KEY = "firstring-device";
const assets = document.body.dataset.assets;

/** The country and the number: a choice that can be searched, and a field that is formatted while it is typed. */
customElements.define(
  "phone-number",
  class extends HTMLElement {
    connectedCallback() {
      this.select = this.querySelector("select");
      this.input = this.querySelector("input[type=tel]");
      this.error = this.querySelector(".error");
      this.picker = new CountryPicker(this, this.select, () => this.countryChanged());
      this.input.addEventListener("input", () => this.typed());
      // An error that appears under a button that is just being pressed would move it away from the pointer.
      this.input.form.addEventListener("pointerdown", (event) => (this.pressed = event.target.closest("[type=submit]")));
      this.input.form.addEventListener("pointerup", () => (this.pressed = null));
      this.input.addEventListener("change", () => this.pressed || this.check());
      this.nameDevice();
      this.load();
    }

    /** The browser's own id, drawn once, so that its next start takes the place of this one. */
    nameDevice() {
      const field = this.input.form.elements.deviceId;
      try {
        const known = localStorage.getItem(KEY);
        if (known && /^[A-Za-z0-9_-]{16,64}$/.test(known)) {
          field.value = known;
        } else {
          localStorage.setItem(KEY, field.value);
        }
      } catch {
        // No storage in this browser: the id that came with the page does.
      }
    }

    async load() {
      const region = this.select.value;
      try {
        const answer = await fetch(`${assets}/plans/${region}.json`);
        if (answer.ok && this.select.value === region) {
          this.plan = await answer.json();
          this.input.placeholder = this.plan.example ?? "";
          this.typed();
        }
      } catch {
        // Without the plan the number is typed as it is; the service reads it all the same.
      }
    }

    countryChanged() {
      this.plan = null;
      this.say(null);
      this.load();
      this.input.focus();
    }

    typed() {
      const text = this.input.value;
      this.say(null);
      if (isInternational(text)) {
        this.recognise(digitsOf(text));
      }
      if (!this.plan || isStrange(text)) {
        return;
      }
      const at = digitsOf(text.slice(0, this.input.selectionStart)).length;
      const end = this.input.selectionStart === text.length;
      const shown = format(this.plan, text);
      if (shown === text) {
        return;
      }
      this.input.value = shown;
      if (document.activeElement === this.input) {
        const place = end ? shown.length : placeOf(shown, at);
        this.input.setSelectionRange(place, place);
      }
    }

    /** A number that begins with a plus sign chooses its country. */
    recognise(digits) {
      const options = [...this.select.options].filter((option) => digits.startsWith(option.dataset.code));
      const longest = Math.max(...options.map((option) => option.dataset.code.length));
      const fitting = options.filter((option) => option.dataset.code.length === longest);
      const known = fitting.find((option) => option.selected) ?? fitting.find((option) => "main" in option.dataset) ?? fitting[0];
      if (known && !known.selected) {
        this.select.value = known.value;
        this.picker.show();
        this.plan = null;
        this.load();
      }
    }

    /** A hint while it is typed; whether it will do is for the service to say. */
    check() {
      const text = this.input.value;
      const short = this.plan && text.trim() && !isStrange(text) && isShort(this.plan, text);
      this.say(short ? this.dataset.tooShort : null);
    }

    say(text) {
      if (text) {
        this.error.textContent = text;
        this.input.setAttribute("aria-invalid", "true");
      } else if (this.input.getAttribute("aria-invalid") && !("error" in this.dataset)) {
        this.error.textContent = "";
        this.input.removeAttribute("aria-invalid");
      }
      delete this.dataset.error;
    }
  },
);

function placeOf(text, digits) {
  let seen = 0;
  for (let at = 0; at < text.length; at++) {
    if (seen === digits) {
      return at;
    }
    if (/\d/.test(text[at])) {
      seen++;
    }
  }
  return text.length;
}
