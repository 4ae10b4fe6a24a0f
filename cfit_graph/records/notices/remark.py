"""What a notice says about other notices, what it withholds, and the words it carries."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeReference:
    """Another notice that this one changes, modifies the contract of, or continues."""

    notice: str
    kind: str  # change BT-758, modification BT-1501, previous (R2.0.x NOTICE_NUMBER_OJ, OPP-090)
    target: str  # as written
    target_key: str | None = None  # key of the notice where the text is a publication number or id and version
    reasons: tuple[str, ...] = ()  # BT-140
    sections: tuple[str, ...] = ()  # BT-13716


@dataclass(frozen=True, slots=True)
class Withheld:
    """A field that the buyer keeps from the public, for a while or for good."""

    notice: str
    field: str  # BT-195: win-ten-val, not-val, awa-cri-typ ...
    of: str = ""
    reason: str | None = None  # BT-197
    until: str | None = None  # BT-198


@dataclass(frozen=True, slots=True)
class FreeText:
    """Words of the notice for the text signal; they pass by and are stored nowhere."""

    of: str
    field: str  # title, description, criterion-name, criterion-text, strategic-text, selection-text ...
    text: str
    language: str | None = None
