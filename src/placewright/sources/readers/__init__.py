"""One module a publisher or format, each with a `read` that the sources name."""
