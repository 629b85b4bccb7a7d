"""What a text says of a place's economy in its own words, where no figure, claim or quoted number stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from placewright.ledger.prose.material import Material, Sentence
from placewright.records.indicator import Indicator

_OUR = (
    r"(?:firms|businesses|universit(?:y|ies)|colleges|schools|workers|workforce|residents|young people|towns|villages|"
    r"high streets|economy|farmers|employers|children|families|homes|shops)"
)
_OF_THE_PLACE = (
    r"[Tt]he (?:whole |entire )?(?:county|district|borough|town|city|area|place|region|village|suburb|countryside)s?"
    rf"(?:['’]s?)?|[Oo]ur {_OUR}|here"
)
_SUBJECTS = frozenset(
    """
    afford apprentice boom builder bust buyer career commuter company craft decline economy employ employer employment
    engineer entrepreneur export exporter film import income landlord money mortgage prosperity recession rent riches
    tenant wealthy
    factory farm firm ghost graduate high-street house housing industry innovation inventor investment investor job lab
    laboratory labour maker manufacturer manufacturing market office output pay poverty premises productivity
    qualification research road salary school science scientist sector shop skill slump staff start-up street student
    talent teacher tourist trade trader train training unemployed unemployment vacancy visitor wage warehouse wealth
    work worker workforce workplace workshop youth
    """.split()  # noqa: SIM905
)
"""What an economy is spoken of by, beside the words of the indicators."""
_SAYINGS = re.compile(
    r"\b(?:left behind|priced out|beyond (?:its|their) means|li(?:ves?|ving) off|hand to mouth|pays? (?:its|their) way|"
    r"on (?:its|their) knees|down on (?:its|their) luck|punch(?:es|ing)? (?:above|below) (?:its|their) weight|"
    r"rest(?:s|ing)? on (?:its|their) laurels|fallen? (?:by|on) (?:the wayside|hard times)|"
    r"(?:turn(?:s|ed)?|round(?:s|ed)?) (?:the|a) corner|turned the tide|(?:its|their) troubles behind|"
    r"leaves? (?:nothing|much|a lot) to be desired|next to nothing|strength to strength|in rude health|"
    r"on (?:its|their) last legs|ground to a halt|grinds? to a halt|"
    r"ticks? over|back on (?:its|their) feet|stopped \w+ing|makes? (?:nothing|everything|things)|"
    r"young people (?:leave|go|stay|move))\b",
    re.IGNORECASE,
)
"""What is said of how a place fares in words that are of nothing else."""
_AGREED = re.compile(
    r"\b(?P<who>councils?|boards?|government|ministers|partners|districts|neighbours|university|partnership|colleges?|"
    r"employers)(?: (?:has|have|is|are)) (?:all |each |now |fully )?"
    r"(?P<did>endorsed|approved|agreed|backed|signed (?:up|off)|behind|committed)\b",
    re.IGNORECASE,
)
"""Who is said to have agreed; that a body did is on record as an event, an alignment or an approval, or is not."""
_NO_SUBJECT = frozenset(
    """
    below britain could elsewhere foot further gained great highest hold kingdom largest lowest series since support
    united worked
    about above across after again against aged also among annual area average away back base based because before being
    beside between born both change change-year count country county decile district down during each early england
    english every expected fewer first five fixed four from good gross group had has have head held here high higher
    hour how index interval into just kind known large least less level life like little live local long lost lower made
    main mean measure median member million minute month more most much national near neighbour new next nothing number
    old older only onto other over part past people per person place point population published rank rate real region
    report same score second set share shares side single size small some spread standard start state such than that
    their then there these they third this those thousand three through time total town two type under unit value what
    when where which while who whole whose wide with within without year years young
    """.split()  # noqa: SIM905
)
"""Words of indicators' names that are of no subject."""
_APART = re.compile(
    r"\b(?:will|would(?! have\b)|shall|should|must|(?:could|can)(?! afford\b)|may|might|if|whether|unless|"
    r"let|needs? to|has to|have to|asks?|"
    rf"aims?|plans?|wants?|proposes?|proposed|intends?|so that|we|our(?! {_OUR}\b)|us|you|chapters?|figures?|tables?|"
    rf"maps?|charts?|"
    r"claims?|sources?|study|studies|survey(?:ed|s)?|census|registers?|evidence|list(?:ed|s)?|document|strategy|"
    r"reader|published|measured?|counted|computed|known|unknown|missing|priorit\w+|actions?|example|question)\b|\?",
    re.IGNORECASE,
)
"""What marks a sentence as a wish, a condition, or one about the document and its evidence."""
_WORD = re.compile(r"[A-Za-z]\w*(?:-\w+)*")
_PARTS = re.compile(r"\w+")


def untold(material: Material) -> Iterator[tuple[Sentence, str, str]]:
    """Sentences that say something of a place's economy and that nothing bears out, with the place and the subject.

    Left alone is what stands in a paragraph with a claim or a number, what wishes or asks, and what speaks of the
    document itself.
    """
    looked_at = [one for one in material.sentences if _may_be_untold(one)]
    if not looked_at:
        return
    place = re.compile(rf"\b(?:{'|'.join((*_names(material), _OF_THE_PLACE))})(?![\w-])")
    subjects = _SUBJECTS | _words_of(tuple(f"{one.name} {one.short_name}" for one in material.definitions.values()))
    for sentence in looked_at:
        if (agreed := _AGREED.search(sentence.words)) is not None:
            yield sentence, agreed["who"], agreed["did"]
            continue
        if (named := place.search(sentence.words)) is None or _APART.search(sentence.words):
            continue
        words = (match[0] for match in _WORD.finditer(sentence.words) if match.start() not in range(*named.span()))
        subject = next((word for word in words if _speaks_of(word, subjects)), None)
        if subject is None and (saying := _SAYINGS.search(sentence.words)) is not None:
            subject = saying[0]
        if subject is not None and not _is_told_beside(sentence, subject, material):
            yield sentence, named[0], subject


def _speaks_of(word: str, subjects: frozenset[str]) -> bool:
    """Whether a word, or a part of a joined one such as `one-industry`, is of an economy."""
    return _stem(word) in subjects or any(_stem(part) in subjects for part in _PARTS.findall(word) if "-" in word)


def _may_be_untold(sentence: Sentence) -> bool:
    is_said_plainly = sentence.form not in ("heading", "plan", "account")
    return is_said_plainly and not (sentence.claim or sentence.spans or sentence.cited)


def _is_told_beside(sentence: Sentence, subject: str, material: Material) -> bool:
    """Whether a claim of the same paragraph speaks of the subject: then the sentence goes on about it."""
    for id in sentence.beside:
        said = {material.text_of(id), *(one.name for one in _defined(id, material))}
        result = material.results.get(id)
        words = _WORD.findall(" ".join((*said, result.text if result else "")))
        if _stem(subject) in {_stem(word) for word in words}:
            return True
    return False


def _defined(id: str, material: Material) -> Iterator[Indicator]:
    for figure in material.figures_of(id).values():
        if (definition := material.definition(figure)) is not None:
            yield definition


def _names(material: Material) -> Iterable[str]:
    return (re.escape(name) for code in material.places if (name := material.name_of(code)) != code)


@lru_cache(maxsize=4)
def _words_of(names: tuple[str, ...]) -> frozenset[str]:
    found = {_stem(word) for name in names for word in _WORD.findall(name)}
    return frozenset(word for word in found if len(word) > 3 and word not in _NO_SUBJECT)


def _stem(word: str) -> str:
    """The word in small letters and the singular.

    >>> _stem("Factories"), _stem("jobs"), _stem("businesses")
    ('factory', 'job', 'business')
    """
    word = word.lower()
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
