const assets = document.body.dataset.assets;

/** Words as they are compared: without accents and signs, in small letters. */
function plain(text) {
  const letters = text.normalize("NFD").replace(/[\p{M}'’ʼ‘]/gu, "");
  return letters.replace(/[^\p{L}\p{N}]+/gu, " ").trim().toLocaleLowerCase();
}

/** How well a country answers a search; 0 is best, null is not at all. */
function rank(country, wanted) {
  if (country.code === wanted && country.main) {
    return 0;
  }
  if (country.code === wanted || country.words.startsWith(wanted)) {
    return 1;
  }
  if (country.region.toLowerCase() === wanted) {
    return 2;
  }
  return country.words.includes(wanted) ? 3 : null;
}

/**
 * A choice of countries that can be searched by name and by calling code: a button, and below it a field with a list
 * (ARIA: combobox with listbox). The select of the form stays, out of sight, and is what is sent.
 */
export class CountryPicker {
  constructor(host, select, changed) {
    this.host = host;
    this.select = select;
    this.changed = changed;
    this.countries = [...select.options].map((option) => ({
      region: option.value,
      name: option.text.replace(/\s*\(\+\d+\)$/, ""),
      code: option.dataset.code,
      main: "main" in option.dataset,
      words: plain(option.text),
    }));
    this.build();
    this.show();
  }

  build() {
    const label = this.host.querySelector(`label[for=${this.select.id}]`);
    label.id = "country-label";
    this.frame = document.createElement("div");
    this.frame.className = "picker";
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "picked";
    this.button.id = "country";
    this.button.setAttribute("aria-haspopup", "listbox");
    this.button.setAttribute("aria-expanded", "false");
    this.button.setAttribute("aria-labelledby", "country-label country");
    this.button.addEventListener("click", () => (this.popup ? this.close() : this.open()));
    this.button.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        this.open();
      }
    });
    label.htmlFor = "country";
    this.select.hidden = true;
    this.select.tabIndex = -1;
    this.select.addEventListener("change", () => {
      this.show();
      this.changed();
    });
    this.frame.append(this.button);
    this.select.after(this.frame);
  }

  /** Shows the country that is chosen. */
  show() {
    const country = this.countries.find((known) => known.region === this.select.value);
    this.button.replaceChildren(flag(country, false), text("span", "", country.name), text("span", "calling", `+${country.code}`));
  }

  open() {
    if (this.popup) {
      return;
    }
    this.popup = document.createElement("div");
    this.popup.className = "choices";
    this.search = document.createElement("input");
    this.search.type = "text";
    this.search.autocomplete = "off";
    this.search.spellcheck = false;
    this.search.placeholder = this.host.dataset.search;
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-label": this.host.dataset.search,
      "aria-expanded": "true",
      "aria-controls": "countries",
      "aria-autocomplete": "list",
    })) {
      this.search.setAttribute(name, value);
    }
    this.list = document.createElement("ul");
    this.list.id = "countries";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.host.dataset.choose);
    this.nothing = text("p", "none", this.host.dataset.none);
    this.nothing.setAttribute("role", "status");
    this.popup.append(this.search, this.list, this.nothing);
    this.frame.append(this.popup);
    this.button.setAttribute("aria-expanded", "true");
    this.search.addEventListener("input", () => this.fill());
    this.search.addEventListener("keydown", (event) => this.pressed(event));
    this.frame.addEventListener("focusout", this.left);
    this.fill();
    this.centre();
    this.search.focus();
  }

  /** The country that is chosen is in the middle of the list, so that its neighbours can be seen. */
  centre() {
    const item = this.list.children[this.at];
    if (item) {
      this.list.scrollTop = item.offsetTop - this.list.offsetTop - (this.list.clientHeight - item.offsetHeight) / 2;
    }
  }

  /** Closes when the focus goes elsewhere. */
  left = (event) => {
    if (!this.frame.contains(event.relatedTarget)) {
      this.close(false);
    }
  };

  close(focus = true) {
    this.frame.removeEventListener("focusout", this.left);
    this.popup?.remove();
    this.popup = null;
    this.button.setAttribute("aria-expanded", "false");
    if (focus) {
      this.button.focus();
    }
  }

  fill() {
    const wanted = plain(this.search.value);
    const shown = this.countries
      .map((country) => ({ country, rank: rank(country, wanted) }))
      .filter((found) => found.rank !== null)
      .sort((one, other) => one.rank - other.rank)
      .map((found) => found.country);
    this.list.replaceChildren(...shown.map((country) => this.item(country)));
    this.nothing.hidden = shown.length > 0;
    this.list.hidden = shown.length === 0;
    this.point(wanted ? 0 : Math.max(0, shown.findIndex((country) => country.region === this.select.value)));
  }

  item(country) {
    const item = document.createElement("li");
    item.id = `country-${country.region}`;
    item.dataset.region = country.region;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.append(flag(country, true), text("span", "", country.name), text("span", "calling", `+${country.code}`));
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => this.choose(country.region));
    return item;
  }

  point(at) {
    this.list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    const item = this.list.children[at];
    if (item) {
      item.setAttribute("aria-selected", "true");
      item.scrollIntoView({ block: "nearest" });
      this.search.setAttribute("aria-activedescendant", item.id);
    } else {
      this.search.removeAttribute("aria-activedescendant");
    }
    this.at = at;
  }

  pressed(event) {
    const last = this.list.children.length - 1;
    const to = { ArrowDown: Math.min(last, this.at + 1), ArrowUp: Math.max(0, this.at - 1), PageDown: Math.min(last, this.at + 6), PageUp: Math.max(0, this.at - 6) }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.point(to);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const item = this.list.children[this.at];
      if (item) {
        this.choose(item.dataset.region);
      }
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
  }

  choose(region) {
    this.close(false);
    if (this.select.value === region) {
      this.button.focus();
      return;
    }
    this.select.value = region;
    this.show();
    this.changed();
  }
}

function flag(country, lazy) {
  const image = document.createElement("img");
  image.className = "flag";
  image.alt = "";
  image.width = 24;
  image.height = 18;
  if (lazy) {
    image.loading = "lazy";
  }
  image.src = `${assets}/flags/${country.region.toLowerCase()}.svg`;
  return image;
}

function text(tag, name, words) {
  const element = document.createElement(tag);
  if (name) {
    element.className = name;
  }
  element.textContent = words;
  return element;
}
