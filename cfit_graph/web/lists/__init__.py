"""Lists of everything of one kind: filtered, sorted, counted and taken away as a table, all by their address."""
