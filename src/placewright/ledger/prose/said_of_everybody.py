"""What is said of everybody: that nobody is badly paid, that every worker commutes, that no firm exports."""

from __future__ import annotations

import re

from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.material import Sentence
from placewright.records.claim import Claim, Test

_KIND = (
    r"(?:adults?|child(?:ren)?|residents?|workers?|commuters?|employees?|employers?|pupils?|students?|school leavers?|"
    r"graduates?|apprentices?|pensioners?|households?|famil(?:y|ies)|tenants?|buyers?|women|woman|men|man|young people|"
    r"older people|people|firms?|business(?:es)?|compan(?:y|ies)|start-ups?|manufacturers?|shops?|homes?|offices?|"
    r"schools?|jobs?|wards?|villages?|neighbourhoods?|streets?|premises)"
)
_ALL = (
    rf"(?:nobody|no[ -]one|everybody|everyone|(?:each and every|every|no)(?: single)? (?:[a-z-]+ )?{_KIND}"
    rf"|not (?:a single|one) {_KIND}|none of (?:the|its|our|the county['’]s) (?:\w+ )?{_KIND}"
    rf"|all (?:of )?(?:the|its|our) (?:\w+ )?{_KIND}|all {_KIND})"
)
_WHERE = (
    r"(?: (?:in|of|across|from|at|who|living|working|under|over|aged|with|without)\b[^.;:,■]{1,45}?| here| there|"
    r" today|"
    r" any ?more| any longer)?"
)
_STATE = (
    r"(?:(?:badly|well|poorly|highly|decently|fairly|handsomely|under|over|low|better|worse)[- ]?(?:paid|off|housed|"
    r"qualified|skilled|educated|trained|served|connected|equipped|fed)|poor|rich|wealthy|affluent|comfortable|"
    r"prosperous|"
    r"deprived|"
    r"destitute|hungry|homeless|jobless|unemployed|idle|workless|out of work|in work|in debt|in need|in poverty|"
    r"on low pay|"
    r"low[- ]paid|unskilled|unqualified|skilled|qualified|healthy|unhealthy|ill|sick|isolated|lonely|struggling|"
    r"thriving|"
    r"suffering|"
    r"left behind|left out|excluded|priced out|short of (?:\w+ )?(?:work|money|homes|staff|space)|in trouble|growing|"
    r"shrinking|empty|overcrowded|productive|profitable|innovative|connected|online|offline|safe|unsafe|at risk|"
    r"good|outstanding|excellent|inadequate|failing|full|affordable|unaffordable)"
)
_FATE = (
    r"(?:struggles?|suffers?|suffered|earns?|earned|lacks?|lacked|commutes?|exports?|exported|invests?|invested|"
    r"innovates?|"
    r"owns?|owned|rents?|goes without|go without|goes hungry|go hungry|lives? in|lived in|works? from|benefits?|"
    r"benefited|"
    r"gains?|gained|loses?|lost|thrives?|thrived|prospers?|prospered|fails?|failed|closes?|closed|grows?|grew|"
    r"can (?:now )?"
    r"(?:easily |hardly |barely )?afford|can get|could afford|cannot afford|has (?:a job|work|fast|gigabit|access|"
    r"enough|to "
    r"wait|to travel|to move|no)|have (?:jobs|work|fast|gigabit|access|enough|to wait|to travel|to move|no)|leaves?|"
    r"left|"
    r"stays?|stayed|finds? (?:it|a|work)|found work|shares? in|shared in|did well|does well|do well|pays? (?:more|"
    r"less|the|a)|"
    r"feels?|felt|wants?(?! to (?:know|read|see|say)\b)|needs?|is paid|are paid|holds? a|hold (?:a |no )|"
    r"has a (?:degree|"
    r"qualification))"
)
_SAID = LatePattern(
    rf"\b(?P<who>{_ALL}){_WHERE} (?:(?:is|are|was|were|has been|have been|feels?|goes|go|remains?|lives?) "
    rf"(?:(?:still|now|ever|really|truly|very|any longer|today|particularly|especially|all that) )*{_STATE}|"
    rf"(?:(?:still|now|"
    rf"ever|really) )?{_FATE})\b",
    re.IGNORECASE,
)
"""Nobody, everybody, every worker or no firm, and a word of how they are or fare."""

_BEGINS = re.compile(r"\b(?:nobody|no|everybody|everyone|each and every|every|not|none|all)\b", re.IGNORECASE)
_WORDS = frozenset({"nobody", "no", "everybody", "everyone", "every", "none", "all"})
_SINGLE = frozenset({"not", "single"}), frozenset({"not", "one"})

_ENDS = (0.0, 1.0, 100.0)


def said_of_everybody(sentence: Sentence) -> re.Match[str] | None:
    """Where a sentence says of all of them, or of none, how they are or fare."""
    words = sentence.vocabulary
    if words.isdisjoint(_WORDS) and not any(words >= both for both in _SINGLE):
        return None
    begun = (_SAID.match(sentence.words, one.start()) for one in _BEGINS.finditer(sentence.words))
    return next((match for match in begun if match is not None), None)


def is_all_or_none(claim: Claim) -> bool:
    """Whether a test of the claim holds a figure against none or all of a whole, or it rests on what was found."""
    return bool(claim.findings or claim.events) or any(_is_of_an_end(test) for test in claim.holds)


def _is_of_an_end(test: Test) -> bool:
    than = test.than
    return isinstance(than, int | float) and test.is_ == "equals" and float(than) in _ENDS
