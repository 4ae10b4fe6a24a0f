"""The search: what is called, or described by, the words a reader types, near misses included."""
