"""The kinds of record, one frozen dataclass a file."""
