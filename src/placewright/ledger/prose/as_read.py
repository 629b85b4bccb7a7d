"""How each sentence was read: which of its words the rules hold against figures and tests, and which none took."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from placewright.core.issues import Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.said import enumerated, worded
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, finder, in_order, unit_of
from placewright.ledger.prose.names import UNREAD
from placewright.ledger.prose.plain_words import words_that_say
from placewright.ledger.prose.rules import issues_across, issues_of_texts
from placewright.ledger.prose.turned import Objection, objections
from placewright.ledger.prose.untold import untold
from placewright.records.prose import NumberKind

_find = finder(UNREAD)


@dataclass(frozen=True, slots=True)
class Taken:
    """Words that rules read. `which_way`: they would object if it were the other way; else they ask for a test only."""

    words: str
    rules: tuple[str, ...]
    which_way: bool


@dataclass(frozen=True, slots=True)
class SentenceRead:
    """A sentence about figures: the claims they are of, what rules read, and the words neither read nor plain."""

    sentence: Sentence
    claims: tuple[str, ...]
    taken: tuple[Taken, ...]
    untaken: tuple[str, ...]

    @property
    def is_unread(self) -> bool:
        """Whether a person should read it, since it may say what no rule understands."""
        return bool(self.untaken)


def sentences_read(material: Material, found: Iterable[ProseIssue] | None = None) -> Iterator[SentenceRead]:
    """Each sentence of a claim, and each other that prints a computed figure, as the rules read it.

    `found` is what `issues_of_texts` finds in these texts, and perhaps in others, where that is known.
    """
    spoken = [one for one in material.sentences if _is_of_figures(one)]
    if not spoken:
        return
    named = [_claims_of(one) for one in spoken]
    units = [unit_of(one.record, one.where) for one in spoken]
    claims = dict.fromkeys(id for one, ids in zip(spoken, named, strict=True) for id in (*ids, *one.beside))
    said: defaultdict[str, list[Objection]] = defaultdict(list)
    own = material.units(set(units))
    for objection in objections(own, claims, issues_of_texts(own) if found is None else found):
        said[objection.unit].append(objection)
    for sentence, ids, unit in zip(spoken, named, units, strict=True):
        yield SentenceRead(sentence, ids, *_read(sentence, said[unit], _subject(ids, material)))


def check_and_read(material: Material) -> tuple[ProseIssue, ...]:
    """Every issue of every rule, and behind them the notes on what is unread."""
    found = tuple(issues_of_texts(material))
    return in_order((*found, *issues_across(material), *unread_notes(material, found)), material)


def unread_notes(material: Material, found: Iterable[ProseIssue] | None = None) -> Iterator[ProseIssue]:
    """A note for each sentence with words that no rule took: no error, but something that a person has to read.

    Of sentences that print no computed figure those are listed that call something good or bad, and those that say
    something of a place's economy where nothing beside them does. `found` is what
    `issues_of_texts` finds in the texts, where that is known.
    """
    yield from notes_of(sentences_read(material, found))
    yield from _judging_notes(material)


def notes_of(sentences: Iterable[SentenceRead]) -> Iterator[ProseIssue]:
    """The same of sentences that were read already."""
    for one in sentences:
        if one.is_unread:
            sentence = one.sentence
            what = worded(
                "No rule took %(words)s, in '%(text)s'.",
                words=enumerated(f"'{word}'" for word in one.untaken),
                text=sentence.text,
            )
            fix = worded("Read it against its figures yourself.")
            yield _find(sentence.record, sentence.where, what, fix, Severity.NOTE)


def _judging_notes(material: Material) -> Iterator[ProseIssue]:
    fix = worded("Read it against the evidence yourself, or say it with a claim.")
    noted = set[Sentence]()
    for sentence in material.sentences:
        if sentence.form == "heading" or _is_of_figures(sentence) or sentence.vocabulary.isdisjoint(_JUDGING):
            continue
        if match := _CALLED.search(sentence.words):
            what = worded("'%(word)s' judges without a figure, in '%(text)s'.", word=match["word"], text=sentence.text)
            yield _find(sentence.record, sentence.where, what, fix, Severity.NOTE)
            noted.add(sentence)
    for sentence, place, subject in untold(material):
        if sentence not in noted:
            what = worded(
                "'%(subject)s' of '%(place)s' is spoken of and nothing bears it out, in '%(text)s'.",
                subject=subject,
                place=place,
                text=sentence.text,
            )
            yield _find(sentence.record, sentence.where, what, fix, Severity.NOTE)


_JUDGING_WORDS = """
acute alarming bad crisis dire disappointing excellent failing good healthy impressive inadequate lagging leading
lucky outstanding poor problem problems remarkable rich serious severe strained strength strong struggling
successful thriving unhealthy weak weakness woeful worrying
"""
_JUDGING = frozenset(_JUDGING_WORDS.split())
"""Words that call something good or bad."""

_CALLED = re.compile(
    r"\b(?:is|are|was|were|remains?|remained|stays?|stayed|(?:has|have) (?:been|become|grown)|looks)"
    rf" (?!not\b)(?:(?!between\b)[\w'’-]+ ){{0,3}}?(?P<word>{'|'.join(sorted(_JUDGING))})\b(?! (?:at|part)\b)"
    r"(?![^.;:]*\?)",
    re.IGNORECASE,
)
"""Where a sentence says it of its subject: `is a serious problem`, `are poor`."""


def _is_of_figures(sentence: Sentence) -> bool:
    return bool(sentence.claim) or sentence.holds_kind(NumberKind.COMPUTED)


def _claims_of(sentence: Sentence) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*((sentence.claim,) if sentence.claim else ()), *sentence.printed_claims)))


def _subject(claims: Iterable[str], material: Material) -> frozenset[str]:
    """What the figures of these claims are called, are defined as, and are of."""
    found: set[str] = set()
    for id in claims:
        for figure in material.figures_of(id).values():
            definition = material.definition(figure)
            found |= {figure.place_name, material.name_of(figure.as_.partition(":")[2])}
            if definition is not None:
                found |= {definition.name, definition.short_name, definition.definition}
                if definition.sides is not None:
                    found |= {*definition.sides.more, *definition.sides.less}
        claim = material.claim(id)
        if claim is not None:
            found |= {spec.member.replace("-", " ") for spec in claim.figures.values()}
    return frozenset(found)


def _read(
    sentence: Sentence, said: Sequence[Objection], subject: frozenset[str]
) -> tuple[tuple[Taken, ...], tuple[str, ...]]:
    """What rules read of a sentence, and the words that are neither read nor plain."""
    spans: dict[tuple[int, int], list[Objection]] = {}
    text = sentence.text.lower()
    for objection in said:
        words = objection.words.lower()
        at = text.find(words)
        while words and at >= 0:
            spans.setdefault((at, at + len(words)), []).append(objection)
            at = text.find(words, at + 1)
    firm = [span for span, found in spans.items() if any(one.which_way for one in found)]
    taken = [
        _taken(sentence.text[start:end], found)
        for (start, end), found in sorted(spans.items())
        if not any(first <= start and end <= last and (first, last) != (start, end) for first, last in firm)
    ]
    read = [span for span, found in spans.items() if any(one.which_way or one.rule != _ASKS for one in found)]
    untaken = dict.fromkeys(
        match[0]
        for match in words_that_say(sentence.words, subject)
        if not any(start <= match.start() < end for start, end in read)
    )
    return tuple(taken), tuple(untaken)


_ASKS = "untested-comparison"
"""The rule that asks for a test, whichever way it is: a word that it alone takes is not read."""


def _taken(words: str, found: Iterable[Objection]) -> Taken:
    listed = list(found)
    return Taken(words, tuple(dict.fromkeys(one.rule for one in listed)), any(one.which_way for one in listed))
