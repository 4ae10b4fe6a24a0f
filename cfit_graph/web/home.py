"""The home page: what this is, how much of it there is, how fresh it is, and where to begin."""

from datetime import UTC, date, datetime

from fastapi import APIRouter
from starlette.responses import Response

from cfit_graph.web import asking, pages
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.catalogue import N_
from cfit_graph.web.edition import Edition, PublishedQuestion

router = APIRouter()

# What is counted, where its list is, and what it is called.
_COUNTED = {
    "participants": ("/doc/organisation?relation=participant", N_("participants")),
    "countries": ("/map", N_("countries they are in")),
    "organisations": ("/doc/organisation", N_("organisations in all")),
    "groups": ("/doc/buyer-group", N_("buyer groups")),
    "commitments": ("/doc/commitment", N_("commitments and targets")),
    "criteria": ("/doc/criterion", N_("criteria to buy by")),
    "productGroups": ("/vocabulary/product-group", N_("product groups")),
    "purchases": ("/doc/procedure", N_("purchases")),
    "disagreements": ("/doc/disagreement", N_("points on which sources disagree")),
}
# Five of the published questions that show what the graph is good for.
_GOOD = (
    "participants",
    "steering-committee-changes",
    "criteria-for-a-product-group",
    "buyers-of-a-product-group",
    "facts-stated-differently",
)


@router.api_route("/", methods=READ)
async def home(opened: Current, reader: Reading) -> Response:
    """Say what this is and where to go."""
    edition = opened.edition
    counted = await asking.rows(opened.pool, "home")
    figures = [(text, address, int(row[name].value)) for row in counted for name, (address, text) in _COUNTED.items()]
    facts = {"figures": [figure for figure in figures if figure[2]], "questions": _questions(edition)}
    return pages.page("home.html", reader, release=edition, manifest=edition.manifest, age=_age(edition), **facts)


def _questions(edition: Edition) -> list[PublishedQuestion]:
    """Return five good questions, or the first five of a release that has others."""
    good = [edition.questions[key] for key in _GOOD if key in edition.questions]
    return good or list(edition.questions.values())[: len(_GOOD)]


def _age(edition: Edition) -> int | None:
    """Return how many days ago the release was made, None if it does not say."""
    try:
        made = date.fromisoformat(str(edition.manifest.get("created"))[: len("2026-11-22")])
    except ValueError:
        return None
    return max(0, (datetime.now(UTC).date() - made).days)
