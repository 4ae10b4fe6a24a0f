"""Where the project's own folders are: ontology, shapes, checks, queries, data."""

from pathlib import Path

from cfit_graph.errors import SourceError

FOLDERS = ("ontology", "shapes", "checks", "queries", "data")


def root() -> Path:
    """Return the folder that holds the project's folders: the checkout's own, else those inside the installed package.

    Raises SourceError where neither has them, as after a broken installation.
    """
    package = Path(__file__).parent
    for folder in (package.parent, package / "project"):
        if all((folder / name).is_dir() for name in FOLDERS):
            return folder
    message = f"{package}: the folders {', '.join(FOLDERS)} are missing; install cfit-graph again"
    raise SourceError(message)
