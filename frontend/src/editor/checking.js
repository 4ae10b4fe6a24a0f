// The server's own complaint at its place, while the query is being written.
//
// The query is put to an empty dataset, so that reading it is all that costs; never more often than the budget of
// failing queries allows.

const EMPTY = "urn:x-cfit:empty";
const BETWEEN = 4000;
const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Return the problem of the service as a diagnostic of the editor, at the word it is about. */
export function diagnostic(state, problem) {
  const line = state.doc.line(Math.min(Math.max(problem.line, 1), state.doc.lines));
  const from = Math.min(line.from + Math.max(problem.column - 1, 0), line.to);
  const word = /^[^\s{}()[\],;]+/.exec(line.text.slice(from - line.from))?.[0].length ?? 0;
  const to = Math.min(from + Math.max(word, 1), line.to);
  const message = [problem.detail, problem.advice].filter(Boolean).join("\n");
  return { from: Math.min(from, Math.max(line.from, to - 1)), to, severity: "error", message };
}

/** Return a source of diagnostics that asks the service of the form. */
export function checking(form) {
  let asked = form.querySelector("textarea").value;
  let found = form.dataset.problem ? [JSON.parse(form.dataset.problem)] : [];
  let last = 0;
  return async (view) => {
    const text = view.state.doc.toString();
    if (text !== asked && text.trim()) {
      await later(Math.max(0, last + BETWEEN - Date.now()));
      if (view.state.doc.toString() !== text) return [];
      [asked, last, found] = [text, Date.now(), await problems(form, text)];
    }
    return view.state.doc.toString() === text ? found.map((problem) => diagnostic(view.state, problem)) : [];
  };
}

async function problems(form, query) {
  const address = `${form.dataset.endpoint}?default-graph-uri=${encodeURIComponent(EMPTY)}`;
  const headers = { accept: "application/sparql-results+json, text/turtle, application/problem+json" };
  const answer = await fetch(address, { method: "POST", headers, body: new URLSearchParams({ query }) });
  if (answer.status !== 400) return [];
  const problem = await answer.json();
  return problem.line ? [problem] : [];
}
