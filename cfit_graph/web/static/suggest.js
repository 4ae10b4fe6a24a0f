// Suggestions while one types in a search field: a combobox with a list (WAI-ARIA Authoring Practices 1.2, "Combobox
// Pattern", list autocomplete with manual selection). Without this script the field is a plain form.

const WAIT = 120; // milliseconds after the last key
const FEWEST = 2; // characters

for (const [number, input] of document.querySelectorAll('form[action="/search"] input[name="q"]').entries()) {
  combobox(input, `suggestions-${number}`);
}

function combobox(input, id) {
  const form = input.form;
  const list = document.createElement("ul");
  let waiting = 0;
  let asking = new AbortController();
  let active = -1;

  list.id = id;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? input.name);
  form.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": id })) {
    input.setAttribute(name, value);
  }
  close();

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function move(step) {
    const options = [...list.children];
    active = (active + step + options.length + 1) % (options.length + 1);
    if (active === options.length) active = -1; // back in the field
    for (const [place, option] of options.entries()) option.setAttribute("aria-selected", String(place === active));
    if (active < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
    }
  }

  function show([, names, said, addresses]) {
    list.replaceChildren(...names.map((name, place) => option(name, said[place], addresses[place], place)));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = !names.length;
    input.setAttribute("aria-expanded", String(names.length > 0));
  }

  function option(name, said, address, place) {
    const item = document.createElement("li");
    const kind = document.createElement("small");
    item.id = `${id}-${place}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.address = address;
    kind.textContent = said;
    item.append(Object.assign(document.createElement("bdi"), { textContent: name }), " ", kind);
    return item;
  }

  async function ask() {
    const text = input.value.trim();
    asking.abort();
    if (text.length < FEWEST) return close();
    asking = new AbortController();
    const fields = new URLSearchParams({ q: text });
    const chosen = new URLSearchParams(location.search).get("lang");
    if (chosen) fields.set("lang", chosen); // what is suggested leads on in the language the reader chose
    try {
      const answer = await fetch(`/search/suggestions?${fields}`, { signal: asking.signal });
      if (answer.ok && document.activeElement === input) show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") close(); // offline: the form still works
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" && list.hidden) {
      event.preventDefault();
      ask();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(list.children[active].dataset.address);
    }
  });
  input.addEventListener("blur", () => {
    clearTimeout(waiting);
    asking.abort();
    close();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) location.assign(chosen.dataset.address);
  });
}
