// The query editor: CodeMirror over the text area of the form, which stays the truth that is sent.
//
// It lives in a shadow root, so that its styles are constructed style sheets, which a strict policy allows.
// Tab is never taken: it leaves the editor, as in any other field.

import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { linter, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers, tooltips } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

import { checking, diagnostic } from "./editor/checking.js";
import { completing } from "./editor/completing.js";
import { prefixing } from "./editor/prefixing.js";

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--code-variable)" },
  { tag: [tags.string, tags.number, tags.bool], color: "var(--code-value)" },
  { tag: [tags.url, tags.namespace, tags.propertyName, tags.className], color: "var(--code-name)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
]);

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--quiet)", borderRadius: ".25rem" },
  "&.cm-focused": { outline: "3px solid var(--link)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "ui-monospace, monospace", fontSize: ".875rem", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--ink)", minHeight: "10rem" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--tint)", color: "var(--quiet)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent", boxShadow: "inset 2px 0 var(--line)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { background: "var(--line) !important" },
  ".cm-matchingBracket": { backgroundColor: "var(--line) !important", outline: "1px solid var(--quiet)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--quiet)" },
  ".cm-tooltip-autocomplete > ul > li": { padding: ".2rem .5rem", maxWidth: "calc(100vw - 3rem)", whiteSpace: "normal" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { color: "var(--paper)", backgroundColor: "var(--link)" },
  ".cm-completionDetail": { fontStyle: "normal", fontSize: ".8rem", opacity: "1" },
  ".cm-completionInfo": { maxWidth: "18rem", padding: ".5rem", font: ".85rem/1.4 system-ui, sans-serif" },
  "@media (max-width: 45rem)": { ".cm-completionInfo": { display: "none" } },
  ".cm-diagnostic": { whiteSpace: "pre-wrap" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--error)", textUnderlineOffset: "3px" },
  ".cm-lint-marker-error": { content: "normal", color: "var(--error)", fontWeight: "700", lineHeight: "1.2" },
  ".cm-lint-marker-error::before": { content: '"✖"' },
});

/** Return an editor in the place of the text area, which it keeps up to date. */
function editor(area, form) {
  const host = document.createElement("div");
  host.className = "editor";
  area.before(host);
  const root = host.attachShadow({ mode: "open" });
  const ask = () => (form.requestSubmit(), true);
  const terms = fetch(form.dataset.terms).then((answer) => (answer.ok ? answer.json() : { terms: [], prefixes: {} }));
  const view = new EditorView({
    parent: root,
    root,
    doc: area.value,
    extensions: [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: ask }])),
      lineNumbers(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      bracketMatching(),
      sparql(),
      syntaxHighlighting(colours),
      autocompletion({ override: [completing(terms)], icons: false, activateOnTyping: true }),
      prefixing(terms),
      linter(checking(form), { delay: 1500 }),
      lintGutter(),
      tooltips({ position: "absolute" }),
      EditorView.lineWrapping,
      EditorState.tabSize.of(2),
      EditorView.contentAttributes.of({
        "aria-label": form.dataset.label,
        "aria-description": form.dataset.leave,
        autocapitalize: "off",
        spellcheck: "false",
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) area.value = update.state.doc.toString();
      }),
      keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
      look,
    ],
  });
  area.hidden = true;
  form.querySelector(`label[for="${area.id}"]`).addEventListener("click", () => view.focus());
  return view;
}

const form = document.querySelector("form[data-terms]");
const view = editor(form.querySelector("textarea"), form);
if (form.dataset.problem) {
  const problem = JSON.parse(form.dataset.problem);
  view.dispatch(setDiagnostics(view.state, [diagnostic(view.state, problem)]));
}
