"""What the pages of the ontology call a term: by its label in the reader's language, linked to its own page."""

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal

from cfit_graph.iris import BASE, CFIT
from cfit_graph.web import asking, ontology_terms, terms
from cfit_graph.web.asking import Term
from cfit_graph.web.ontology_terms import Ontology
from cfit_graph.web.shelf import Opened
from cfit_graph.web.terms import Labels, Shown

PAGES = "/ontology/"


class Names:
    """The names of terms, concepts and things for one reader."""

    def __init__(self, ontology: Ontology, labels: Labels, languages: Sequence[str]) -> None:
        """Prepare; `labels` are of what the ontology itself does not name."""
        self._ontology = ontology
        self._labels = labels
        self._languages = languages

    def __call__(self, iri: str) -> Shown:
        """Return the term as a page shows it; a term of ours leads to its page."""
        stated = [_as_term(literal) for literal in self._ontology.labels(iri)]
        shown = terms.shown(Term("uri", iri), {iri: stated or self._labels.get(iri, [])}, self._languages)
        name = iri.removeprefix(CFIT.base)
        if iri != name and name in self._ontology.terms:
            return Shown(shown.text, iri, f"{PAGES}{name}", shown.language)
        return shown

    def text(self, literals: Iterable[Literal]) -> Shown | None:
        """Return the text in the language the reader likes best; its language only where it is another one."""
        found = ontology_terms.best(literals, self._languages)
        if found is None:
            return None
        foreign = found.language if found.language != self._languages[0] else None
        return Shown(found.value, language=foreign)


async def of(opened: Opened, iris: Iterable[str], languages: Sequence[str]) -> Names:
    """Return the names for one page, which shows these IRIs; may raise any QueryError."""
    ontology = opened.edition.ontology
    unnamed = {iri for iri in iris if iri.startswith(BASE) and not ontology.labels(iri)}
    return Names(ontology, await asking.labels(opened.pool, unnamed), languages)


def _as_term(literal: Literal) -> Term:
    return Term("literal", literal.value, literal.language)
