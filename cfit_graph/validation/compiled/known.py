"""What a compiled function is, and how a shape says that it cannot become one."""

from collections.abc import Callable, Collection

from cfit_graph.validation.compiled.statements import Term

# Whether one thing conforms for sure.
Clears = Callable[[Term], bool]

# Whether the values of a path conform for sure: from the thing and its values.
Check = Callable[[Term, Collection[Term]], bool]


class Unknown(Exception):  # noqa: N818 - not an error: pyshacl looks at the shape
    """A shape holds something that has no function."""
