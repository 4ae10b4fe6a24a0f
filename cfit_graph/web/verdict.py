"""The check a release passed before it was published, as a page tells it: how many findings, and what each says."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cfit_graph.findings import Severity
from cfit_graph.web.edition import Edition

_REPORT = "report.json"


@dataclass(frozen=True)
class Remark:
    """What the check says of several things alike: the sentence, what to do, and each thing with its name."""

    severity: str
    message: str
    advice: str | None
    things: Sequence[tuple[str | None, str]]


@dataclass(frozen=True)
class Verdict:
    """The counts by severity, what was looked at, and the remarks, the worst first."""

    counts: Mapping[str, int]
    looked_at: Mapping[str, int]
    remarks: Sequence[Remark]


def of(edition: Edition) -> Verdict | None:
    """Return what the check of a release found, None if it comes without its report."""
    published = edition.files.get(_REPORT)
    return _read(published.path, published.sha256) if published else None


@lru_cache(maxsize=4)
def _read(path: Path, _: str) -> Verdict:
    report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    alike: dict[tuple[str, str, str | None], list[tuple[str | None, str]]] = {}
    for finding in report["findings"]:
        key = (finding["severity"], finding["message"], finding["advice"])
        thing = finding["thing"]
        name = finding["label"] or thing or _place(finding["place"]) or ""
        alike.setdefault(key, []).append((thing, name))
    order = [severity.value for severity in Severity]
    remarks = [Remark(*key, things) for key, things in alike.items()]
    remarks.sort(key=lambda remark: (order.index(remark.severity), -len(remark.things), remark.message))
    return Verdict(report["counts"], report["looked_at"], remarks)


def _place(place: Mapping[str, object] | None) -> str | None:
    return ":".join(str(part) for part in place.values() if part is not None) if place else None
