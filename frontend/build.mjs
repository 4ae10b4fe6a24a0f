// Bundle every script of src/ into the static files of the pages, with the licences of whatever is inside.
//
//     npm ci && npm run build            writes ../cfit_graph/web/static/vendor
//     npm run build -- <folder>          writes there instead
//
// The same sources and lock file give the same bytes; a test builds again and compares.

import { readdirSync, readFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const to = resolve(process.argv[2] ?? join(here, "../cfit_graph/web/static/vendor"));
const LICENCE = /^(licen[cs]e|copying|notice)/i;

/** Return the folders of the packages that are inside the bundles, in the order of their names. */
function packages(inputs) {
  const found = Object.keys(inputs).map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return [...new Set(found.filter(Boolean))].sort();
}

/** Return what a package says of itself and the whole text of its licence; fail if it has none. */
function licence(folder) {
  const about = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
  const files = readdirSync(join(here, folder)).filter((name) => LICENCE.test(name)).sort();
  if (!files.length) throw new Error(`${folder}: brings no text of its licence`);
  const texts = files.map((name) => readFileSync(join(here, folder, name), "utf8").replaceAll("\r\n", "\n").trim());
  return `${about.name} ${about.version} (${about.license})\n\n${texts.join("\n\n")}\n`;
}

const scripts = readdirSync(join(here, "src")).filter((name) => name.endsWith(".js")).sort();
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: scripts.map((name) => `src/${name}`),
  outdir: to,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
});
mkdirSync(to, { recursive: true });
const line = `\n${"-".repeat(80)}\n\n`;
writeFileSync(join(to, "LICENSES.txt"), packages(metafile.inputs).map(licence).join(line));
