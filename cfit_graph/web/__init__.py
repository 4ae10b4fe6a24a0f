"""The web room: a finished release in, HTTP out. It reads; it never writes."""
