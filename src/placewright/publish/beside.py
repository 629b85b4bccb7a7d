"""What is served with a built site: the pages outside it that its header and foot lead to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Beside:
    """What is served with a built site: the pages that its header and its foot lead to, as address and words.

    Their addresses are from the root. `address` is that of the root itself, where it is known: links for machines,
    such as those of a social card, must be whole. `trace` is the address below which a record's chain is drawn.
    `language` is that of the pages' fixed words, `words` the fingerprint of their catalogue. Empty for a site alone.
    """

    head: tuple[tuple[str, str], ...] = ()
    foot: tuple[tuple[str, str], ...] = ()
    address: str = ""
    trace: str = ""
    language: str = "en-GB"
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.head or self.foot)


ALONE = Beside()
"""What is served with a site that stands alone: nothing."""
