"""The parameters of a published question, read from the release as it describes them."""

from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph.iris import BASE, DCTERMS, SH
from cfit_graph.parameters import DATE, Parameter
from cfit_graph.prefixes import shortened


def parameters(quads: Sequence[Quad], described: Mapping[NamedNode, list[Quad]]) -> tuple[Parameter, ...]:
    """Return the parameters that the statements about a question name, as `described` says, in their order."""
    named = [quad.object for quad in quads if quad.predicate == SH.parameter and isinstance(quad.object, NamedNode)]
    found = [(_number(described[node], SH.order), _parameter(node, described[node])) for node in named]
    return tuple(parameter for _, parameter in sorted(found, key=lambda entry: entry[0]))


def _parameter(node: NamedNode, quads: Sequence[Quad]) -> Parameter:
    return Parameter(
        name=node.value.rpartition("#")[2],
        label=next(iter(_texts(quads, SH.name)), ""),
        range=_range(quads),
        several=_number(quads, SH.maxCount) != 1,
        optional=any(quad.predicate == SH.optional for quad in quads),
        defaults=tuple(sorted(_texts(quads, SH.defaultValue))),
    )


def _range(quads: Sequence[Quad]) -> str:
    for quad in quads:
        if quad.predicate == DCTERMS.conformsTo and isinstance(quad.object, NamedNode):
            return quad.object.value.removeprefix(BASE)
        if quad.predicate == SH["class"] and isinstance(quad.object, NamedNode):
            return shortened(quad.object.value)
    return DATE


def _texts(quads: Sequence[Quad], predicate: NamedNode) -> list[str]:
    return [quad.object.value for quad in quads if quad.predicate == predicate and isinstance(quad.object, Literal)]


def _number(quads: Sequence[Quad], predicate: NamedNode) -> int:
    return next((int(text) for text in _texts(quads, predicate) if text.isdecimal()), 0)
