"""Numbers in words: cardinals, fractions and multiples in a sentence, with their values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from placewright.core.late_dataclass import dataclass

SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
"""The cardinals to twenty by their word."""

_TENS = dict(zip(["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(30, 100, 10), strict=True))
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_WORD = "|".join(sorted((*SMALL, *_TENS, *_SCALES), key=len, reverse=True))
CARDINAL = re.compile(
    rf"\b(?:half-(?=dozen\b)|(?:half )?a (?=(?:dozen|hundred|thousand|million|billion)\b))?(?:{_WORD})"
    rf"(?:(?:[ -]|(?:(?<=hundred)|(?<=thousand)|(?<=million)) and )(?:{_WORD}))*\b",
    re.IGNORECASE,
)
"""A cardinal in words, such as `twenty thousand` or `a hundred and six`."""

_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9} | {
    "tenth": 10,
    "twelfth": 12,
    "twentieth": 20,
    "hundredth": 100,
}
_FRACTION = re.compile(
    r"\b(?:(?P<count>one|two|three|four|five|six|seven|eight|nine)[ -](?P<part>half|halves|third|"
    r"quarter|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth|hundredth)s?"
    r"|(?P<article>a|an) (?P<single>third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth|"
    r"hundredth)(?= (?:of|more|less|fewer|higher|"
    r"lower|larger|smaller|up|down|in|since|above|below|faster|slower|have|are|were|live|work|earn|commute|travel)\b"
    r"|[.,;:)]| \(|$)"
    r"|half(?= (?:of|what|the|a|an|its|their|our|all|as|again|that|those|these|every)\b)"
    r"(?!(?:-| )(?:term|day|hour|yearly))"
    r"|(?:(?<=by )|(?<=than )|(?<=nearly )|(?<=almost )|(?<=about )|(?<=over )|(?<=under ))"
    r"half\b(?!(?:-| )(?:an?|term|day|hour|hourly|way|time|yearly)\b))",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(
    r"\b(?:(?P<twice>twice|thrice)(?! (?:a|each|every|per|in|daily|weekly|yearly|before|while|during|when|since|"
    r"already|now)\b|[.,;:)]|$)"
    r"|(?P<verb>doubl|trebl|tripl|quadrupl|halv)(?:ed|ing|es)\b(?! (?:counting|glazing|up)\b)"
    r"|(?P<noun>double|treble|triple|quadruple|halve)"
    r"(?= (?:(?:the|its|their|that|those|this|what|in|since|by|between)\b|(?-i:[A-Z])[\w’' -]{1,30}?['’]))"
    r"|(?P<fold>two|three|four|five|six|seven|eight|nine|ten)[ -]?fold\b)",
    re.IGNORECASE,
)
_TIMES = {"twice": 2, "thrice": 3, "doubl": 2, "trebl": 3, "tripl": 3, "quadrupl": 4, "halv": 0.5}
_NOUNS = {"double": 2, "treble": 3, "triple": 3, "quadruple": 4, "halve": 0.5}
_ODDS = re.compile(
    r"\b(?P<some>one|two|three|four|five|six|seven|eight|nine|ten) (?:(?!in\b|of\b|or\b|and\b)[a-z]+ )?"
    r"(?:in|out of|in every|of every) "
    r"(?P<all>two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|a hundred|one hundred|a thousand)\b"
    r"(?! (?:years?|months?|weeks?|days?|districts?|places?|towns?|chapters?|cases?|"
    r"languages|parts|sites|stations|councils|counties|"
    r"regions|streets|boroughs|stages|phases|rounds)\b)",
    re.IGNORECASE,
)


NUMERIC = frozenset(
    {
        *SMALL,
        *_TENS,
        *_SCALES,
        *_PARTS,
        *_NOUNS,
        *(f"{word}s" for word in (*_SCALES, *_PARTS)),
        "halves",
        "twice",
        "thrice",
    }
    | {f"{stem}{end}" for stem in ("doubl", "trebl", "tripl", "quadrupl", "halv") for end in ("ed", "ing", "es")}
    | {f"{word}fold" for word in SMALL}
    | {"tens", "scores", "first", "second", "fourth", "seventh", "ninth", "last"}
) - {"zero", "one"}
"""The words of which one stands in every number in words; `one` and `zero` only beside another, or before a noun."""


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number in words: where it stands, how it is written, what it is worth, and whether it is a share or "
    "multiple."""

    start: int
    end: int
    text: str
    value: float
    relative: bool = False


def cardinal_value(text: str) -> float:
    """The value of a cardinal in words.

    >>> cardinal_value("twenty thousand"), cardinal_value("half a million"), cardinal_value("a hundred and six")
    (20000.0, 500000.0, 106.0)
    """
    total = current = 0.0
    factor = 0.5 if text.lower().startswith("half ") else 1.0
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in SMALL or word in _TENS:
            current += SMALL.get(word, _TENS.get(word, 0))
        elif word in ("dozen", "hundred"):
            current = (current or 1) * _SCALES[word]
        elif word in _SCALES:
            total += (current or 1) * _SCALES[word]
            current = 0.0
    return factor * (total + current)


@lru_cache(maxsize=20_000)
def cardinals(text: str) -> tuple[WordNumber, ...]:
    """Every cardinal in words."""
    found = CARDINAL.finditer(text)
    return tuple(WordNumber(match.start(), match.end(), match[0], cardinal_value(match[0])) for match in found)


@lru_cache(maxsize=20_000)
def relatives(text: str) -> tuple[WordNumber, ...]:
    """Every fraction, multiple and "one in five" in words."""
    return tuple(_relatives(text))


def _relatives(text: str) -> Iterator[WordNumber]:
    for match in _FRACTION.finditer(text):
        part = (match["part"] or match["single"] or "half").lower().replace("halves", "half")
        count = SMALL[match["count"].lower()] if match["count"] else 1
        yield WordNumber(match.start(), match.end(), match[0], count / _PARTS[part], True)
    for match in _MULTIPLE.finditer(text):
        if match["fold"]:
            value: float = SMALL[match["fold"].lower()]
        elif match["noun"]:
            value = _NOUNS[match["noun"].lower()]
        else:
            value = _TIMES[(match["twice"] or match["verb"]).lower()]
        yield WordNumber(match.start(), match.end(), match[0], value, True)
    for match in _ODDS.finditer(text):
        value = cardinal_value(match["some"]) / cardinal_value(match["all"])
        yield WordNumber(match.start(), match.end(), match[0], value, True)
