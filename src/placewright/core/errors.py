"""Errors that say what is wrong, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Self

from placewright.core.said import Said, Worded, listed_words, sentences, worded
from placewright.core.words import marked


class PlacewrightError(Exception):
    """Something the caller can act on: what happened, where, and how to mend it.

    >>> str(PlacewrightError("The file is empty.", where="figures/gva.csv", fix="Fetch it again."))
    'figures/gva.csv: The file is empty. Fetch it again.'
    """

    def __init__(self, what: str, *, where: str | None = None, fix: str | None = None) -> None:
        self.what = what
        self.where = where
        self.fix = fix
        super().__init__(" ".join(part for part in (f"{where}: {what}" if where else what, fix) if part))


class UnknownName(PlacewrightError):
    """A name or code that is not among those known; the message offers the nearest."""

    kind = marked("name")

    @classmethod
    def named(cls, wanted: str, known: Iterable[str], *, where: str | None = None, see: str | None = None) -> Self:
        """The error for `wanted`, offering the nearest of `known` and where to see them all."""
        hint = did_you_mean(wanted, known)
        fix = sentences(hint, worded("See %(see)s.", see=see) if see else "")
        what = worded("No %(kind)s '%(name)s'.", kind=Worded(Said(cls.kind)), name=wanted)
        return cls(what, where=where, fix=fix or None)


class UnknownPlace(UnknownName):
    """A place code or name that the registry does not know."""

    kind = marked("place")


class UnknownIndicator(UnknownName):
    """An indicator that neither the catalogue nor the workspace has."""

    kind = marked("indicator")


class UnknownDataset(UnknownName):
    """A dataset or source that is not declared."""

    kind = marked("dataset")


class BadRecord(PlacewrightError):
    """A text file that does not hold the record it should."""


class BadSourceFile(PlacewrightError):
    """A publisher's file that cannot be read, or has too many wrong rows to be trusted."""


class Offline(PlacewrightError):
    """A publisher could not be reached; nothing that was good is lost."""


class Undefined(PlacewrightError):
    """A statistic that the given numbers do not define."""


def did_you_mean(wanted: str, known: Iterable[str], *, most: int = 3) -> str:
    """A sentence with the nearest of `known`, or an empty string when none is near.

    >>> did_you_mean("gva-hour", ["gva-per-hour", "births"])
    "Did you mean 'gva-per-hour'?"
    """
    originals = {name.casefold(): name for name in known}
    near = get_close_matches(wanted.casefold(), list(originals), n=most, cutoff=0.6)
    if not near:
        return ""
    return worded("Did you mean %(names)s?", names=listed_words(f"'{originals[name]}'" for name in near))
