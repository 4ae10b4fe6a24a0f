// Draw the neighbourhood of a thing: the nodes are links, laid out once and then still, coloured by the stylesheet.
// The page lists the same things as text; without this script nothing is missing.

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";

const SVG = "http://www.w3.org/2000/svg";
const LINE = 24; // characters
const LINES = 3;
const LETTER = 7; // the width of a character and the height of a line, about, in the units of the drawing
const LEADING = 14;
const DOT = 10;
const STEPS = 300;
const PAD = 24;
const STRETCH = 1.7; // labels are wider than they are high

/** Return an SVG element with attributes, appended to `parent`. */
function add(parent, name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
}

/** Return a label in at most LINES lines, the end of a longer one left out. */
function broken(label) {
  const found = [""];
  for (const word of label.split(/\s+/)) {
    const longer = `${found.at(-1)} ${word}`.trim();
    if (longer.length <= LINE || !found.at(-1)) found[found.length - 1] = longer;
    else found.push(word);
  }
  const cut = found.length > LINES ? [...found.slice(0, LINES - 1), `${found[LINES - 1]}…`] : found;
  return cut.map((line) => (line.length > LINE + 1 ? `${line.slice(0, LINE)}…` : line));
}

/** Give every node its place: the same data give the same places. */
function lay(nodes, links) {
  for (const node of nodes) {
    node.lines = broken(node.label);
    const letter = node.kind === "middle" ? 1.3 * LETTER : LETTER;
    node.wide = letter * Math.max(...node.lines.map((line) => line.length)) + 8;
    node.below = DOT + (node.lines.length + 0.5) * LEADING;
  }
  const simulation = forceSimulation(nodes)
    .force("link", forceLink(links).id((node) => node.id).distance(90 + 2 * nodes.length).strength(0.4))
    .force("charge", forceManyBody().strength(-260))
    .force("collide", forceCollide(30))
    .force("x", forceX().strength(0.04))
    .force("y", forceY().strength(0.07))
    .stop();
  simulation.tick(STEPS);
  for (const node of nodes) node.x *= STRETCH;
  for (let step = 0; step < STEPS && part(nodes); step += 1);
}

/** Push nodes apart whose labels overlap, each pair by its smaller overlap; return whether there were any. */
function part(nodes) {
  let moved = false;
  nodes.forEach((one, place) => {
    for (const other of nodes.slice(place + 1)) {
      const across = (one.wide + other.wide) / 2 - Math.abs(one.x - other.x);
      const [upper, lower] = one.y <= other.y ? [one, other] : [other, one];
      const down = upper.y + upper.below - (lower.y - DOT);
      if (across <= 0 || down <= 0) continue;
      const [axis, overlap] = across < down ? ["x", across] : ["y", down];
      const way = one[axis] <= other[axis] ? -1 : 1;
      one[axis] += (way * overlap) / 2;
      other[axis] -= (way * overlap) / 2;
      moved = true;
    }
  });
  return moved;
}

/** Draw the links as lines. */
function drawLinks(svg, links) {
  const layer = add(svg, "g", { class: "links", "aria-hidden": "true" });
  return links.map(({ source, target }) => add(layer, "line", { x1: source.x, y1: source.y, x2: target.x, y2: target.y }));
}

/** Write what each link says, above all else; the stylesheet shows it while one of its ends is pointed at. */
function writeLinks(svg, links) {
  const layer = add(svg, "g", { class: "words", "aria-hidden": "true" });
  return links.map(({ source, target, labels }) => {
    const place = { x: (source.x + target.x) / 2, y: (source.y + target.y) / 2, dy: "-0.3em" };
    const words = labels.join(", ");
    return add(layer, "text", place, source.x <= target.x ? `${words} →` : `← ${words}`);
  });
}

/** Draw the nodes as links; one that leads nowhere on this host is text. */
function drawNodes(svg, nodes) {
  const layer = add(svg, "g", { class: "nodes" });
  return nodes.map((node) => {
    const link = add(layer, node.href ? "a" : "g", { class: `node ${node.kind}`, ...(node.href && { href: node.href }) });
    add(link, "circle", { cx: node.x, cy: node.y, r: node.kind === "middle" ? DOT : 0.7 * DOT });
    const text = add(link, "text", { x: node.x, y: node.y + DOT });
    for (const line of node.lines) add(text, "tspan", { x: node.x, dy: LEADING }, `${line} `);
    if (node.lines.join(" ") !== node.label) add(link, "title", {}, node.label);
    return { link, node };
  });
}

/** While a node is pointed at or has the focus, mark what ties it to others. */
function tie(nodes, links, lines, words) {
  for (const { link, node } of nodes) {
    const mark = (on) => {
      links.forEach(({ source, target }, place) => {
        if (source !== node && target !== node) return;
        lines[place].classList.toggle("near", on);
        words[place].classList.toggle("near", on);
      });
    };
    link.addEventListener("pointerenter", () => mark(true));
    link.addEventListener("pointerleave", () => mark(document.activeElement === link));
    link.addEventListener("focus", () => mark(true));
    link.addEventListener("blur", () => mark(false));
  }
}

const place = document.getElementById("graph");
const given = document.getElementById("graph-data");
if (place && given) {
  const { nodes, links } = JSON.parse(given.textContent);
  lay(nodes, links);
  place.hidden = false;
  const svg = add(place, "svg", { role: "group", "aria-label": place.getAttribute("aria-label") });
  const lines = drawLinks(svg, links);
  const drawn = drawNodes(svg, nodes);
  const words = writeLinks(svg, links);
  const box = svg.querySelector(".nodes").getBBox();
  svg.setAttribute("viewBox", `${box.x - PAD} ${box.y - PAD} ${box.width + 2 * PAD} ${box.height + 2 * PAD}`);
  tie(drawn, links, lines, words);
}
