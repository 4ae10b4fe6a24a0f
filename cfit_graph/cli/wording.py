"""A report of findings as a person reads it in a terminal, as JSON, or as the SHACL report in Turtle."""

from collections.abc import Iterator
from enum import StrEnum

from rdflib import Graph

from cfit_graph import findings
from cfit_graph.findings import Finding, Report, Severity


class ReportFormat(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"
    TURTLE = "turtle"


HEADINGS = {Severity.VIOLATION: "Must fix", Severity.WARNING: "Please check", Severity.INFO: "Note"}


def report_text(report: Report, shacl: Graph, report_format: ReportFormat) -> str:
    """Return the report in the format asked for."""
    if report_format is ReportFormat.JSON:
        return findings.as_json(report)
    if report_format is ReportFormat.TURTLE:
        return shacl.serialize(format="turtle")
    return "\n".join(lines(report)) + "\n"


def lines(report: Report) -> Iterator[str]:
    """Yield the report line by line, the worst first, ending with what was looked at and the verdict."""
    for severity, heading in HEADINGS.items():
        group = [finding for finding in report.findings if finding.severity is severity]
        if group:
            yield f"{heading} ({len(group)})"
            for finding in group:
                yield from finding_lines(finding)
            yield ""
    yield "Looked at " + ", ".join(f"{number:,} {what}" for what, number in report.looked_at.items()) + "."
    yield verdict(report)


def finding_lines(finding: Finding) -> Iterator[str]:
    """Yield one finding: place and claim, then what it is about, what was found, and what to do."""
    place = f"{finding.place}: " if finding.place else ""
    yield f"  {place}{finding.message}"
    about = f"{finding.label} <{finding.thing}>" if finding.label and finding.thing else finding.label or finding.thing
    for name, text in (("about", about), ("found", finding.found), ("expected", finding.expected)):
        if text:
            yield f"      {name}: {text}"
    if finding.advice:
        yield f"      do: {finding.advice}"


def verdict(report: Report) -> str:
    """Return in one sentence whether the graph may be released."""
    warnings = report.count(Severity.WARNING)
    if report.conforms:
        return f"The graph conforms; {warnings} warning{'' if warnings == 1 else 's'}."
    number = report.count(Severity.VIOLATION)
    return f"The graph does not conform: {number} finding{'' if number == 1 else 's'} must be fixed."
