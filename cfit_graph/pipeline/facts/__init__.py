"""What the graph says of the notices of a file, in the form that independent extractors use to compare.

The facts are read back from the statements, never from the file or the records, so that they tell what is published.
"""

from pathlib import Path
from typing import Any

from cfit_graph import rdf
from cfit_graph.errors import NoticeError
from cfit_graph.mapping import notices as mapping
from cfit_graph.pipeline.facts import former, modern, open_contracting
from cfit_graph.pipeline.facts.view import View
from cfit_graph.sources import notices

Facts = dict[str, Any]

SUFFIXES = (".xml", ".json")
OF_FORMAT = {"eforms": modern.facts, "ted-r2-0-9": former.facts, "ted-r2-0-8": former.coded_facts}


def of_file(content: bytes, name: str) -> Facts:
    """Return the facts of one file; of one that is no notice, what is wrong with it."""
    try:
        trees = notices.read(content, name)
    except NoticeError as error:
        return {"error": str(error)}
    views = [View(rdf.quads_of(mapping.lines(tree))) for tree in trees]
    if all(view.format == "ocds" for view in views):
        return open_contracting.facts(views)
    return OF_FORMAT[views[0].format](views[0])


def files(path: Path) -> list[Path]:
    """Return the files of notices at a path: itself, or those below it by their names."""
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    return [path]
