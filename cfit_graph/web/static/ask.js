// What the pages of questions gain from a script: a button beside each text to copy, and a list that filters at once.

for (const text of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "small";
  button.textContent = text.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = text.dataset.copied;
  });
  text.before(button);
}

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const field = document.querySelector("form.filter #text");
const status = document.querySelector("[data-counted]");

function filter() {
  const words = fold(field.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const item of document.querySelectorAll("li[data-said]")) {
    const said = fold(item.textContent);
    item.hidden = !words.every((word) => said.includes(word));
    shown += item.hidden ? 0 : 1;
  }
  status.textContent = status.dataset.counted.replace("{shown}", shown);
}

// The list on the page has what the server found; to find what it left out, one has to ask it.
if (field && !field.value) field.addEventListener("input", filter);
