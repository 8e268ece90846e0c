const PRECISION = {
  day: { dateStyle: "long" },
  minute: { dateStyle: "long", timeStyle: "short" },
};

/** Says the days and times within an element as where its reader lives; the server knows UTC only. */
export function localize(element) {
  // The digits are those of the sentence around them, which the server wrote.
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { ...PRECISION[element.dataset.precision], numberingSystem: "latn" });
  for (const time of element.querySelectorAll("time")) {
    time.textContent = words.format(new Date(time.dateTime));
  }
}

customElements.define(
  "local-time",
  class extends HTMLElement {
    connectedCallback() {
      localize(this);
    }
  },
);
