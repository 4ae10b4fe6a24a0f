"""Everything that can go wrong, in one place.

    CfitError
        SettingsError            a setting is unknown or has no usable value
        SourceError              a source cannot be read
            NoticeError          ... because it is no notice we can read
            FetchError           ... because its server does not give it
                NotPublishedError    ... as it has no such thing (yet)
        ConformanceError         the graph breaks its own rules
        ReleaseError             a release cannot be written or opened
            ReleaseExistsError   ... because it is there already
        QueryError               a query cannot be answered
            QuerySyntaxError     ... because it is not SPARQL
            QueryRefusedError    ... because it asks for what the service never does
            QueryTimeoutError    ... within its deadline
            QueryTooLargeError   ... within the limits on its text or its result
            EngineBusyError      ... because every worker and the queue are taken
                ClientBusyError  ... by as many queries of this one client as it may have at once
                BudgetError      ... because this client has used up its share of the work
            NotReadyError        ... because what answers it is still being read
            EngineError          ... because the worker that ran it died
        UnknownResourceError     nothing is known about an IRI
        NotAcceptableError       no format we write is one the client accepts
        RequestError             a request does not keep to the protocol it speaks
            MediaTypeError       ... by the type of what it sends
            MethodError          ... by its method
            OversizeError        ... by its size
                AddressLengthError   ... that of its address
                HeaderSizeError      ... that of its header
        AddressError             the server cannot listen on its address

No error knows about exit codes or HTTP. The two doors, cli and web, do.
"""

from dataclasses import dataclass


class CfitError(Exception):
    """The root of every error a user can act on; its text is one sentence in plain words."""


class SettingsError(CfitError):
    """A setting is unknown or has no usable value."""


class SourceError(CfitError):
    """A source cannot be read."""


class NoticeError(SourceError):
    """A file is not a procurement notice, is broken, or is larger or deeper than we read."""


class FetchError(SourceError):
    """A server does not give what it was asked for, or is none that the operator has named."""


class NotPublishedError(FetchError):
    """A server has nothing under an address (yet)."""


class ConformanceError(CfitError):
    """The graph breaks its own rules, so nothing is published."""


class ReleaseError(CfitError):
    """A release cannot be written or opened."""


class ReleaseExistsError(ReleaseError):
    """A release with this name is there already; releases are never overwritten."""


class QueryError(CfitError):
    """A query cannot be answered."""


@dataclass
class QuerySyntaxError(QueryError):
    """The text is not SPARQL; `line` and `column` start at 1 and point at the offence where it is known."""

    message: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return the message, with the place in front where it is known."""
        if self.line is None:
            return self.message
        return f"line {self.line}, column {self.column}: {self.message}"


class QueryRefusedError(QueryError):
    """The query asks for something this service never does, such as SERVICE, LOAD or an update."""


class QueryTimeoutError(QueryError):
    """The query did not end within its deadline and was stopped."""


class QueryTooLargeError(QueryError):
    """The text of the query, or its result, passes a limit."""


@dataclass
class EngineBusyError(QueryError):
    """Every worker is taken and the queue is full; it is worth asking again after `retry_after` seconds."""

    message: str
    retry_after: float = 5.0

    def __str__(self) -> str:
        """Return the message."""
        return self.message


class ClientBusyError(EngineBusyError):
    """This client has as many queries in flight as one may have."""


class BudgetError(EngineBusyError):
    """This client has used more of the workers' time than one client's share; `retry_after` says until when."""


@dataclass
class NotReadyError(QueryError):
    """What is asked for is still being read from the release; it is worth asking again after `retry_after` seconds."""

    message: str
    retry_after: float = 5.0

    def __str__(self) -> str:
        """Return the message."""
        return self.message


class EngineError(QueryError):
    """The worker that ran the query died; the service goes on."""


class UnknownResourceError(CfitError):
    """Nothing is known about an IRI."""


class NotAcceptableError(CfitError):
    """None of the formats the client accepts can be written."""


class RequestError(CfitError):
    """A request does not keep to the protocol it speaks."""


class MediaTypeError(RequestError):
    """What the request sends is of a type we do not read."""


@dataclass
class MethodError(RequestError):
    """The address does not know the method; `allowed` are those it knows, `instead` what else can be done."""

    allowed: tuple[str, ...]
    instead: str = ""

    def __str__(self) -> str:
        """Return what may be done instead."""
        return f"This address answers {', '.join(self.allowed)}. {self.instead}".strip()


class OversizeError(RequestError):
    """The request is larger than we read."""


class AddressLengthError(OversizeError):
    """The address is longer than we read."""


class HeaderSizeError(OversizeError):
    """The header is larger than we read."""


class AddressError(CfitError):
    """The server cannot listen on its address."""
