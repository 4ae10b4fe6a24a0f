// A chart of the table beside it, which says in its attributes what is to be drawn of it.
//
// The marks are hidden from assistive software: the table has the same values in words.

import * as Plot from "@observablehq/plot";

const NAMED = 42;

/** Return the values of the columns that the figure names, a row each. */
function rows(figure) {
  const table = document.getElementById(figure.dataset.table);
  const columns = { label: +figure.dataset.label, value: +figure.dataset.value };
  return [...table.tBodies[0].rows].map((row) => ({
    label: cell(row.cells[columns.label], figure.dataset.labelType),
    value: figure.dataset.value ? cell(row.cells[columns.value], "number") : 1,
  }));
}

function cell(found, type) {
  const text = found?.dataset.value ?? found?.textContent.trim() ?? "";
  if (type === "number") return text === "" ? NaN : Number(text);
  if (type === "date") return text === "" ? undefined : new Date(text);
  if (!text) return "–";
  return text.length > NAMED ? `${text.slice(0, NAMED)}…` : text;
}

function bars(found, named) {
  const heights = new Map();
  for (const { label, value } of found) if (!Number.isNaN(value)) heights.set(label, (heights.get(label) ?? 0) + value);
  const drawn = [...heights].map(([label, value]) => ({ label, value }));
  return {
    height: drawn.length * 24 + 70,
    marginBottom: 40,
    marginRight: 50,
    marginLeft: Math.min(260, 20 + 7 * Math.max(...drawn.map((row) => row.label.length))),
    x: { label: named.value, grid: true },
    y: { label: null },
    marks: [
      Plot.barX(drawn, { x: "value", y: "label", sort: { y: "-x" }, fill: "var(--link)" }),
      Plot.text(drawn, { x: "value", y: "label", text: (row) => `${row.value}`, dx: 4, textAnchor: "start" }),
      Plot.ruleX([0]),
    ],
  };
}

function dots(found, named) {
  const drawn = found.filter((row) => row.label !== undefined && !Number.isNaN(row.value));
  return {
    height: 360,
    marginBottom: 40,
    marginLeft: 60,
    x: { label: named.label, grid: true },
    y: { label: named.value, grid: true, zero: true },
    marks: [Plot.dot(drawn, { x: "label", y: "value", fill: "var(--link)", r: 4 })],
  };
}

function years(found, named) {
  const counted = new Map();
  for (const { label } of found) if (label) counted.set(`${label.getUTCFullYear()}`, (counted.get(`${label.getUTCFullYear()}`) ?? 0) + 1);
  const drawn = [...counted].sort().map(([label, value]) => ({ label, value }));
  return {
    height: 320,
    marginBottom: 40,
    x: { label: named.label },
    y: { label: named.value, grid: true },
    marks: [Plot.barY(drawn, { x: "label", y: "value", fill: "var(--link)" }), Plot.ruleY([0])],
  };
}

function columns(found, named) {
  const drawn = found.filter((row) => !Number.isNaN(row.value));
  const told = drawn.map((row) => Number(row.label));
  const first = Math.min(...told);
  const years = Array.from({ length: Math.max(...told) - first + 1 }, (_, place) => String(first + place));
  return {
    height: 320,
    marginBottom: 40,
    x: { label: named.label, domain: years }, // those without a row too
    y: { label: named.value, grid: true },
    marks: [Plot.barY(drawn, { x: "label", y: "value", fill: "var(--link)" }), Plot.ruleY([0])],
  };
}

const KINDS = { bars, columns, dots, years };

/** Draw the chart of a figure. */
function draw(figure) {
  const named = { label: figure.dataset.labelName, value: figure.dataset.valueName };
  const options = KINDS[figure.dataset.kind](rows(figure), named);
  figure.hidden = false;
  const plot = Plot.plot({ ...options, width: Math.max(320, figure.clientWidth), className: "plot", style: { background: "transparent" } });
  for (const style of plot.querySelectorAll("style")) style.remove(); // the page's own sheet has these rules
  plot.setAttribute("aria-hidden", "true");
  plot.removeAttribute("role");
  figure.prepend(plot);
}

for (const figure of document.querySelectorAll("figure[data-kind]")) draw(figure);
