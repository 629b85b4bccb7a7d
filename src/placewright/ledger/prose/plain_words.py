"""Plain words: those that name, count, date or join, and say neither how much something is nor which way it went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from placewright.ledger.prose.comparison_words import harmless_spans
from placewright.ledger.prose.directions import WORDS as DIRECTIONS
from placewright.ledger.prose.number_words import CARDINAL

WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[’'-][A-Za-zÀ-ÿ]+)*")
"""A word of a sentence; words with a hyphen are one."""

_GRAMMAR = """
a about according across after against alongside also although among an and another any anywhere apart are as at be
became because become becomes been before being beside besides between both but by can cannot could did do does done
during each either else elsewhere even except for from had has have he hence her here hers him his how i if in
including indeed inside instead into is it its itself just may me might mine must my nearby neither no nor not of off
on once one ones only or other others our ours out outside per perhaps rather say shall she should so some somebody
someone something still such than that the their theirs them themselves then there therefore these they this those
though through throughout thus till to together too toward towards until upon us very via was we were what whatever
when where whereas wherever whether which while who whoever whole whom whose why will with without would yet you your
"""
_NUMBERS = """
third fourth fifth sixth seventh eighth ninth tenth half halves quarter quarters once twice double times dozen hundred
thousand million billion per cent percent percentage point points number numbers amount amounts total totals sum share
shares part parts proportion rate rates ratio average mean median index score scores scale figure figures value values
count counts rank ranks place placed table league decile quartile quintile interval estimate estimated rounded
rounding unit units size sizes level levels
"""
_TIMES = """
day days week weeks month months year years decade decades century hour hours minute minutes time times period periods
date today now then ago later earlier january february march april may june july august september october november
december spring summer autumn winter night annual yearly monthly weekly daily hourly census survey since already
current currently recent recently present past
"""
_PLACES = """
place places area areas county counties district districts town towns city cities village villages parish ward wards
region regions regional nation nations national country countries local neighbourhood neighbourhoods street road roads
border borders boundary north south east west northern southern eastern western north-east north-west south-east
south-west centre central home homes house houses housing dwelling dwellings premises site sites land green ground
workplace workplaces office offices factory shop shops school schools college colleges university universities
hospital station airport park parks kind kinds sort sorts type types way ways side sides world london britain england
wales scotland ireland kingdom european international urban rural
"""
_PEOPLE = """
people person persons resident residents household households family families child children adult adults woman women
man men girl girls boy boys pupil pupils student students worker workers employee employees employer employers maker
makers commuter commuters graduate graduates scientist scientists inventor inventors patient patients member members
partner partners stakeholder stakeholders visitor visitors user users neighbour neighbours community communities
population public age aged ages born working-age citizen staff group groups team teams
"""
_ECONOMY = """
business businesses firm firms company companies enterprise enterprises industry industries industrial sector sectors
economy economies economic trade trades market markets product products production output productivity goods service
services work job jobs employment occupation occupations profession professions career apprentice apprentices
apprenticeship apprenticeships skill skills qualification qualifications degree degrees course courses training
learning education research science technology innovation innovations investment investments capital money fund funds
funding grant grants budget budgets price prices pay wage wages salary earnings income incomes tax rent rents cost
costs spending expenditure sales turnover export exports import imports stock building buildings floorspace
construction manufacturing digital creative commercial financial professional technical scientific information
communication transport travel rail bus train energy water waste broadband line lines network infrastructure health
care agency agencies payroll payrolls inventor patent patents application applications start-up start-ups birth births
death deaths owner owners owned software film television screen space defence farm farms farming tourism culture food
retail property mix
"""
_PUBLIC_LIFE = """
council councils government governments authority authorities partnership board chamber commerce department office
organisation organisations institute institutes body bodies programme programmes project projects plan plans planning
policy policies strategy strategies evidence data dataset source sources report reports study studies survey surveys
consultation response responses answer answers question questions meeting event conference discussion draft example
account difference chapter page paragraph picture map chart note list text word words claim claims test tests name
names case cases matter matters issue issues thing things fact facts method methods result results subject need needs
aim aims target targets choice choices reason reasons use uses term terms set sets purpose general own certain
particular various total overall gap gaps distance sign signs
"""
_ACTS = """
make makes made making work works worked working live lives lived living hold holds held holding employ employs
employed employing begin begins began begun start starts started pay pays paid paying cost costs earn earns earned
earning spend spends spent build builds built cover covers covered register registers registered file files filed
count counted measure measures measured ask asks asked answer answered say says said tell tells told know knows known
find finds found see sees saw seen read reads write written call calls called name named show shows showed shown teach
learn learns learnt study studied train trained travel travels travelled commute commutes come comes came coming go
goes going went take takes took taken give gives gave given bring brings brought send sends sent get gets got stand
stands stood lie lies lay lying sit run runs belong belongs include includes included consist consists use uses used
serve serves served own owned rent rented buy buys bought sell sells sold produce produces produced download downloads
downloaded apply applied speak speaks spoke want wants wanted think thinks thought mean means meant expect expects
expected depend depends depended compare compared comparing against respond responded receive receives received
provide provides provided open opened look looks looked invest invests invested research designed save saves saved
hire hires hired book books booked commission commissioned publish published record recorded report reported plan
planned happen happens happened leave leaves
"""
_ADJECTIVES = """
new old young elderly active available possible likely typical average median mean public private fixed free open
full-time part-time self-employed male female single joint other next known deprived deprivation
"""
_SUFFIXES = ("ies", "es", "s", "ing", "ed", "ly", "y", "e")


def stem(word: str) -> str:
    """A word without its ending, as far as two forms of a word are told to be one.

    >>> [stem(word) for word in ("Districts'", "counties", "county", "employed")]
    ['district', 'count', 'count', 'employ']
    """
    bare = re.sub(r"['’]s?$", "", word.lower())
    for ending in _SUFFIXES:
        if bare.endswith(ending) and len(bare) - len(ending) >= 3:
            return bare[: -len(ending)]
    return bare


# forms that the list has are taken as they are: `made` is plain, and `mad` is not
_PLAIN = frozenset(
    word
    for group in (_GRAMMAR, _NUMBERS, _TIMES, _PLACES, _PEOPLE, _ECONOMY, _PUBLIC_LIFE, _ACTS, _ADJECTIVES)
    for word in group.split()
)

_JUDGING_TOO = """
more most less least fewer few many much little high higher highest low lower lowest good better best bad worse worst
large larger largest small smaller smallest big bigger biggest great greater greatest long longer longest short
shorter shortest strong stronger strongest weak weaker weakest fast faster fastest slow slower slowest above below
over under up down behind ahead beyond growing falling rising well poor rich
"""
_JUDGING = DIRECTIONS | frozenset(_JUDGING_TOO.split())
"""Words that are plain only where they stand as the definition of a figure has them, such as `good health`."""

_PHRASES = re.compile(
    r"\b(?:grow(?:s|ing)? up|grew up|made up of|makes? up|as a whole|on (?:balance|average)|at (?:home|work|least|most)"
    r"|in all|(?:at|after|above|of) all|so far|as far as|(?:as )?well as|set (?:against|beside|apart)|taken together"
    r"|over (?:the|a) whole|over the|leav(?:e|es|ing) out|left out|cannot be told|and over|under \w+|up to"
    r"|over \w+ years|over a (?:year|decade)|number one|(?:are|is|were|was) left(?=[.;,])|no longer|long[- ]term"
    r"|short[- ]term|to and from|(?:in|over) (?:the )?long run|times as (?:much|many)|(?:for|per|in|of|out of) every"
    r"|the first (?:is|was)|at first|for the first time|(?:the )?last (?:year|decade|known|\w+ years)"
    r"|the same (?:figure|years?|time|period|place|people|kind|way|industries|industry)|all (?:of )?(?:this|that|them)"
    r"|within industries)\b",
    re.IGNORECASE,
)
"""Phrases that say no more than plain words do, though a word in them might elsewhere."""


_NOT_PLAIN = re.compile(
    r"\b(?:(?:before|after) (?:the )?[A-Z]|as (?:in|at|for|with) (?:the )?[A-Z]|[Ee]ach (?:of|one|and)\b"
    r"|(?:came|comes?|went|goes|go|takes?|took|gets?|got|brings?|brought) (?:on|off)"
    r"(?= (?:from|to|by|in)\b| ■|[.,;]|$))"
)
"""Plain words that say something where they stand so: before another, as elsewhere, of each, `took off`."""


@lru_cache(maxsize=4_000)
def stems_of(text: str) -> tuple[str, ...]:
    """The words of a definition without their endings, in their order."""
    return tuple(stem(part) for word in WORD.findall(text) for part in word.split("-"))


def words_that_say(words: str, subject: Iterable[str]) -> Iterator[re.Match[str]]:
    """Each word of a sentence that is not plain.

    Args:
        words: the sentence, its bound numbers hidden.
        subject: what its figures are called and how they are defined: a word of it names what the sentence is about.
    """
    told = [stems_of(text) for text in subject]
    known = {one for stems in told for one in stems}
    pairs = {pair for stems in told for pair in pairwise(stems)}
    covered = [*harmless_spans(words), *(match.span() for match in _PHRASES.finditer(words))]
    covered += [match.span() for match in CARDINAL.finditer(words)]
    saying = {match.start() for match in _NOT_PLAIN.finditer(words)}
    found = list(WORD.finditer(words))
    stems = [stem(match[0]) for match in found]
    for number, match in enumerate(found):
        word = re.sub(r"['’]s?$", "", match[0].lower())
        if match.start() in saying:
            yield match
            continue
        if word in _PLAIN or any(start <= match.start() < end for start, end in covered):
            continue
        if _is_name(match, words):
            continue
        if word in _JUDGING:
            if pairs.isdisjoint(pairwise(stems[max(0, number - 1) : number + 2])):
                yield match
        elif stems[number] not in known and not all(stem(part) in known or part in _PLAIN for part in word.split("-")):
            yield match


def _is_name(match: re.Match[str], words: str) -> bool:
    """Whether it is written as a name inside a sentence."""
    return match[0][0].isupper() and re.search(r"(?:^|[.!?:][\"”’')]*\s+)[\"“‘'(]?$", words[: match.start()]) is None
