"""Statistics: numbers in, a result object out, one a file."""
