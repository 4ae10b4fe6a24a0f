"""Draw the main classes and how they connect: cfit_graph/web/templates/ontology-diagram.svg, by Graphviz' `dot`.

`python docs/ontology_diagram.py` writes it; a test holds the picture to the ontology and the shapes.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from cfit_graph import iris, project, rdf
from cfit_graph.iris import CFIT, EPO, FOAF, ORG, SCHEMA
from cfit_graph.web import shapes_page
from cfit_graph.web.ontology_terms import Ontology, best
from cfit_graph.web.shapes_rules import RuleBook

PICTURE = Path("cfit_graph", "web", "templates", "ontology-diagram.svg")

# What everything has, or what may be about anything, would hide the rest.
HIDDEN = {CFIT.SourceDocument.value, CFIT.Claim.value, CFIT.Disagreement.value, CFIT.NameUsage.value}
BORROWED = {ORG.Organization.value, ORG.Post.value, FOAF.Person.value, EPO.Procedure.value, SCHEMA.Event.value}
ROUND = 7  # the radius of a corner
MOST_CLASSES = 3  # a property that may lead to more classes than this says little about any of them

Edge = tuple[str, str, str]


def edges(ontology: Ontology, rules: RuleBook) -> set[Edge]:
    """Return class, property and class of each connection that the shapes know between two classes of the picture."""
    return {
        (start, property_, end)
        for start, ruled in rules.of_class.items()
        if _drawn(ontology, start)
        for whole, part in ruled
        if len(whole.classes) == 1 and part.path and part.path.form == "property"
        for property_ in part.path.properties()
        for end in _ends(ontology, list(shapes_page.classes_of(part)))
    }


def lines(ontology: Ontology, rules: RuleBook) -> Iterator[str]:
    """Yield the picture in the language of `dot`: classes as boxes with links, their properties as arrows."""
    yield "digraph ontology {"
    yield '  graph [rankdir=LR, nodesep=0.2, ranksep=0.35, bgcolor="transparent", splines=true]'
    yield '  node [shape=box, style=rounded, fontname="Helvetica", fontsize=12, height=0.3, margin="0.12,0.05"]'
    yield '  edge [fontname="Helvetica", fontsize=10, arrowsize=0.6]'
    joined: dict[tuple[str, str], list[str]] = {}
    for start, property_, end in sorted(edges(ontology, rules)):
        joined.setdefault((start, end), []).append(_label(ontology, property_))
    for iri in sorted({iri for pair in joined for iri in pair}):
        yield f'  "{iri}" [label="{_label(ontology, iri)}", URL="{address(iri)}"]'
    for (start, end), labels in joined.items():
        words = "\\n".join(labels)
        yield f'  "{start}" -> "{end}" [label="{words}"]'
    yield "}"


def address(iri: str) -> str:
    """Return where a class of the picture leads: its page, or for a borrowed one its row on the page of all terms."""
    return f"/ontology/{iri.removeprefix(CFIT.base)}" if iri.startswith(CFIT.base) else "/ontology#borrowed"


def drawn(dot: str) -> str:
    """Return the SVG that `dot` makes, its colours left to the stylesheet and everything that varies left out."""
    program = shutil.which("dot")
    if program is None:
        raise SystemExit("the program dot is missing; install Graphviz")
    command = [program, "-Tsvg"]
    made = subprocess.run(command, input=dot, capture_output=True, text=True, check=True).stdout  # noqa: S603 - `dot`
    svg = made[made.index("<svg") :]
    svg = re.sub(r"<!--.*?-->\n?", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<title>.*?</title>\n?|<polygon fill="(?:transparent|none)" stroke="transparent"[^>]*/>\n?', "", svg)
    svg = re.sub(r' (?:fill|stroke|font-family|font-size|text-decoration|xlink:title)="[^"]*"', "", svg)
    svg = re.sub(r' (?:id="(?:node|edge|a_node|graph)[^"]*"|text-anchor="middle")', "", svg).replace(
        "xlink:href", "href"
    )
    svg = re.sub(r'<svg width="[^"]*" height="[^"]*"', '<svg role="group"', svg)
    svg = re.sub(r"<g>\n?(<a .*?</a>)\n?</g>", r"\1", svg, flags=re.DOTALL)
    svg = re.sub(r'<path d="([^"]*)"/>(?=\n<text[^\n]*\n</a>)', _box, svg)
    return re.sub(r'(?<=[ ,"MC-])\d+\.\d+', lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), svg)


def _box(outline: re.Match[str]) -> str:
    """Return the outline of a class, which `dot` draws in twelve curves, as one box with round corners."""
    points = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", outline[1])]
    (left, right), (top, bottom) = ((min(places), max(places)) for places in zip(*points, strict=True))
    return f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" rx="{ROUND}"/>'


def main() -> None:
    """Write the picture."""
    root = project.root()
    ontology, rules = read(root)
    (root / PICTURE).write_text(drawn("\n".join(lines(ontology, rules))), encoding="utf-8")


def read(root: Path) -> tuple[Ontology, RuleBook]:
    """Return the ontology and the shapes of the project at `root`."""
    quads = [quad for path in sorted((root / "ontology").glob("*.ttl")) for quad in rdf.read_file(path)]
    return Ontology(quads), RuleBook(rdf.read_folder(root / "shapes", iris.SHAPES))


def _drawn(ontology: Ontology, iri: str) -> bool:
    return iri in BORROWED or (iri.startswith(CFIT.base) and iri not in HIDDEN and bool(ontology.labels(iri)))


def _ends(ontology: Ontology, classes: list[str]) -> list[str]:
    return [iri for iri in classes if _drawn(ontology, iri)] if len(classes) <= MOST_CLASSES else []


def _label(ontology: Ontology, iri: str) -> str:
    found = best(ontology.labels(iri), ("en",))
    return found.value if found else iri


if __name__ == "__main__":
    main()
