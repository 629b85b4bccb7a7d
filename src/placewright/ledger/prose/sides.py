"""Sides: a difference, ratio or gap told the wrong way round, as `women are paid more` of what men are paid more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded
from placewright.ledger.prose.comparatives import comparing
from placewright.ledger.prose.material import HIDDEN, Material, ProseIssue, Sentence, claim_place, finder
from placewright.ledger.prose.pairs import transformation
from placewright.ledger.prose.printed import is_negated, near, printed_words
from placewright.records.indicator import Sides
from placewright.records.verdict import FigureResult

RULE = "wrong-way-round"
_find = finder(RULE)

_OVER = r"ahead|clear of|exceeds?|exceeded|outstrips?|outnumbers?|outnumbered|above|tops|beats?|out-?earns?|out-?earned"
_UNDER = r"behind|below|under|lags?|trails?"
_MORE = comparing(rf"more|higher|greater|larger|bigger|better(?= paid| off)|{_OVER}")
_LESS = comparing(rf"less|fewer|lower|smaller|worse(?= paid| off)|{_UNDER}")
_TAKES_OBJECT = re.compile(rf"{_OVER}|{_UNDER}", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:(?P<short>(?:(?:fall|falls|fell|fallen|are|is|was|were) )?(?:short|shy|adrift) of)|"
    rf"(?P<more>{_MORE})|(?P<less>{_LESS}))\b"
    r"(?! than (?:half|twice|a |one (?:in|of|out of) (?:every|two|three|four|five|six|ten)\b|two|three|four|five|six|"
    r"seven|eight|nine|ten|double|■)|-than-| (?:paid|skilled|qualified) (?:jobs|work))",
    re.IGNORECASE,
)
_FAVOUR = re.compile(
    r"\b(?P<side>(?:in favour of|to the advantage of|benefits|favours?|favouring)|(?P<against>at the expense of|"
    r"to the disadvantage of|against|penalises))(?: [\w'’-]+){0,2}? (?P<who>[\w'’-]+)",
    re.IGNORECASE,
)
_OF_LEVEL = re.compile(r"^(?: (?:an|a|per) (?:hour|week|year))? (?:of|for) (?:what|the pay|each|every|that)\b", re.I)
_GAP = re.compile(r"\b(?:gap|gaps|difference|disparity|distance|penalty|shortfall|lead|ratio|divide)\b", re.IGNORECASE)
_LESSENED = re.compile(rf"\b(?:{_LESS}|short|gap|difference|penalty|shortfall|minus|lose|loses)\b", re.IGNORECASE)
_STOP = re.compile(r"[.;:,](?= |$)|[()]|\b(?:while|whereas|but|although|though)\b")
_VOCABULARY = frozenset(
    f"shy|adrift|clear|more|higher|greater|larger|bigger|better|less|fewer|lower|smaller|worse|{_UNDER}|exceed|exceeds|exceeded|ahead|"
    "outstrip|outstrips|outnumber|outnumbers|outnumbered|above|tops|beat|beats|out|earn|earns|earned|outearn|outearns|"
    "outearned|lag|lags|trail|trails|short|favour|favours|favouring|advantage|disadvantage|expense|against|benefits|"
    "penalises|of|for|times|that".split("|")
)
_TIMES_OBJECT = re.compile(
    r"^ (?:times )?(?:as \w+ (?:[\w'’-]+ ){0,4}?as|(?:of )?(?:that|what|those|the (?:rate|level|share|figure|number)))"
    r"(?P<what>[^.;,(]{0,60})",
    re.IGNORECASE,
)
_PLAIN = frozenset({"", "value"})


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure that sets two sides against each other, and the words of both."""

    figure: FigureResult
    sides: Sides

    @property
    def more(self) -> re.Pattern[str]:
        """What calls the side that has more where the figure is above even."""
        return _words_of(self.sides.more)

    @property
    def less(self) -> re.Pattern[str]:
        """What calls the other side."""
        return _words_of(self.sides.less)

    @property
    def sign(self) -> int:
        """1 where the side `more` has more, -1 where it has less."""
        value = self.figure.value or 0.0
        return 0 if self.figure.value is None or value == self.sides.even else 1 if value > self.sides.even else -1

    @property
    def ahead(self) -> tuple[str, str]:
        """The side that has more, and the other."""
        sides = (self.sides.more[0], self.sides.less[0])
        return sides if self.sign > 0 else sides[::-1]


def check(material: Material) -> Iterator[ProseIssue]:
    """Sentences that say of one side of a figure what is true of the other."""
    for sentence in material.sentences:
        if sentence.form == "heading" or sentence.vocabulary.isdisjoint(_VOCABULARY):
            continue
        yield from _turned(sentence, material)
        told = _of_sentence(sentence, material)
        if not told:
            continue
        for start, end, side in (*_compared(sentence, told[0]), *_favoured(sentence, told[0])):
            if any(side == one.sign or not one.sign for one in told):
                continue
            own = told[0].figure
            record, where = claim_place(sentence.claim) if sentence.claim else (sentence.record, sentence.where)
            what = worded(
                "'%(word)s' is the wrong way round: '%(figure)s' is %(value)s, more for %(ahead)s than for "
                "%(behind)s, in '%(near)s'.",
                word=sentence.words[start:end].strip(),
                figure=own.name,
                value=printed_words(own),
                ahead=told[0].ahead[0],
                behind=told[0].ahead[1],
                near=near([sentence], start, end),
            )
            fix = worded("Turn the sentence round, or correct the figure that stands there.")
            yield _find(record, where, what, fix)
            break
        yield from _as_level(sentence, material)


def _of_sentence(sentence: Sentence, material: Material) -> list[_Told]:
    """The two-sided figures that the sentence is about, all of the same two sides: those printed, or those tested."""
    printed = [material.figure(span.number) for span in sentence.spans if span.number.part in ("", "abs")]
    figures: Sequence[FigureResult | None] = printed
    claim = material.claim(sentence.claim) if sentence.claim else None
    if claim is not None and not printed:
        figures = list(material.figures_of(claim.id).values())
    found = [told for one in figures if one is not None and (told := _told(one, material)) is not None]
    return found if len({one.sides for one in found}) == 1 else []


def _told(figure: FigureResult, material: Material) -> _Told | None:
    definition = material.definition(figure)
    kind, _, other = figure.as_.partition(":")
    sides = definition.sides if definition is not None else None
    if sides is not None and transformation(figure) in _PLAIN:
        own = (figure.place_name,)
        return _Told(figure, Sides(sides.more or own, sides.less or own, sides.even))
    even = {"difference-from": 0.0, "quotient": 1.0, "ratio-of": 1.0, "percent-of": 100.0}.get(kind)
    name = material.name_of(other) if other else ""
    if even is None or not name or name == other or name == figure.place_name:
        return None
    return _Told(figure, Sides((figure.place_name,), (name,), even))


@lru_cache(maxsize=500)
def _words_of(words: tuple[str, ...]) -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<![\w-])(?:{listed})(?:['’]s?)?(?![\w-])", re.IGNORECASE if words[0].islower() else 0)


def _compared(sentence: Sentence, told: _Told) -> Iterator[tuple[int, int, int]]:
    """Each comparison of the two sides: from, to, and 1 where it says that the side `more` has more."""
    words = sentence.words
    for match in _SAYS.finditer(words):
        start = _clause(words, match.start())
        stop = _STOP.search(words, match.end())
        behind = words[match.end() : stop.start() if stop else len(words)]
        than = re.search(r"\bthan\b", behind)
        before = words[start : match.start()]
        if is_negated(before.replace(HIDDEN, "")):
            continue
        if _GAP.search(before[-30:]) or re.match(r"(?: \w+)? (?:gap|difference|ratio)", behind):
            continue
        if than is not None:
            left, right = before + behind[: than.start()], behind[than.end() :]
        elif match["short"] or _TAKES_OBJECT.fullmatch(match[0]):
            left, right = before, behind
        else:
            left, right = before + behind, ""
        if not right and not (before.rstrip().endswith(HIDDEN) or HIDDEN in behind):
            continue  # `women need more help` measures nothing
        told_of = words[start : (stop.end() if stop else len(words)) + 20]
        is_counted = any(side.match(behind.lstrip()) for side in (told.more, told.less))
        if than is not None and is_counted and HIDDEN not in told_of:
            continue  # `more women than men work part-time` counts them
        one, other = _side(left, told), _side(right, told)
        if one is None and other is not None and than is not None:
            one = _wider(words, start, told)
        elif one is None and other is not None and right and before.endswith(f"{HIDDEN} "):
            one = -other  # `{{ difference }} behind England` is said of whom the difference is
        if one is None or one == other or (than is not None and other is None):
            continue
        yield match.start(), match.end(), one * (1 if match["more"] is not None else -1)


def _clause(words: str, at: int) -> int:
    found = [match.end() for match in _STOP.finditer(words, 0, at)]
    return found[-1] if found else 0


def _wider(words: str, start: int, told: _Told) -> int | None:
    """The side that the clause before speaks of, where the clause itself names none."""
    return _side(words[:start].rpartition(". ")[2], told)


def _side(text: str, told: _Told) -> int | None:
    """1 where only the side `more` is named, -1 where only the other is; None where none or both are."""
    more, less = told.more.search(text) is not None, told.less.search(text) is not None
    return None if more == less else 1 if more else -1


def _favoured(sentence: Sentence, told: _Told) -> Iterator[tuple[int, int, int]]:
    """`a gap in favour of women`."""
    for match in _FAVOUR.finditer(sentence.words):
        side = _side(match["who"], told)
        if side is not None and _GAP.search(sentence.words[: match.start()]):
            yield match.start(), match.end(), -side if match["against"] is not None else side


def _turned(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    """`B is {{ times }} times as likely as A`, of A set against B."""
    for span in sentence.spans:
        figure = material.figure(span.number)
        if figure is None or span.number.part or transformation(figure) not in ("quotient", "ratio-of", "percent-of"):
            continue
        told = _told(figure, material)
        object_ = _TIMES_OBJECT.match(sentence.words[span.end :])
        if told is None or object_ is None:
            continue
        subject = sentence.words[_clause(sentence.words, span.start) : span.start]
        if _side(subject, told) == -1 and _side(object_["what"], told) == 1:
            what = worded(
                "'%(figure)s' is %(one)s set against %(other)s, and the text has it the other way round, in "
                "'%(near)s'.",
                figure=figure.name,
                one=told.sides.more[0],
                other=told.sides.less[0],
                near=near([sentence], span.start, span.end),
            )
            yield _find(sentence.record, sentence.where, what, worded("Turn the sentence round, or the figure."))


def _as_level(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    """`women earn {{ gap }} of what men earn`: a difference told as what is left of it."""
    for span in sentence.spans:
        figure = material.figure(span.number)
        definition = material.definition(figure) if figure is not None else None
        if figure is None or definition is None or definition.sides is None or definition.sides.even != 0:
            continue
        start = _clause(sentence.words, span.start)
        if (
            figure.unit == "%"
            and transformation(figure) in _PLAIN
            and _OF_LEVEL.match(sentence.words[span.end :])
            and not _LESSENED.search(sentence.words[start : span.start])
        ):
            what = worded(
                "'%(figure)s' is the difference of the two, and is told as a part of the one, in '%(near)s'.",
                figure=figure.name,
                near=near([sentence], span.start, span.end),
            )
            fix = worded("Say by how much it is less, or compute the share.")
            yield _find(sentence.record, sentence.where, what, fix)
