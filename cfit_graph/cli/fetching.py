"""`cfit fetch`: notices from TED and from publishers of OCDS, for those who have a network."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cfit_graph.errors import SettingsError
from cfit_graph.pipeline import fetch

app = typer.Typer(
    help="Bring notices from the official interfaces into a folder, for `cfit ingest`.", no_args_is_help=True
)
errors = Console(stderr=True, highlight=False)

To = Annotated[
    Path, typer.Option(help="Folder to save to; what is there already is not asked for again.", file_okay=False)
]
Pause = Annotated[float, typer.Option(help="Seconds between two questions.", min=0)]
HERE = Path("fetched")


@app.command()
def ted(
    what: Annotated[
        list[str],
        typer.Argument(help="Daily packages by year and issue, such as 202400214; or an expert query, in quotes."),
    ],
    *,
    to: To = HERE,
    most: Annotated[int | None, typer.Option(help="Stop after so many notices of a query.", min=1)] = None,
    api: Annotated[str, typer.Option(help="Where the search answers.")] = fetch.Ted.api,
    site: Annotated[str, typer.Option(help="Where notices and packages are.")] = fetch.Ted.site,
    pause: Pause = fetch.Ted.pause,
) -> None:
    """Bring whole daily packages from TED, or what an expert query finds: "PD = 20260105 AND PC = 30213100"."""
    places = fetch.Ted(api.rstrip("/"), site.rstrip("/"), pause)
    if all(one.isdecimal() for one in what):
        said(fetch.ted_packages(what, to, places, tell), to)
    elif len(what) == 1:
        said(fetch.ted_notices(what[0], to, most, places, tell), to)
    else:
        raise SettingsError("give numbers of packages, or one query in quotes")


@app.command()
def ocds(
    address: Annotated[str, typer.Argument(help="Address of a release or record package.")],
    *,
    to: To = HERE,
    most: Annotated[int | None, typer.Option(help="Stop after so many pages.", min=1)] = None,
    pause: Pause = 1.0,
) -> None:
    """Bring OCDS packages, page after page, from the host of the address and no other."""
    said(fetch.ocds_packages(address, to, most, pause, tell), to)


def tell(line: str) -> None:
    """Show how far it is."""
    errors.print(line, markup=False, soft_wrap=True)


def said(fetched: fetch.Fetched, to: Path) -> None:
    """Say what has been brought."""
    typer.echo(f"{fetched.new} new, {fetched.present} there already, in {to}")
    if fetched.missing:
        typer.echo(f"not published (yet): {', '.join(fetched.missing)}")
