// Suggestions while somebody types an address: an editable combobox (WAI-ARIA 1.2). The form works without them.

const PATIENCE = 250; // milliseconds without a key before anything is asked
const SHORTEST = 2;

class Suggestions {
  constructor(field) {
    this.field = field;
    this.asked = 0;
    this.list = document.createElement("ul");
    this.list.id = `${field.id}-suggestions`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", document.querySelector(`label[for="${field.id}"]`).textContent);
    field.after(this.list);
    this.status = field.form.querySelector("[role=status]");
    for (const [name, value] of Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) field.setAttribute(name, value);
    // A letter that is still being composed (IME) is none yet; its keys belong to the composer.
    field.addEventListener("input", (event) => event.isComposing || this.later());
    field.addEventListener("compositionend", () => this.later());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    // Before the field loses the focus.
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.take(event.target.closest("[role=option]"));
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PATIENCE);
  }

  async ask() {
    const typed = this.field.value.trim();
    const number = ++this.asked;
    if (typed.length < SHORTEST) return this.close();
    try {
      const answer = await fetch(this.field.dataset.suggestions, {
        method: "POST", body: new URLSearchParams({ address: typed }), credentials: "omit",
      });
      const { offers } = answer.ok ? await answer.json() : { offers: [] };
      if (number !== this.asked || document.activeElement !== this.field) return;
      this.show(offers);
      this.status.textContent = this.status.dataset.number.replace("{number}", offers.length);
    } catch {
      this.close(); // no network: one types on
    }
  }

  show(offers) {
    this.list.replaceChildren(...offers.map(({ text, where, state }, place) => {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.text = text;
      const name = document.createElement("span");
      name.textContent = text;
      const small = document.createElement("small");
      small.textContent = where;
      const strong = document.createElement("strong");
      strong.textContent = state;
      option.append(name, " ", small, ...(state ? [" ", strong] : []));
      return option;
    }));
    this.list.hidden = !offers.length;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.field.removeAttribute("aria-activedescendant");
  }

  close() {
    this.asked += 1;
    clearTimeout(this.timer);
    this.show([]);
    this.status.textContent = "";
  }

  get chosen() {
    return this.list.querySelector("[aria-selected=true]");
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.chosen) this.take(this.chosen);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event.key === "ArrowDown" ? 1 : -1);
    else return;
    event.preventDefault();
  }

  move(step) {
    const options = [...this.list.children];
    const from = options.indexOf(this.chosen);
    this.chosen?.setAttribute("aria-selected", "false");
    const next = options[(from + step + options.length + (from < 0 && step < 0 ? 1 : 0)) % options.length];
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", next.id);
  }

  take(option) {
    if (!option) return;
    this.field.value = option.dataset.text;
    this.close();
    this.field.focus();
  }
}

document.querySelectorAll("[data-suggestions]").forEach((field) => new Suggestions(field));
