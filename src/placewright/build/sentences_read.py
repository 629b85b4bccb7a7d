"""How the sentences of what was judged were read: which of all are unread, and of one record each word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from placewright.build.judging import Judged, make_material
from placewright.core.errors import PlacewrightError, did_you_mean
from placewright.ledger.prose.as_read import SentenceRead, sentences_read, unread_notes


class NothingRead(PlacewrightError):
    """A record has no sentence about computed figures, or there is no such record."""

    @classmethod
    def of(cls, record: str, known: Sequence[str]) -> NothingRead:
        """The error for a record, with the nearest that has such sentences."""
        fix = did_you_mean(record, known) or "Name a claim by its id, or another record as chapter:ID."
        return cls(f"'{record}' has no sentence about computed figures.", where="--as-read", fix=fix)


def unread_of(judged: Judged) -> Mapping[str, tuple[str, ...]]:
    """By record, what is said of each of its sentences with words that no rule took."""
    found: dict[str, tuple[str, ...]] = {}
    for note in unread_notes(make_material(judged.context, judged.results, judged.chapters)):
        found[note.record] = (*found.get(note.record, ()), note.issue.what)
    return found


def read_of(judged: Judged, record: str) -> tuple[SentenceRead, ...]:
    """Each sentence of a record that is about figures, as the rules read it; a bare id is a claim's.

    Raises:
        NothingRead: it has none.
    """
    name = record if ":" in record else f"claim:{record}"
    material = make_material(judged.context, judged.results, judged.chapters)
    found = tuple(sentences_read(material.only([name])))
    if not found:
        kind, _colon, id = name.partition(":")
        if kind == "claim" and id not in judged.results:
            fix = did_you_mean(id, judged.results) or "`placewright list WORKSPACE claims` shows those there are."
            raise NothingRead(f"There is no claim '{id}'.", where="--as-read", fix=fix)
        raise NothingRead.of(record, [*judged.results, *(f"chapter:{chapter.id}" for chapter in judged.chapters)])
    return found
