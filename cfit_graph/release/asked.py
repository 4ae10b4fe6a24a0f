"""The process that answers the published questions while a release is built: started with the number of a pipe.

It is sent the folder of the store, the queries, the prefixes and the seconds that each may take, and sends an answer
for each; the system ends it when one takes longer (SIGPROF). An error takes the place of an answer, and is the last.
"""

import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from cfit_graph import rdf
from cfit_graph.errors import CfitError


def main(pipe: int) -> None:
    """Answer what comes through the pipe."""
    theirs = Connection(pipe)
    try:
        folder, texts, prefixes, limit = theirs.recv()
        opened = rdf.open_store(Path(folder))
        for text in texts:
            signal.setitimer(signal.ITIMER_PROF, limit)
            reply = rdf.answer(opened, text, prefixes)
            signal.setitimer(signal.ITIMER_PROF, 0)
            theirs.send(reply)
    except CfitError as error:
        theirs.send(error)
    except (EOFError, BrokenPipeError):  # nobody waits any more
        return


if __name__ == "__main__":
    main(int(sys.argv[1]))
