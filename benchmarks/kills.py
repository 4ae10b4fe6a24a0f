"""Kill a thousand queries in a row and see what is left behind: processes, file handles, memory; and how fast they go.

    python benchmarks/kills.py releases/current/store
    python benchmarks/kills.py releases/current/store --kills 100 --seconds 0.8

Every query runs into its deadline. With --seconds above 0.5 it is stopped and goes on in the slow lane before.
"""

import argparse
import asyncio
import os
import time
from pathlib import Path

from cfit_graph.engine.pool import Pool
from cfit_graph.engine.question import Limits, Question
from cfit_graph.errors import EngineBusyError, EngineError, QueryTimeoutError

AT_ONCE = 2
BOMB = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o FILTER(?a != {number}) }}"
HUNGRY = "SELECT ?a ?d {{ ?a ?b ?c . ?d ?e ?f FILTER(?a != {number}) }} ORDER BY ?c ?f"


def descendants(number: int) -> list[int]:
    """Return all processes a process has started, directly or not."""
    own = [int(child) for file in Path(f"/proc/{number}/task").glob("*/children") for child in file.read_text().split()]
    return own + [grandchild for child in own for grandchild in descendants(child)]


def state() -> dict[str, int]:
    """Return what this process and its children have at this moment."""
    statm = Path("/proc/self/statm").read_text(encoding="ascii").split()
    zygotes = descendants(os.getpid())
    return {
        "processes": len(zygotes),
        "zombies": sum(
            ")" in (text := stat(number)) and text.rpartition(")")[2].split()[0] == "Z" for number in zygotes
        ),
        "handles": sum(len(list(Path(f"/proc/{number}/fd").iterdir())) for number in (os.getpid(), zygotes[0])),
        "front_kib": int(statm[1]) * 4,
        "zygote_kib": int(Path(f"/proc/{zygotes[0]}/statm").read_text(encoding="ascii").split()[1]) * 4,
    }


def stat(number: int) -> str:
    """Return what the system says of a process, empty if it is gone."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="ascii")
    except OSError:
        return ""


async def killed(pool: Pool, query: str) -> float:
    """Ask something without end; return the seconds from its deadline until its asker was told."""
    began = time.monotonic()
    try:
        async with pool.answer(Question(query)):
            raise SystemExit("the query ended by itself: take a larger store")
    except QueryTimeoutError:
        pass
    except (EngineBusyError, EngineError) as error:
        print(f"not by its deadline: {error}")
    return time.monotonic() - began - pool.limits.seconds


async def settled(pool: Pool) -> None:
    """Wait until every worker is there again and the dead ones are buried."""
    while pool.status.alive < pool.limits.workers or pool._crew._tasks:  # noqa: ASYNC110, SLF001 - a state has no event
        await asyncio.sleep(0.005)


async def measure(path: Path, kills: int, seconds: float, query: str) -> None:
    """Kill, and print the state before and after, and the times."""
    pool = Pool(path, Limits(seconds=seconds, workers=AT_ONCE, slow=AT_ONCE))
    await pool.open()
    late, replaced = [], []
    for number in range(kills // AT_ONCE):
        if number == 25:  # noqa: PLR2004 - after what is allocated once has been
            await settled(pool)
            print("before", state())
        late += await asyncio.gather(*(killed(pool, query.format(number=number)) for _ in range(AT_ONCE)))
        began = time.monotonic()
        await settled(pool)
        replaced.append(time.monotonic() - began)
    print("after ", state())
    print(
        f"{len(late)} kills; from the deadline to the error: median {1000 * sorted(late)[len(late) // 2]:.1f} ms, ",
        end="",
    )
    print(f"most {1000 * max(late):.1f} ms; from then until all were buried and replaced: ", end="")
    print(f"median {1000 * sorted(replaced)[len(replaced) // 2]:.1f} ms, most {1000 * max(replaced):.1f} ms")
    print("reasons", pool.status.killed)
    await pool.close()


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path, help="folder of the store of a release")
    parser.add_argument("--kills", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--seconds", type=float, default=0.05, help="deadline of each query (0.05)")
    parser.add_argument("--hungry", action="store_true", help="with queries that eat memory until they are killed")
    arguments = parser.parse_args()
    query = HUNGRY if arguments.hungry else BOMB
    asyncio.run(measure(arguments.store.resolve(), arguments.kills, arguments.seconds, query))


if __name__ == "__main__":
    main()
