"""The answers to the published questions, worked out once while the release is built and served warm from then on.

They are asked in a process of their own that opens the finished store: a query cannot be stopped but by ending it.
"""

import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

from cfit_graph.errors import CfitError, ReleaseError
from cfit_graph.questions import Question
from cfit_graph.release import files, store
from cfit_graph.release.content import Content

FOLDER = "answers"

# Seconds of the processor that a question may take, so that a busy machine leaves out no other than an idle one ...
LIMIT = 10.0

# In a release of more statements than MANY it may take less: those that look at all of them would take an hour.
MANY = 1_000_000
LIMIT_OF_MANY = 1.0

# ... and how many times as long anyone waits for it by the clock.
PATIENCE = 30

# The module that is run; imported here, it would be there twice.
ASKED = f"{__package__}.asked"

Reply = tuple[bytes, int | None]


def write(content: Content, building: Path, size: int = 0) -> list[dict[str, Any]]:
    """Ask the finished store every question, write the answers, and return their entries in the manifest.

    An entry is that of a file, with the key of the question and the number of rows or statements, null for ASK. A
    question that takes longer than LIMIT, or LIMIT_OF_MANY where `size` statements are too many, has none: the service
    asks it when somebody wants to know. Raises QuerySyntaxError, and ReleaseError if the process that asks ends on its
    own.
    """
    entries = []
    limit = LIMIT if size <= MANY else LIMIT_OF_MANY
    for question, reply in replies(content.questions, building / store.FOLDER, dict(content.prefixes), limit):
        if reply is not None:
            body, rows = reply
            written = files.write(building, f"{FOLDER}/{question.key}{_suffix(question)}", body, question.title)
            entries.append({**written.as_json(), "question": question.key, "rows": rows})
    return entries


def told(content: Content, entries: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield how many questions are answered, and the name of each that is not, in words."""
    yield f"{len(entries)} questions answered"
    answered = {entry["question"] for entry in entries}
    for question in content.questions:
        if question.key not in answered:
            yield f"the question {question.key} takes too long to be answered beforehand: it is asked on demand"


def _suffix(question: Question) -> str:
    return ".json" if question.form in {"SELECT", "ASK"} else ".ttl"


def replies(
    questions: Sequence[Question], folder: Path, prefixes: dict[str, str], limit: float
) -> Iterator[tuple[Question, Reply | None]]:
    """Yield each question with its answer, None where it took too long; another process goes on after it."""
    waiting = list(questions)
    while waiting:
        for reply in _asked(tuple(waiting), folder, prefixes, limit):
            yield waiting.pop(0), reply


def _asked(
    questions: Sequence[Question], folder: Path, prefixes: dict[str, str], limit: float
) -> Iterator[Reply | None]:
    """Yield the answers to the questions up to the first that takes too long, and None for that one."""
    ours, theirs = Pipe()
    command = [sys.executable, "-P", "-m", ASKED, str(theirs.fileno())]
    with ours, subprocess.Popen(command, pass_fds=[theirs.fileno()]) as child:  # noqa: S603 - ourselves
        theirs.close()
        try:
            ours.send((folder, [question.sparql for question in questions], prefixes, limit))
            for question in questions:
                reply = _received(ours, limit)
                if reply is None:
                    _end(child, question)
                yield reply
                if reply is None:
                    return
        finally:
            child.kill()


def _received(ours: Connection, limit: float) -> Reply | None:
    """Return the next answer, None if it does not come; raise the error that came in its place."""
    try:
        reply = ours.recv() if ours.poll(limit * PATIENCE) else None
    except EOFError:
        return None
    if isinstance(reply, CfitError):
        raise reply
    return reply


def _end(child: subprocess.Popen[bytes], question: Question) -> None:
    """End the process that did not answer; raise ReleaseError if it ended for another reason than its time."""
    try:
        child.wait(1)
    except subprocess.TimeoutExpired:
        child.kill()
    if child.wait() not in {-signal.SIGPROF, -signal.SIGKILL}:
        message = f"the question {question.key} cannot be asked: its process ended with {child.returncode}"
        raise ReleaseError(message)
