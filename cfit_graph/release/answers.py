"""The answers to the published questions, worked out once while the release is built and served warm from then on."""

from pathlib import Path
from typing import Any

from cfit_graph import rdf
from cfit_graph.questions import Question
from cfit_graph.release import files, store
from cfit_graph.release.content import Content

FOLDER = "answers"


def write(content: Content, building: Path) -> list[dict[str, Any]]:
    """Ask the finished store every question, write the answers, and return their entries in the manifest.

    An entry is that of a file, with the key of the question and the number of rows or statements, null for ASK.
    """
    opened = rdf.open_store(building / store.FOLDER)
    prefixes = dict(content.prefixes)
    entries = []
    for question in content.questions:
        body, rows = rdf.answer(opened, question.sparql, prefixes)
        written = files.write(building, f"{FOLDER}/{question.key}{_suffix(question)}", body, question.title)
        entries.append({**written.as_json(), "question": question.key, "rows": rows})
    return entries


def _suffix(question: Question) -> str:
    return ".json" if question.form in {"SELECT", "ASK"} else ".ttl"
