"""Codes that people are given to come back with, easy to read from paper and to type, and impossible to guess."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0 and O, 1, I and L, and no U: nothing that is mistaken for another sign."""

LENGTH = 18
"""Eighteen of thirty signs are 88 bits."""


def new_code() -> str:
    """A fresh code, in groups of six: `H7KM2P-...`."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(signs[start : start + 6] for start in range(0, LENGTH, 6))


def typed_code(text: str) -> str | None:
    """The code in what somebody typed, whatever its case, spaces and hyphens; None where it is none."""
    signs = "".join(text.upper().split()).replace("-", "")
    if len(signs) != LENGTH or set(signs) - set(ALPHABET):
        return None
    return "-".join(signs[start : start + 6] for start in range(0, LENGTH, 6))


def new_reference() -> str:
    """A short name for a response in exports, which says nothing of when or by whom it was given."""
    return secrets.token_hex(6)
