"""Every write to accounts."""

from __future__ import annotations


def first_administrator_link() -> str:
    """The path of a link that signs the first administrator in, once; empty where somebody can sign in already."""
    return ""
