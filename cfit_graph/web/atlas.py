"""`/map`: who takes part, by country, as a drawing and as the table of the same numbers."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from cfit_graph.iris import COUNTRY
from cfit_graph.web import asking, fence, pages, terms
from cfit_graph.web.asking import Row
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.shelf import Opened

router = APIRouter()

STEPS = (1, 2, 4, 6)  # from how many participants on a country gets the next stronger colour

# The colours of the picture, by shade, as the stylesheet has them; in the dark the strongest is the lightest.
LIGHT = ("#2b6f9e", "#a9d6c1", "#74b99b", "#3f9472", "#17634a")
DARK = ("#8cc4ec", "#33705a", "#4a9679", "#6fbd9c", "#a9e6cd")
STYLE = f"""@media (prefers-color-scheme: dark) {{{
    "".join(f".s{shade}{{fill:{colour}}}" for shade, colour in enumerate(DARK))
}}}"""


@dataclass(frozen=True)
class Place:
    """A country with its numbers; `code` is its three letters (ISO 3166-1), None where no country is stated."""

    code: str | None
    name: str
    participants: int
    groups: int

    @property
    def shade(self) -> int:
        """How dark the country is drawn, from 0 to 4."""
        return sum(self.participants >= step for step in STEPS)

    def address(self, kind: str = "organisation") -> str:
        """Return the address of the list of what is counted here: participants, or buyer groups."""
        fields = {"country": self.code or "-"}
        if kind == "organisation":
            fields["relation"] = "participant"
        return f"/doc/{kind}?{urlencode(fields)}"


@dataclass(frozen=True)
class View:
    """A drawing: its size, and each country on it with its outline; a place is None where there is nothing to count."""

    width: int
    height: int
    drawn: Sequence[tuple[str, str, Place | None]]

    @property
    def codes(self) -> frozenset[str]:
        """The countries that are on it."""
        return frozenset(code for code, _, _ in self.drawn)


@cache
def outlines() -> Mapping[str, Mapping[str, object]]:
    """Return the views that `frontend/countries.mjs` drew, by name."""
    read: dict[str, dict[str, object]] = json.loads(
        files(__package__).joinpath("maps", "countries.json").read_text(encoding="utf-8")
    )
    return read


@router.api_route("/map", methods=READ)
async def shown(opened: Current, reader: Reading) -> Response:
    """Show the countries of participants and buyer groups."""
    places = await counted(opened, reader.languages)
    facts = {"places": places, "europe": view("europe", places), "world": view("world", places), "steps": STEPS}
    return pages.page("map.html", reader, release=opened.edition, **facts)


@router.api_route("/map.svg", methods=READ)
async def drawing(opened: Current, shown: str = "europe") -> Response:
    """Draw Europe, or the world, as a picture for other pages, in colours that can be seen on light and on dark."""
    places = await counted(opened, ("en",))
    drawn = view("world" if shown == "world" else "europe", places)
    picture = pages.environment("en").get_template("map.svg").render(view=drawn, colours=LIGHT, style=STYLE)
    hashed = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    sent = {"cache-control": "no-cache", "cfit-release": opened.edition.id}
    return Response(picture, 200, sent | {fence.POLICY_NAME: fence.policy(f"'sha256-{hashed}'")}, "image/svg+xml")


async def counted(opened: Opened, languages: Sequence[str]) -> list[Place]:
    """Return the countries that have participants or buyer groups, most participants first; raise any QueryError."""
    rows = await asking.rows(opened.pool, "map")
    labels = await asking.labels(opened.pool, (row["country"].value for row in rows if "country" in row))
    return [_place(row, labels, languages) for row in rows]


def view(name: str, places: Sequence[Place]) -> View:
    """Return a drawing with the numbers on it."""
    outline = outlines()[name]
    by_code = {place.code: place for place in places}
    paths = outline["paths"]
    assert isinstance(paths, dict)  # noqa: S101 - the file is ours
    return View(
        int(str(outline["width"])),
        int(str(outline["height"])),
        [(code, path, by_code.get(code)) for code, path in paths.items()],
    )


def _place(row: Row, labels: terms.Labels, languages: Sequence[str]) -> Place:
    participants, groups = int(row["participants"].value), int(row["groups"].value)
    if "country" not in row:
        return Place(None, "", participants, groups)
    iri = row["country"].value
    return Place(iri.removeprefix(COUNTRY.base), terms.label(iri, labels, languages) or iri, participants, groups)
