"""Every error as the one shape all routes answer in: RFC 9457 problem+json, or a page with the same facts."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import JSONResponse, Response

from cfit_graph import errors
from cfit_graph.errors import CfitError, MethodError, QuerySyntaxError
from cfit_graph.web import advice, pages
from cfit_graph.web.catalogue import N_
from cfit_graph.web.edition import Edition
from cfit_graph.web.negotiation import best
from cfit_graph.web.reader import NOBODY, Reader

MEDIA_TYPE = "application/problem+json"

# The status and the title of each error; one that is not here has those of its nearest ancestor.
STATUS: Mapping[type[CfitError], tuple[int, str]] = {
    errors.QuerySyntaxError: (400, N_("This is not SPARQL")),
    errors.QueryRefusedError: (403, N_("This is never done here")),
    errors.QueryTimeoutError: (503, N_("The query took too long")),
    errors.QueryTooLargeError: (413, N_("Too large")),
    errors.ClientBusyError: (429, N_("Too many of your queries at once")),
    errors.BudgetError: (429, N_("Too much for one client")),
    errors.EngineBusyError: (503, N_("Too many queries at once")),
    errors.NotReadyError: (503, N_("Not ready yet")),
    errors.EngineError: (503, N_("The query broke off")),
    errors.QueryError: (400, N_("The query cannot be answered")),
    errors.UnknownResourceError: (404, N_("Nothing is known about this")),
    errors.NotAcceptableError: (406, N_("Not in that format")),
    errors.MediaTypeError: (415, N_("Not in that type")),
    errors.MethodError: (405, N_("Not by that method")),
    errors.AddressLengthError: (414, N_("Too large")),
    errors.HeaderSizeError: (431, N_("Too large")),
    errors.OversizeError: (413, N_("Too large")),
    errors.RequestError: (400, N_("The request cannot be read")),
    errors.ReleaseError: (503, N_("No release is open")),
    errors.CfitError: (500, N_("Something is wrong here")),
}
RETRY_SECONDS = 5

# What became of a query that was put to a worker.
OUTCOMES: Mapping[type[CfitError], str] = {
    errors.QuerySyntaxError: "syntax",
    errors.QueryRefusedError: "refused",
    errors.QueryTimeoutError: "time limit",
    errors.QueryTooLargeError: "too large",
    errors.ClientBusyError: "limited",
    errors.BudgetError: "limited",
    errors.EngineBusyError: "busy",
    errors.NotReadyError: "busy",
    errors.EngineError: "died",
    errors.QueryError: "query",
    errors.NotAcceptableError: "not acceptable",
    errors.CfitError: "refused",
}


@dataclass(frozen=True)
class Problem:
    """What went wrong, as a client is told."""

    status: int
    title: str
    detail: str
    more: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class NearMissError(errors.UnknownResourceError):
    """Nothing is known about an address, but about `suggestions`: addresses here, with what they are called."""

    detail: str
    suggestions: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Return the sentence for the reader."""
        return self.detail


def of(error: CfitError, query: str | None = None, edition: Edition | None = None) -> Problem:
    """Return the problem that `error` is; with the query, and the release it was put to, it can say more."""
    known = next(kind for kind in type(error).__mro__ if kind in STATUS)
    status, title = STATUS[known]
    headers = {}
    if status in {429, 503}:
        headers["retry-after"] = str(max(1, math.ceil(getattr(error, "retry_after", RETRY_SECONDS))))
    if isinstance(error, MethodError):
        headers["allow"] = ", ".join(error.allowed)
    more = advice.of(error, query, edition.terms if edition else ())
    if isinstance(error, NearMissError) and error.suggestions:
        more["suggestions"] = [{"address": address, "label": label} for address, label in error.suggestions]
    detail = advice.sentence(error, query) if isinstance(error, QuerySyntaxError) and query else str(error)
    return Problem(status, title, detail, more, headers)


def members(problem: Problem) -> dict[str, object]:
    """Return the members of the problem as JSON has them."""
    return {"title": problem.title, "status": problem.status, "detail": problem.detail, **problem.more}


def outcome(error: CfitError) -> str:
    """Return the word for what became of a query, as the metrics and the log have it."""
    return next(OUTCOMES[kind] for kind in type(error).__mro__ if kind in OUTCOMES)


def is_page(accept: str) -> bool:
    """Return whether a client would rather read its errors as pages."""
    return best(accept, (MEDIA_TYPE, "text/html")) == "text/html"


def reply(problem: Problem, accept: str, headers: Mapping[str, str] | None = None, reader: Reader = NOBODY) -> Response:
    """Return the answer: a page for a browser, in the reader's language, problem+json for everybody else."""
    sent = {"cache-control": "no-store", "vary": "Accept", **problem.headers, **(headers or {})}
    if is_page(accept):
        return pages.page("problem.html", reader, sent, problem.status, problem=problem)
    return JSONResponse(members(problem), problem.status, sent, MEDIA_TYPE)
