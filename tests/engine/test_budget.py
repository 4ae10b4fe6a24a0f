"""A client's share: by the seconds its queries took, whatever their number, and never for ever."""

import pytest

from cfit_graph.engine.budget import Budget
from cfit_graph.errors import BudgetError, ClientBusyError, EngineBusyError


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


def test_a_quiet_client_may_use_its_burst_at_once_and_no_more() -> None:
    budget = Budget(share=1, burst=120, now=Watch())

    for _ in range(12):
        budget.check("a")
        budget.charge("a", 10)

    with pytest.raises(BudgetError):
        budget.check("a")


def test_a_refusal_says_when_there_is_budget_again_and_keeps_its_word() -> None:
    watch = Watch()
    budget = Budget(share=1, burst=120, now=watch)
    budget.charge("a", 150)

    with pytest.raises(BudgetError) as refused:
        budget.check("a")
    assert refused.value.retry_after == 30
    watch.time += refused.value.retry_after + 0.001

    budget.check("a")


def test_many_short_queries_weigh_as_much_as_one_long_one() -> None:
    budget = Budget(share=1, burst=10, now=Watch())

    for _ in range(1001):
        budget.charge("a", 0.01)

    with pytest.raises(BudgetError):
        budget.check("a")


def test_a_client_who_keeps_to_its_share_is_never_refused() -> None:
    watch = Watch()
    budget = Budget(share=1, burst=120, now=watch)

    for _ in range(1000):
        budget.check("a")
        budget.charge("a", 10)
        watch.time += 10


def test_one_client_does_not_pay_for_another() -> None:
    budget = Budget(share=1, burst=10, now=Watch())

    budget.charge("a", 100)

    budget.check("b")


def test_few_clients_are_remembered_and_those_who_owe_nothing_are_forgotten_first() -> None:
    watch = Watch()
    budget = Budget(share=1, burst=10, now=watch, known=100)
    budget.charge("debtor", 1e6)

    for number in range(1000):
        budget.charge(str(number), 0.5)
        watch.time += 0.1

    assert len(budget) <= 101
    with pytest.raises(BudgetError):
        budget.check("debtor")


def test_an_error_of_the_share_is_one_of_being_busy_and_says_when() -> None:
    assert issubclass(ClientBusyError, EngineBusyError)
    assert issubclass(BudgetError, EngineBusyError)
    assert str(BudgetError("Later.", 3)) == "Later."
