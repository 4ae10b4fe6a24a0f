"""`cfit identities`: the pairs of organisations of notices on which a person is asked."""

import csv
import hashlib
import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from cfit_graph import pipeline, project
from cfit_graph.records.identity import IdentityDecisionRecord

app = typer.Typer(help="Say who is who among the organisations of notices.", no_args_is_help=True)


@app.callback()
def identities() -> None:
    """Hold what these commands share."""


@app.command()
def review(
    data: Annotated[
        Path | None, typer.Option(help="Folder of tables to use instead of the project's own.", file_okay=False)
    ] = None,
) -> None:
    """List the pairs that await a decision, as rows for data/identity_decisions.csv: fill the column same."""
    sys.stdout.write(rows(project.root(), data))


def rows(root: Path, data: Path | None) -> str:
    """Return the pairs that await a decision as CSV, the surest first; may raise SourceError.

    `same` is empty, for a person to fill with true or false; the note says what is known.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(IdentityDecisionRecord.model_fields)
    who = pipeline.who_is_who(root, data)
    for match in sorted(who.review, key=lambda match: (-match.confidence, match.first, match.second)):
        key = hashlib.sha256(f"{match.first} {match.second}".encode()).hexdigest()[:16]
        writer.writerow((key, "cfit-identity", match.first, match.second, "", who.reason(match)))
    return buffer.getvalue()
