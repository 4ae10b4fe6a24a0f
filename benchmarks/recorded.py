"""What all long runs share: telling how far they are, figures of many times, a summary that is always whole."""

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

TELL_SECONDS = 10.0


class Progress:
    """Says how far a run is, every ten seconds."""

    def __init__(self, what: str) -> None:
        """Begin to count."""
        self._what = what
        self._began = self._told = time.monotonic()

    def tell(self, done: float, of: float, more: str = "") -> None:
        """Say it, if it has not been said lately."""
        now = time.monotonic()
        if now - self._told < TELL_SECONDS:
            return
        self._told = now
        left = (now - self._began) * (of - done) / done if done else 0.0
        print(f"{done:,.0f} of {of:,.0f} {self._what}, {left:.0f} s to go {more}", file=sys.stderr, flush=True)


def figures(seconds: Sequence[float]) -> dict[str, float]:
    """Return count, median, 95th and 99th percentile and the largest, in milliseconds."""
    if not seconds:
        return {"count": 0}
    ordered = sorted(seconds)

    def at(share: float) -> float:
        return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)

    return {
        "count": len(ordered),
        "p50": at(0.5),
        "p95": at(0.95),
        "p99": at(0.99),
        "max": round(1000 * ordered[-1], 1),
    }


def write(out: Path, summary: dict[str, Any]) -> None:
    """Write the summary so that a reader finds the old one or the new one, never half of it."""
    waiting = out.with_name(f"{out.name}.new")
    waiting.write_text(json.dumps(summary, indent=1, default=str) + "\n", encoding="utf-8")
    os.replace(waiting, out)  # noqa: PTH105 - the call that is atomic, by its name
