// Completion: terms and concepts by label in any language or by prefixed name, variables, prefixes, keywords.

import { syntaxTree } from "@codemirror/language";

import { declaration } from "./prefixing.js";

const SHOWN = 40;
const SILENT = new Set(["Comment", "String", "IriRef"]);
const KEYWORDS =
  "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND ORDER BY GROUP BY HAVING LIMIT OFFSET ASK " +
  "CONSTRUCT DESCRIBE PREFIX COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT REGEX CONTAINS STRSTARTS LCASE LANG " +
  "LANGMATCHES DATATYPE BOUND COALESCE EXISTS IF STR YEAR MONTH";

/** Return how well a term answers to what was typed, 0 if it does not. */
function likeness(term, typed) {
  const names = [term.curie?.split(":")[1] ?? "", term.curie ?? "", term.label, ...(term.also ?? [])];
  return Math.max(...names.map((name) => nearness(name.toLowerCase(), typed)));
}

function nearness(name, typed) {
  if (name === typed) return 4;
  if (name.startsWith(typed)) return 3;
  if (name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(typed))) return 2;
  return typed.length > 2 && name.includes(typed) ? 1 : 0;
}

function put(term, prefixes) {
  return (view, completion, from, to) => {
    const insert = term.curie ?? `<${term.iri}>`;
    const prefix = term.curie?.split(":")[0];
    const more = prefix ? declaration(view.state.doc.toString(), prefix, prefixes[prefix]) : null;
    const changes = more ? [more, { from, to, insert }] : [{ from, to, insert }];
    const moved = view.state.changes(changes);
    view.dispatch({ changes: moved, selection: { anchor: moved.mapPos(to, 1) }, userEvent: "input.complete" });
  };
}

function option(term, prefixes) {
  const counted = term.count === undefined ? "" : ` · ${term.count.toLocaleString()}`;
  const detail = `${term.curie ?? term.scheme ?? ""}${counted}`;
  return { label: term.label, detail, info: term.comment || undefined, type: term.kind, apply: put(term, prefixes) };
}

function named(known, typed) {
  const words = [...new Set(KEYWORDS.split(" "))].filter((word) => word.toLowerCase().startsWith(typed));
  const keywords = words.map((label) => ({ like: 2.5, count: 0, option: { label, type: "keyword" } }));
  const terms = known.terms.flatMap((term) => {
    const like = likeness(term, typed);
    return like ? [{ like, count: term.count ?? 0, option: option(term, known.prefixes) }] : [];
  });
  return [...keywords, ...terms]
    .sort((one, other) => other.like - one.like || other.count - one.count)
    .slice(0, SHOWN)
    .map((found) => found.option);
}

function variables(text, typed) {
  const found = new Set(text.match(/[?$]\w+/g));
  found.delete(typed);
  return [...found].sort().map((label) => ({ label, type: "variable" }));
}

/** Return the source of completions; `terms` is a promise of what the service knows. */
export function completing(terms) {
  return async (context) => {
    if (SILENT.has(syntaxTree(context.state).resolveInner(context.pos, -1).name)) return null;
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) {
      return { from: variable.from, options: variables(context.state.doc.toString(), variable.text), validFor: /^[?$]\w*$/ };
    }
    const word = context.matchBefore(/[\p{L}][\p{L}\p{N}_-]*:?[\p{L}\p{N}_-]*/u);
    if (!word && !context.explicit) return null;
    if (word && word.text.length < 2 && !context.explicit) return null;
    const known = await terms;
    return { from: word?.from ?? context.pos, options: named(known, (word?.text ?? "").toLowerCase()), filter: false };
  };
}
