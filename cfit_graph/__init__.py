"""The cfit knowledge graph: sources in, checked linked data out."""

__version__ = "0.1.0"
