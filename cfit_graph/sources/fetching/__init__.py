"""Notices brought from the official interfaces onto the disk, where `cfit ingest` finds them; nothing is read here."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Fetched:
    """What a run has brought, found on the disk already, and asked for in vain."""

    new: int = 0
    present: int = 0
    missing: list[str] = field(default_factory=list)

    def note(self, *, new: bool) -> None:
        """Count one thing that is on the disk now."""
        if new:
            self.new += 1
        else:
            self.present += 1
