"""argv to exit code: 0 done, 1 the graph does not conform, 2 anything else that the user can act on."""

from cfit_graph.cli.commands import main

__all__ = ["main"]
