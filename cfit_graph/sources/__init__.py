"""Bytes to records, one module per file format; no RDF and no IRIs here."""
