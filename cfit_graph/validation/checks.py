"""The checks: each `checks/*.rq` is a rule about the graph, and each row it returns is a defect."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

from cfit_graph import rdf
from cfit_graph.errors import QuerySyntaxError, SourceError
from cfit_graph.findings import Finding, Severity
from cfit_graph.validation.sources import Locate


@dataclass(frozen=True)
class Check:
    """A rule in words, how much it matters, what to do about a defect, and the query that finds the defects."""

    name: str
    rule: str
    sparql: str
    severity: Severity = Severity.VIOLATION
    advice: str | None = None


def read(path: Path) -> Check:
    """Return the check in a file: its first comment is the rule, `# severity:` and `# advice:` lines may follow."""
    text = path.read_text(encoding="utf-8")
    comments = [line.lstrip("# ").rstrip() for line in text.splitlines() if line.startswith("#")]
    if not comments:
        message = f"{path}:1: a check begins with its rule as a comment; write one"
        raise SourceError(message)
    marked = dict(comment.split(": ", 1) for comment in comments[1:] if comment.startswith(("severity: ", "advice: ")))
    severity = Severity(marked.get("severity", Severity.VIOLATION))
    return Check(path.stem, comments[0], text, severity, marked.get("advice"))


def findings(checks: Iterable[Check], store: ox.Store, locate: Locate) -> Iterator[Finding]:
    """Yield a finding for each row that a check returns over the store."""
    for check in checks:
        try:
            rows = list(rdf.select(store, check.sparql))
        except QuerySyntaxError as error:
            message = f"checks/{check.name}.rq: {error}"
            raise SourceError(message) from error
        yield from (finding(check, row, store, locate) for row in rows)


def finding(check: Check, row: dict[str, rdf.Node | None], store: ox.Store, locate: Locate) -> Finding:
    """Return a row of a check as a finding: its first column is the culprit, the others are what was found."""
    culprit, *others = row.values()
    thing = culprit.value if isinstance(culprit, NamedNode | Literal) else str(culprit)
    named = zip(list(row)[1:], others, strict=True)
    shown = [f"{name}: {getattr(value, 'value', value)}" for name, value in named if value is not None]
    return Finding(
        check.rule,
        check.severity,
        locate(thing, None),
        thing=thing,
        label=rdf.label_of(store, thing) if isinstance(culprit, NamedNode) else None,
        found=", ".join(shown) or None,
        advice=check.advice,
        rule=f"checks/{check.name}",
    )
