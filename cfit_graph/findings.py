"""What is wrong, where, and what to do: the one form every check reports in."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: a violation stops a release, the others travel with it."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, order=True)
class Place:
    """Where to look: a file, and in it a row or line (from 1, as an editor counts) and a column name."""

    file: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        """Return `file:row:column`, as far as it is known."""
        return ":".join(str(part) for part in (self.file, self.row, self.column) if part is not None)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, in words a data owner understands."""

    message: str
    severity: Severity = Severity.VIOLATION
    place: Place | None = None
    thing: str | None = None
    label: str | None = None
    found: str | None = None
    expected: str | None = None
    advice: str | None = None
    rule: str | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """A sort key: the worst first, then by place and text, the same in every run."""
        place = self.place or Place("")
        return (
            list(Severity).index(self.severity),
            place.file,
            place.row or 0,
            place.column or "",
            self.rule or "",
            self.thing or "",
            self.message,
        )


@dataclass(frozen=True)
class Report:
    """All findings of one check, worst first, and what was looked at."""

    findings: tuple[Finding, ...] = ()
    looked_at: dict[str, int] = field(default_factory=dict)

    @property
    def conforms(self) -> bool:
        """True if nothing stops a release."""
        return not any(finding.severity is Severity.VIOLATION for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)


def report(findings: Iterable[Finding], looked_at: dict[str, int] | None = None) -> Report:
    """Return the findings as a report, sorted the same way in every run."""
    return Report(tuple(sorted(findings, key=lambda finding: finding.order)), looked_at or {})


def counts(report: Report) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    return {severity.value: report.count(severity) for severity in Severity}


def as_json(report: Report) -> str:
    """Return the report as JSON text: whether it conforms, counts by severity, what was looked at, the findings."""
    data = {
        "conforms": report.conforms,
        "counts": counts(report),
        "looked_at": dict(sorted(report.looked_at.items())),
        "findings": [asdict(finding) for finding in report.findings],
    }
    return f"{json.dumps(data, indent=2, ensure_ascii=False)}\n"
