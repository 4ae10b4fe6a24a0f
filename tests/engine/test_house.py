"""What all pools of a service share: clients in flight, and one cap on the memory of all workers."""

import asyncio

import pytest

from cfit_graph.engine import house
from cfit_graph.engine.budget import Budget
from cfit_graph.engine.house import MemoryWatch, Visitors
from cfit_graph.errors import BudgetError, ClientBusyError


def test_a_client_has_a_few_questions_in_flight_and_others_are_not_concerned() -> None:
    visitors = Visitors(most=4)
    for _ in range(4):
        visitors.enter("a")

    with pytest.raises(ClientBusyError):
        visitors.enter("a")
    visitors.enter("b")
    visitors.leave("a", 0.0)

    visitors.enter("a")


def test_our_own_pages_are_held_to_nothing() -> None:
    visitors = Visitors(most=1, budget=Budget(burst=1))

    for _ in range(10):
        visitors.enter("")
        visitors.leave("", 100.0)
    visitors.enter("")
    visitors.enter("")


def test_a_client_without_budget_is_not_let_in() -> None:
    visitors = Visitors(budget=Budget(burst=1))
    visitors.enter("a")
    visitors.leave("a", 5.0)

    with pytest.raises(BudgetError):
        visitors.enter("a")


class Eater:
    """A process that is only a number with a size, most of which it shares."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.killed: list[str] = []
        self.shared = 1000 << 20

    def kill(self, because: str) -> None:
        self.killed.append(because)


def test_the_largest_worker_ends_when_all_together_are_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "own_memory", lambda number: (1000 + number) << 20)
    eaters = [Eater(number) for number in (30, 50, 40)]

    async def watch() -> None:
        memory = MemoryWatch(most=100)
        for eater in eaters:
            memory.add(eater)
        await asyncio.sleep(2.5 * house.LOOK_SECONDS)
        for eater in eaters:
            memory.remove(eater)
        await asyncio.sleep(1.5 * house.LOOK_SECONDS)
        assert memory._timer is None  # noqa: SLF001 - nobody to watch

    asyncio.run(watch())

    assert [eater.killed for eater in eaters] == [[], ["memory"], []]


def test_a_process_that_is_gone_has_no_memory() -> None:
    assert house.own_memory(2**22 + 1) == 0
