"""argv to exit code: 0 done, 1 the graph does not conform, 2 anything else that the user can act on."""

import sys

import typer

from cfit_graph.errors import CfitError, ConformanceError

__all__ = ["main"]


def main() -> None:
    """Run `cfit`, and turn what went wrong into one line and an exit status."""
    try:
        _commands()()
    except CfitError as error:
        typer.secho(f"Error: {error}", fg="red", err=True)
        sys.exit(1 if isinstance(error, ConformanceError) else 2)


def _commands() -> typer.Typer:
    """Return the commands, without those that serving has no use for."""
    if sys.argv[1:2] == ["serve"]:
        from cfit_graph.cli import serving  # noqa: PLC0415 - see there

        return serving.app
    from cfit_graph.cli import commands  # noqa: PLC0415 - the other way

    return commands.app
