"""What a page shows above the plain facts because of what its thing is: one table of purposes, one query each."""

from cfit_graph.web.purposes.filling import of, purpose
from cfit_graph.web.purposes.section import Filled, Purpose

__all__ = ["Filled", "Purpose", "of", "purpose"]
