"""The report of the check that let the release pass: for machines as Turtle and JSON, for people as a page."""

from collections.abc import Iterator
from importlib.resources import files as resources
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from cfit_graph import findings, rdf
from cfit_graph.findings import Finding, Report, Severity
from cfit_graph.release import files, turtle
from cfit_graph.release.content import Content
from cfit_graph.release.files import File

_HEADINGS = {
    Severity.VIOLATION: ("Must fix", "These stop a release."),
    Severity.WARNING: ("Please check", "The release went out with these; somebody should look at each of them."),
    Severity.INFO: ("Note", "Nothing is wrong; this is good to know."),
}


def write(content: Content, building: Path) -> list[File]:
    """Write report.html, report.json and report.ttl, and return their descriptions."""
    page, data = _page(content), findings.as_json(content.report).encode()
    return [
        files.write(building, "report.html", page, "The check that let this release pass, for people"),
        files.write(building, "report.json", data, "The check that let this release pass, for programs"),
        _graph(content, building),
    ]


def _graph(content: Content, building: Path) -> File:
    """Write the SHACL report so that it is the same in every run, whatever the blank nodes were called."""
    what = "The check that let this release pass, SHACL validation report"
    received = files.write(building, "report.ttl", content.report_graph, what)
    same = turtle.text(rdf.read_file(building / received.path), content.prefixes)
    return files.write(building, received.path, same, what)


def _page(content: Content) -> bytes:
    """Return the report as a page that needs nothing but itself."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = resources(__package__).joinpath("templates/report.html").read_text(encoding="utf-8")
    page = environment.from_string(source).render(
        created=content.created,
        groups=list(_groups(content.report)),
        looked_at=sorted(content.report.looked_at.items()),
        limits=content.limits,
    )
    return f"{page}\n".encode()


def _groups(report: Report) -> Iterator[tuple[str, str, str, list[Finding]]]:
    """Yield heading, key and meaning of each severity, and its findings."""
    for severity, (heading, meaning) in _HEADINGS.items():
        yield heading, severity.value, meaning, [one for one in report.findings if one.severity is severity]
