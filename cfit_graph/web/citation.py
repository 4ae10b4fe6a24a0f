"""How to cite a thing: in words, as BibTeX, and as CSL-JSON (Citation Style Language, schema 1.0.2)."""

import json
import re
from dataclasses import dataclass

from cfit_graph.web.edition import Edition

_SPECIAL = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SIGN = re.compile(r"[&%$#_{}\\~^]")


@dataclass(frozen=True)
class Citation:
    """A citation in three forms."""

    text: str
    bibtex: str
    csl: str


def of(iri: str, title: str, edition: Edition, publishers: list[str]) -> Citation:
    """Return how to cite what this release says of a thing: with its permanent IRI, and who published the originals."""
    title, year = _line(title), str(edition.manifest.get("created", ""))[:4]
    publisher = _line(str(edition.manifest.get("publisher", "cfit-graph")))
    origin = f"Taken from documents of {_line('; '.join(publishers))}" if publishers else ""
    date = f"Release {edition.id}"
    text = f"{title}. {publisher}, {year}. {date}. {iri}.{f' {origin}.' if origin else ''}"
    return Citation(
        text,
        _bibtex(iri, title, publisher, year, f"{date}. {origin}" if origin else date),
        _csl(iri, title, edition, publisher, origin),
    )


def _bibtex(iri: str, title: str, publisher: str, year: str, note: str) -> str:
    key = re.sub(r"[^A-Za-z0-9]+", "-", iri.rpartition("cfit/")[2]).strip("-")
    fields = {
        "title": f"{{{_tex(title)}}}",
        "author": f"{{{_tex(publisher)}}}",
        "year": year,
        "url": iri,
        "note": _tex(note),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{cfit-{key},\n{lines}}}"


def _csl(iri: str, title: str, edition: Edition, publisher: str, origin: str) -> str:
    created = [int(part) for part in str(edition.manifest.get("created", "")).split("-") if part.isdecimal()]
    entry = {
        "id": iri,
        "type": "dataset",
        "title": title,
        "author": [{"literal": publisher}],
        "publisher": publisher,
        "issued": {"date-parts": [created]},
        "version": edition.id,
        "URL": iri,
        **({"note": origin} if origin else {}),
    }
    return json.dumps([entry], ensure_ascii=False, indent=1)


def _line(text: str) -> str:
    """Return the text as one line."""
    return " ".join(text.split())


def _tex(text: str) -> str:
    return _SIGN.sub(lambda sign: _SPECIAL[sign[0]], text)
