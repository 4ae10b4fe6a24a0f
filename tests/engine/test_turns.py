"""Clients take turns, so that one who asks much waits behind none but himself."""

from hypothesis import given
from hypothesis import strategies as st

from cfit_graph.engine.turns import Turns


def everything(turns: Turns[str]) -> list[str]:
    """Return what waits, in the order of its turns."""
    found = []
    while (item := turns.next()) is not None:
        found.append(item)
    return found


def test_clients_take_turns_each_in_its_own_order() -> None:
    turns: Turns[str] = Turns(9)
    for client, item in (("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1"), ("c", "c1"), ("b", "b2")):
        turns.join(client, item)

    assert everything(turns) == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_a_full_queue_turns_away_whom_it_would_give_no_less_than_others() -> None:
    turns: Turns[str] = Turns(2)
    turns.join("a", "a1")
    turns.join("b", "b1")

    assert turns.join("c", "c1") == "c1"
    assert turns.join("a", "a2") == "a2"
    assert everything(turns) == ["a1", "b1"]


def test_in_a_full_queue_the_newest_of_the_one_who_has_most_makes_room() -> None:
    turns: Turns[str] = Turns(3)
    for item in ("a1", "a2", "a3"):
        turns.join("a", item)

    assert turns.join("b", "b1") == "a3"
    assert everything(turns) == ["a1", "b1", "a2"]


def test_who_has_left_does_not_get_a_turn() -> None:
    turns: Turns[str] = Turns(3)
    turns.join("a", "a1")
    turns.join("b", "b1")

    turns.leave("a", "a1")
    turns.leave("a", "a1")
    turns.leave("z", "z1")

    assert len(turns) == 1
    assert everything(turns) == ["b1"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=60), st.integers(0, 6))
def test_nothing_is_lost_and_the_bound_holds(steps: list[tuple[str, bool]], most: int) -> None:
    turns: Turns[int] = Turns(most)
    inside: set[int] = set()
    for number, (client, joins) in enumerate(steps):
        if joins:
            inside.add(number)
            inside.discard(out if (out := turns.join(client, number)) is not None else -1)
        elif (gone := turns.next()) is not None:
            inside.remove(gone)
        assert len(turns) == len(inside) <= most

    assert sorted(iter(turns.next, None)) == sorted(inside)
