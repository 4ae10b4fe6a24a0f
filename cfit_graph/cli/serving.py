"""`cfit serve`: kept apart from the other commands, whose modules would make it start half a second later."""

import gc
import os
from pathlib import Path
from typing import Annotated

import typer

from cfit_graph.errors import ReleaseError
from cfit_graph.settings import Settings

app = typer.Typer(add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False)


@app.callback()
def cfit() -> None:
    """Hold the one command, so that it keeps its name."""


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.  \\[default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.  \\[default: 8000]", min=0, max=65535)] = None,
    to: Annotated[
        Path | None, typer.Option("--releases", help="Folder of the releases.  \\[default: releases]")
    ] = None,
) -> None:
    """Serve the current release; build it first when there is none."""
    gc.disable()  # until the service has settled: nothing of what is loaded now is ever garbage
    from cfit_graph.web import edition, server  # noqa: PLC0415 - no other command needs the web

    given = {"host": host, "port": port, "releases": to}
    chosen = settings().model_copy(update={name: value for name, value in given.items() if value is not None})
    try:
        edition.pointed(chosen.releases)
    except ReleaseError:
        built(chosen.releases)
    server.serve(chosen, typer.echo)


def settings() -> Settings:
    """Return the settings of the environment; raise SettingsError."""
    return Settings.read(os.environ)


def built(releases: Path) -> None:
    """Build the first release."""
    from cfit_graph.cli import publishing  # noqa: PLC0415 - serving what is there needs nothing of the build

    gc.enable()
    publishing.errors.print(f"No release in {releases} yet: building one.", markup=False)
    publishing.publish(releases, None)
