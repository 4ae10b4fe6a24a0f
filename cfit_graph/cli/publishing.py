"""Building a release, with its progress on standard error."""

from pathlib import Path

from rich.console import Console

from cfit_graph import pipeline, project

errors = Console(stderr=True, highlight=False)


def publish(to: Path, data: Path | None) -> Path:
    """Write a release, showing each step when it is done, and return its folder; may raise any CfitError."""
    with errors.status("Building the graph …") as status:

        def progress(step: str) -> None:
            errors.print(f"  {step}", markup=False)
            status.update(f"{step} …")

        return pipeline.publish(project.root(), to, data, progress)
