"""How sentences were read, in lines for a person and as JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from placewright.ledger.standing import words_of_test

if TYPE_CHECKING:
    from placewright.ledger.prose.as_read import SentenceRead, Taken
    from placewright.records.verdict import ClaimResult


def lines_of_read(sentences: Iterable[SentenceRead], results: Mapping[str, ClaimResult]) -> Iterator[str]:
    """Each sentence with what was read of it, and the tests of the claims whose figures it prints."""
    for one in sentences:
        yield f"{one.sentence.where}: {one.sentence.text}"
        for taken in one.taken:
            yield f"  '{taken.words}': {_how(taken)}"
        for word in one.untaken:
            yield f"  '{word}': no rule took it; read it against the figures yourself"
        if not one.taken and not one.untaken:
            yield "  plain: it says neither how much nor which way"
        for id in one.claims:
            for test in results[id].tests if id in results else ():
                yield f"  {words_of_test(test)}"


def _how(taken: Taken) -> str:
    rules = ", ".join(taken.rules)
    if taken.which_way:
        return f"held against figures and tests ({rules})"
    return f"a test is asked for, whichever way ({rules})"


def plain_read(sentences: Iterable[SentenceRead]) -> list[dict[str, object]]:
    """The same as JSON values."""
    return [
        {
            "where": one.sentence.where,
            "text": one.sentence.text,
            "read": [
                {"words": taken.words, "rules": list(taken.rules), "which_way": taken.which_way} for taken in one.taken
            ],
            "unread": list(one.untaken),
        }
        for one in sentences
    ]
