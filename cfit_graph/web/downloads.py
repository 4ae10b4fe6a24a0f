"""`/data`: the files of the release, from the fixed table its manifest gives; no address is ever joined to a path."""

import base64
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

from cfit_graph import iris
from cfit_graph.errors import UnknownResourceError
from cfit_graph.settings import Settings
from cfit_graph.web import citation, fence, pages, verdict
from cfit_graph.web.borrowing import READ, Configured, Current, Reading
from cfit_graph.web.catalogue import N_
from cfit_graph.web.edition import POINTER, Edition, PublishedFile
from cfit_graph.web.receipts import OPEN_TO_ALL

router = APIRouter()

TITLE = "cfit-graph, the open knowledge graph of the Circular & Fair ICT Pact"

# The files of a release by what somebody would want them for; a file that is not named here is in the last group.
_GRAPH, _TERMS, _TABLES, _CHECK = (
    N_("The whole graph"),
    N_("Terms and rules"),
    N_("Tables"),
    N_("The check and the rest"),
)
_KNOWN = {
    "graph.trig.zst": (_GRAPH, N_("Every statement with the document that makes it, TriG")),
    "graph.nq.zst": (_GRAPH, N_("Every statement with the document that makes it, N-Quads in canonical order")),
    "graph.ttl.zst": (_GRAPH, N_("Every distinct statement once, Turtle")),
    "ontology.ttl": (_TERMS, N_("The classes and properties")),
    "vocabularies.ttl": (_TERMS, N_("The lists of values")),
    "alignments.ttl": (_TERMS, N_("How the terms relate to those of other vocabularies")),
    "shapes.ttl": (_TERMS, N_("The rules the graph was checked with, SHACL")),
    "context.jsonld": (_TERMS, N_("The context for JSON-LD")),
    "queries.ttl": (_TERMS, N_("The published questions")),
    "report.html": (_CHECK, N_("The check that let this release pass, for people")),
    "report.json": (_CHECK, N_("The check that let this release pass, for programs")),
    "report.ttl": (_CHECK, N_("The check that let this release pass, SHACL validation report")),
    "dataset.ttl": (_CHECK, N_("The description for data catalogues, DCAT-AP and VoID")),
    "SHA256SUMS": (_CHECK, N_("The SHA-256 of every dump")),
}
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@router.api_route("/data", methods=READ)
async def listed(opened: Current, settings: Configured, reader: Reading) -> Response:
    """List the files with sizes and hashes; say how to cite them, how they were checked and what they rest on."""
    edition = opened.edition
    facts = {
        "groups": _groups(edition),
        "citation": citation.of(iris.release(edition.id).value, TITLE, edition, []),
        "verdict": verdict.of(edition),
        "kept": _kept(settings, edition),
        "manifest": edition.manifest,
        "report_to": settings.report_to,
    }
    return pages.page("data.html", reader, release=edition, **facts)


@router.api_route("/data/{name:path}", methods=READ)
async def taken(name: str, opened: Current) -> Response:
    """Give one file; 404 for every name that is not listed."""
    published = opened.edition.files.get(name)
    if published is None:
        raise UnknownResourceError("There is no such file in this release; /data lists those there are.")
    sent = {**OPEN_TO_ALL, "cache-control": "no-cache", "cfit-release": opened.edition.id}
    if published.media_type == "text/html":
        sent[fence.POLICY_NAME] = fence.policy(_styles(published.path))
    return FileResponse(published.path, 200, sent, published.media_type)


def _groups(edition: Edition) -> list[tuple[str, list[tuple[PublishedFile, str]]]]:
    """Return the headings, each with its files and what these are, in English, which is the key of the translations."""
    found: dict[str, list[tuple[PublishedFile, str]]] = {heading: [] for heading in (_GRAPH, _TERMS, _TABLES, _CHECK)}
    for name, (heading, what) in _KNOWN.items():
        if name in edition.files:
            found[heading].append((edition.files[name], what))
    for name, published in edition.files.items():
        if name not in _KNOWN:
            is_table = name.startswith("tables/")
            found[_TABLES if is_table else _CHECK].append((published, "" if is_table else published.what))
    return [(heading, files) for heading, files in found.items() if files]


def _kept(settings: Settings, edition: Edition) -> Sequence[str]:
    """Return the ids of the other releases that are kept here, the newest first."""
    names = (folder.name for folder in settings.releases.iterdir() if (folder / "manifest.json").is_file())
    return sorted(
        (name for name in names if iris.KEY.fullmatch(name) and name not in {POINTER, edition.id}), reverse=True
    )


def _styles(page: Path) -> str:
    """Return what allows the styles inside a page of the release, and no others, by their hashes."""
    hashes = (base64.b64encode(hashlib.sha256(style).digest()).decode() for style in _STYLE.findall(page.read_bytes()))
    return " ".join(f"'sha256-{one}'" for one in hashes)
