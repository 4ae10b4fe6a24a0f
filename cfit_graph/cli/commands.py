"""The commands of `cfit`."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

import cfit_graph
from cfit_graph import pipeline, project
from cfit_graph.cli import asking, fetching, identities, ingesting, serving, telling, wording
from cfit_graph.cli.publishing import errors, publish
from cfit_graph.cli.serving import settings
from cfit_graph.cli.wording import ReportFormat
from cfit_graph.pipeline import Running
from cfit_graph.pipeline.ingest_part import Scope

app = typer.Typer(
    help="The open knowledge graph of the Circular & Fair ICT Pact: sources in, checked linked data out.",
    epilog="Exit status: 0 done, 1 the graph breaks its own rules, 2 something else you can act on.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
app.add_typer(fetching.app, name="fetch")
app.add_typer(identities.app, name="identities")

Data = Annotated[
    Path | None,
    typer.Option(help="Folder of tables to use instead of the project's own.", exists=True, file_okay=False),
]
Jobs = Annotated[int, typer.Option(help="Processes to use; 0 is one for each core.", min=0)]
Scheduler = Annotated[str | None, typer.Option(help="Address of a Dask scheduler to use instead.")]
To = Annotated[Path | None, typer.Option(help="Folder of the releases.  \\[default: releases]", file_okay=False)]


def version(asked: bool) -> None:  # noqa: FBT001 - typer hands a flag over by position
    """Print the version and end."""
    if asked:
        typer.echo(f"cfit-graph {cfit_graph.__version__}")
        raise typer.Exit


@app.callback()
def cfit(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Hold what all commands share."""


@app.command()
def check(
    data: Data = None,
    report_format: Annotated[
        ReportFormat, typer.Option("--format", help="text for people; json; turtle is the SHACL report.")
    ] = ReportFormat.TEXT,
    jobs: Jobs = 0,
    scheduler: Scheduler = None,
) -> None:
    """Build the graph and check it: every finding names its cell and says what to do."""
    with ingesting.executor(jobs or os.cpu_count() or 1, scheduler) as executor:
        checked = pipeline.check(project.root(), data, Running(executor))
    sys.stdout.write(wording.report_text(checked.report, checked.shacl, report_format))
    if not checked.report.conforms:
        raise typer.Exit(1)


@app.command()
def release(data: Data = None, to: To = None, jobs: Jobs = 0, scheduler: Scheduler = None) -> None:
    """Build, check and write a release, and make it the one that is served.

    The processes or the cluster are for many notices, of which each takes a part; all must see the folder of releases.
    """
    with ingesting.executor(jobs or os.cpu_count() or 1, scheduler) as executor:
        folder = publish(to or settings().releases, data, executor)
    typer.echo(folder)


app.command()(serving.serve)


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders, zip and tar archives with notices.")],
    to: Annotated[Path, typer.Option(help="Folder of the tables to write.", file_okay=False)] = Path("notices"),
    jobs: Jobs = 0,
    scheduler: Scheduler = None,
    scope: Annotated[Scope, typer.Option(help="ict: those with a CPV code of ICT; all: every notice.")] = Scope.ICT,
    data: Data = None,
) -> None:
    """Map notices (eForms, TED, OCDS) into compact tables: facts only, no descriptions, no contact data."""
    with ingesting.executor(jobs or os.cpu_count() or 1, scheduler) as executor:
        sys.stdout.write(ingesting.run(paths, to, data or project.root() / "data", scope, executor, errors))


@app.command()
def facts(
    paths: Annotated[list[Path], typer.Argument(help="Files of notices, or folders of them.")],
) -> None:
    """Say what the graph makes of notices (eForms, TED, OCDS): one line of JSON a file, read back from its triples."""
    for line in telling.lines(paths):
        sys.stdout.write(line)


@app.command()
def query(
    text: Annotated[str | None, typer.Argument(help="A SPARQL query, or - to read it from standard input.")] = None,
    file: Annotated[Path | None, typer.Option(help="File that holds the query.", dir_okay=False)] = None,
    question: Annotated[str | None, typer.Option(help="Key of a published question; 'list' lists them.")] = None,
    result_format: Annotated[
        asking.ResultFormat, typer.Option("--format", help="table for people; csv, tsv, json, xml; turtle, ntriples.")
    ] = asking.ResultFormat.TABLE,
) -> None:
    """Ask the current release a SPARQL query or a published question."""
    sys.stdout.write(asking.answer(settings().releases, asking.Asked(text, file, question), result_format))


@app.command()
def show(
    thing: Annotated[str, typer.Argument(help="An IRI, kind/key such as organisation/nl-rws, or cfit:Term.")],
) -> None:
    """Show what is known about a thing, and who says so."""
    sys.stdout.write(asking.description(settings().releases, thing))
