const PATIENCE = 2000;

/**
 * A button that opens the app. A page cannot ask whether the app is there: if the page is still in front after two seconds,
 * nothing opened, and it says so and where the app is to be had. An app that opens is one that is there: its step is done.
 */
customElements.define(
  "open-app",
  class extends HTMLElement {
    connectedCallback() {
      this.missing = this.querySelector(".notice");
      this.gone = () => this.waiting && (document.hidden || !document.hasFocus()) && this.opened();
      this.addEventListener("click", (event) => event.target.closest("a.main") && this.wait());
      document.addEventListener("visibilitychange", this.gone);
      addEventListener("blur", this.gone);
      addEventListener("pagehide", this.gone);
    }

    disconnectedCallback() {
      clearTimeout(this.waiting);
      document.removeEventListener("visibilitychange", this.gone);
      removeEventListener("blur", this.gone);
      removeEventListener("pagehide", this.gone);
    }

    wait() {
      clearTimeout(this.waiting);
      this.missing.hidden = true;
      this.missing.removeAttribute("role");
      this.waiting = setTimeout(() => {
        this.waiting = null;
        this.missing.setAttribute("role", "alert");
        this.missing.hidden = false;
      }, PATIENCE);
    }

    opened() {
      clearTimeout(this.waiting);
      this.waiting = null;
      this.dispatchEvent(new CustomEvent("app:opened", { bubbles: true }));
    }
  },
);
