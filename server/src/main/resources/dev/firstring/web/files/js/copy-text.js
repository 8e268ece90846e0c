const SHOWN = 2000;

/** A value with a button that copies it; a secret stays hidden until its owner wants to see it. */
customElements.define(
  "copy-text",
  class extends HTMLElement {
    connectedCallback() {
      if (this.querySelector(".acts")) {
        return;
      }
      this.code = this.querySelector("code");
      this.acts = document.createElement("span");
      this.acts.className = "acts";
      this.cover();
      this.acts.append(this.button(this.dataset.copy, this.dataset.named, (button) => this.copy(button)));
      this.said = document.createElement("span");
      this.said.className = "out-of-sight";
      this.said.setAttribute("role", "status");
      this.append(this.acts, this.said);
    }

    /** The fold that works without scripts makes way for dots and a button beside the one that copies. */
    cover() {
      const fold = this.querySelector("details");
      if (!fold) {
        return;
      }
      const value = this.code.textContent;
      const shown = document.createElement("code");
      shown.dir = "ltr";
      shown.textContent = "•".repeat(12);
      this.value = value;
      fold.replaceWith(shown);
      this.code = shown;
      this.acts.append(
        this.button(this.dataset.show, null, (button) => {
          const open = shown.textContent !== value;
          shown.textContent = open ? value : "•".repeat(12);
          button.textContent = open ? this.dataset.hide : this.dataset.show;
          button.setAttribute("aria-pressed", String(open));
        }),
      );
    }

    button(text, name, act) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link";
      button.textContent = text;
      if (name) {
        button.setAttribute("aria-label", name);
      }
      button.addEventListener("click", () => act(button));
      return button;
    }

    async copy(button) {
      const text = this.value ?? this.code.textContent;
      if (!(await this.put(text))) {
        // What cannot be copied for the person is shown and selected, so that a key does it.
        this.code.textContent = text;
        getSelection().selectAllChildren(this.code);
        return;
      }
      button.textContent = this.dataset.copied;
      button.setAttribute("aria-label", this.dataset.copied);
      this.said.textContent = this.dataset.copied;
      setTimeout(() => {
        button.textContent = this.dataset.copy;
        button.setAttribute("aria-label", this.dataset.named);
        this.said.textContent = "";
      }, SHOWN);
    }

    /** Whether the text is in the clipboard now. */
    async put(text) {
      if (navigator.clipboard) {
        try {
          await navigator.clipboard.writeText(text);
          return true;
        } catch {
          // The person or a policy refuses; a field that is selected may still be copied.
        }
      }
      // Without TLS a browser offers no clipboard either.
      const field = document.createElement("textarea");
      field.value = text;
      field.className = "out-of-sight";
      this.append(field);
      field.select();
      const copied = document.execCommand("copy");
      field.remove();
      return copied;
    }
  },
);
