"""Building a release, with its progress on standard error."""

from concurrent.futures import Executor
from pathlib import Path

from rich.console import Console

from cfit_graph import pipeline, project
from cfit_graph.pipeline import Running

errors = Console(stderr=True, highlight=False)


def publish(to: Path, data: Path | None, executor: Executor | None = None) -> Path:
    """Write a release, showing each step when it is done, and return its folder; may raise any CfitError.

    The executor is for the chunks of a great many notices; without one they are done one after the other.
    """
    with errors.status("Building the graph …") as status:

        def progress(step: str) -> None:
            errors.print(f"  {step}", markup=False)
            status.update(f"{step} …")

        return pipeline.publish(project.root(), to, data, Running(executor, progress=progress))
