"""What came of a procedure: results, tenders, contracts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LotResult:
    """The result of a lot; one lot can have several, with one winner each."""

    notice: str
    id: str  # OPT-322
    of: str = ""  # BT-13713, the lot
    outcome: str | None = None  # BT-142: selec-w, clos-nw, open-nw
    reason: str | None = None  # BT-144, why nobody won
    tenders: tuple[str, ...] = ()  # OPT-320
    contracts: tuple[str, ...] = ()  # OPT-315
    date: str | None = None  # OCDS: award date; F13: decision of the jury
    reference: str | None = None  # OCDS: id of the award


@dataclass(frozen=True, slots=True)
class Submissions:
    """How many tenders or requests of one kind came in for a result."""

    notice: str
    of: str
    kind: str  # BT-760: tenders, t-sme, t-oth-eea ...
    number: str  # BT-759


@dataclass(frozen=True, slots=True)
class LotTender:
    """What a tenderer, or several together, handed in for a lot. Subcontractors are never tenderers."""

    notice: str
    id: str  # OPT-321
    of: str = ""  # BT-13714, the lot
    tenderers: tuple[str, ...] = ()  # OPT-300-Tenderer
    won: bool = False  # a result and a contract name it; where contracts name none, a result `selec-w`
    rank: str | None = None  # BT-171


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract that was signed."""

    notice: str
    id: str  # OPT-316
    reference: str | None = None  # BT-150
    tenders: tuple[str, ...] = ()  # BT-3202
    decided: str | None = None  # BT-1451, day the winner was decided
    signed: str | None = None  # BT-145
    start: str | None = None  # OCDS: contract period
    end: str | None = None
