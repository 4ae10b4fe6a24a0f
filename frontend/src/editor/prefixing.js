// A prefix we know is declared as soon as a name uses it.

import { EditorView } from "@codemirror/view";

const OTHER = /<[^<>"{}|^`\\\s]*>|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|#[^\n]*/g;
const DECLARED = /\bPREFIX\s+([\w-]*)\s*:/gi;
const USED = /(?<![\w?$:@-])([A-Za-z][\w-]*):/g;

const bare = (text) => text.replaceAll(OTHER, (found) => " ".repeat(found.length));
const names = (text, pattern) => [...bare(text).matchAll(pattern)].map((found) => found[1]);

/** Return the change that declares a prefix among the others, null if it is declared already. */
export function declaration(text, prefix, namespace) {
  if (names(text, DECLARED).includes(prefix)) return null;
  const insert = `PREFIX ${prefix}: <${namespace}>\n`;
  const declared = [...text.matchAll(/^[ \t]*PREFIX[ \t]+([\w-]*):.*\n?/gim)];
  const next = declared.find((found) => found[1] > prefix);
  if (next) return { from: next.index, insert };
  const last = declared.at(-1);
  if (last) return { from: last.index + last[0].length, insert: last[0].endsWith("\n") ? insert : `\n${insert.trimEnd()}` };
  return { from: /^(?:[ \t]*(?:#.*)?\n)*/.exec(text)[0].length, insert: `${insert}\n` };
}

/** Return the extension that declares what is used; `terms` is a promise of what the service knows. */
export function prefixing(terms) {
  return EditorView.updateListener.of(async (update) => {
    if (!update.docChanged || !update.transactions.some((one) => one.isUserEvent("input"))) return;
    const { prefixes } = await terms;
    const text = update.view.state.doc.toString();
    const missing = names(text, USED).find((name) => prefixes[name] && !names(text, DECLARED).includes(name));
    if (!missing) return;
    update.view.dispatch({
      changes: declaration(text, missing, prefixes[missing]),
      effects: EditorView.announce.of(`PREFIX ${missing}:`),
      userEvent: "input.prefix",
    });
  });
}
