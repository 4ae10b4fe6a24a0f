"""The engine room: query in, bytes out, in processes that can be killed; it knows no HTTP and no pages."""
