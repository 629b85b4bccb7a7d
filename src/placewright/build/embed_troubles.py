"""What is wrong with an embed: it names nothing that there is, or nothing of it is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from placewright.core.errors import PlacewrightError, did_you_mean
from placewright.core.said import worded
from placewright.records.prose import Embed


class NothingToShow(PlacewrightError):
    """An embed that stands for nothing."""

    @classmethod
    def unknown(cls, what: str, wanted: str, known: Iterable[str], *, see: str = "") -> NothingToShow:
        """The error for a name that is not among those known, with the nearest."""
        fix = did_you_mean(wanted, known) or see or worded("Check its name.")
        return cls(worded("There is no %(what)s '%(wanted)s' to show.", what=what, wanted=wanted), fix=fix)

    @classmethod
    def empty(cls, what: str, fix: str) -> NothingToShow:
        """The error for something of which there is nothing yet."""
        return cls(what, fix=fix)


OPTIONS: Mapping[str, Collection[str]] = {"chart": ("places",), "bars": ("places",), "table": ("places",)}
"""The options that each kind of embed takes; the others take none."""


def check_options(embed: Embed) -> None:
    """Refuse options that the kind of embed does not take.

    Raises:
        NothingToShow: it has another.
    """
    known = OPTIONS.get(embed.kind, ())
    for name, _ in embed.options:
        if name not in known:
            fix = did_you_mean(name, known) or (
                worded("It takes %(known)s.", known=", ".join(known)) if known else worded("Take it out.")
            )
            raise NothingToShow(worded("'%(kind)s' has no option '%(name)s'.", kind=embed.kind, name=name), fix=fix)
