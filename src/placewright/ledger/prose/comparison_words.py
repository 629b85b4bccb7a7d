"""Words of comparison: which words compare, as more, fallen and highest do, and the phrases in which they do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from placewright.ledger.prose.exemptions import SIZE_OF_FIRM
from placewright.ledger.prose.material import Sentence

_SUPERLATIVES = (
    r"highest|lowest|largest|smallest|biggest|fastest|slowest|strongest|weakest|richest|poorest|best|worst|fewest|"
    r"greatest|densest|cheapest|dearest|oldest|youngest|top of|bottom of|"
    r"top(?:s|ped)? the (?:table|list|league|ranking)|second (?:only )?to (?:none|(?-i:[A-Z]))|second only to|"
    r"(?:nowhere|no (?:other )?(?:place|district|county|region|town)|none)\b"
    r"[^.;]{0,40} (?:as|so) (?:much|many|high|low|few|fast|large|small)|"
    r"(?:most|least) (?:productive|expensive|affordable|populous|congested|unequal|qualified|skilled|prosperous|"
    r"innovative)|"
    r"no (?:other )?(?:place|district|county|region|town|city) (?:anywhere )?(?:in|across) "
    r"(?:the (?:country|region|nation|land)|(?-i:England|Britain|the UK|the East))\b|"
    r"(?:record|all[- ]time|historic) (?:highs?|lows?)|"
    r"(?<=\ba )record (?:level|number|year|rate)|(?<=\bat )record levels?|"
    r"(?:hit|reached|broke|set) (?:an? |the |all )?(?:new |national |all[- ]time )?records?(?! straight\b)|"
    r"unrivalled|unmatched|unequalled|unparalleled|unsurpassed|peerless|"
    r"(?!(?:inter|for|requ|harv|prot|cont|mod|hon|gu|inv|dig|arr|conqu|sugg|man|att|inc|near|lat|earli|new|"
    r"w|r|b|t|n|l|j|cr|ch|qu)est\b)[a-z]{2,}est(?= (?:[\w-]+ ){0,3}?(?:of any\b|of all\b|"
    r"of the (?:\w+ )?(?:districts|counties|towns|regions|places|boroughs)\b|"
    r"in (?:the|our) (?:county|country|region|nation|land)\b|anywhere\b))|"
    r"few (?:other )?(?:places|districts|counties|regions|towns|areas|cities|boroughs)\b[^.;:■]{0,40}? "
    r"(?:match(?:es)?|rivals?|equals?|beats?|do better|come close|compete with)|"
    r"never (?:before )?(?:been |was |were |had |has |have |stood |looked )?"
    r"(?:so|as (?:much|many|high|low|few|large|small)|(?:more|less) \w+|"
    r"(?:high|low|wid|narrow|great|larg|small|rich|poor|strong|weak|bett|fast|slow|few|dear|cheap|long|short|clos|"
    r"deep)er)|"
    r"(?:several|many) times (?:that of|as (?:many|much|high|large|big|likely|dear|fast)|"
    r"(?:high|larg|bigg|great|fast)er|"
    r"more|the (?:\w+ )?(?:average|rate|pace|level|size|number|share|figure|median|price))|"
    r"(?:nobody|no one|everybody|everyone) in (?:the (?:county|region|town|district)|(?-i:[A-Z])[\w ]{0,24}?) "
    r"(?:(?:is|was) (?:out of work|unemployed|jobless|poor|homeless|without|left behind|in work)|lacks|goes without|"
    r"lives in poverty)"
)
_A_PLACE = r"(?:(?:the|our) (?:county|region|area|district|town)|(?-i:[A-Z]\w+))"
_UP = (
    r"risen|rose|grew|grown|increased|improved|surged|soared|climbed|widened|expanded|doubled|trebled|tripled|gained|"
    r"recovered|quickened|accelerated|sped up|rebounded|mushroomed|ballooned|multiplied|"
    r"jumped(?! (?:at|on|in|into|to)\b)|leapt|swelled|swollen|skyrocketed|rocketed|boomed"
)
_DOWN = (
    r"fallen|fell|decreased|declined|dropped|shrank|shrunk|worsened|deteriorated|plunged|slumped|narrowed|halved|"
    r"lost ground|contracted|slowed|slackened|dwindled|waned|plummeted|nosedived|stalled|stagnated|flatlined|"
    r"levelled off|collapsed|evaporated|ebbed|receded|eroded|"
    r"(?:tumbled|dipped|slipped|slid|sank|sunk)(?! (?:an?|the|its|their|new|into|on|through)\b)|"
    r"(?:vanished|disappeared)(?= (?:at|by|faster|since|in \w+ years)\b)|"
    r"(?:gap|lead|distance|difference)s? "
    r"(?:(?!(?:which|that|will|would|could|can|may|might|must|should|be|to)\b)[\w'’-]+ ){0,6}?"
    r"(?:closed|vanished|disappeared|melted away|wiped out|erased|eliminated|(?:is|are|has|have) gone)|"
    rf"(?:vanished|disappeared) from {_A_PLACE}|caught up with {_A_PLACE}|"
    r"(?:eliminated|erased|wiped out|bridged) (?:its|the|their|our) (?:[\w'’-]+ ){0,2}(?:gap|lead|deficit|shortfall)|"
    r"thing of the past\b|no foothold|"
    r"(?:saw|seen) (?!them\b|it\b|us\b)(?:[\w'’-]+ ){1,4}?(?:drop|fall|shrink|worsen|rise|grow|climb|improve)"
)
_RISES = (
    r"rises|rising|grows|growing|increases|increasing|improves|climbs|widens|widening|recovering|soaring|surging|"
    r"climbing(?! (?:walls?|frames?|cent(?:re|er)s?|plants?|clubs?|gear)\b)|rebounding|doubling|mushrooming|ballooning"
)
_FALLS = (
    r"falls|falling|decreases|decreasing|declines|declining|drops|shrinks|shrinking|worsens|narrows|narrowing|"
    r"dwindling|worsening|deteriorating|plummeting|plunging|slumping|collapsing|stagnating|ebbing|waning|halving"
)
_STEADY = (
    r"(?:stayed|remained|held|stood) (?:\w+ly |very |quite |all but )?(?:steady|stable|flat|static|unchanged|constant|"
    r"affordable|unaffordable|buoyant|strong|weak|high|low|healthy|cheap|dear|expensive|scarce|plentiful)\b"
    r"(?! (?:supporters?|advocates?|on the agenda)\b)|"
    r"(?:within (?:easy |the )?reach|out of (?:the )?reach|beyond the (?:reach|means)) of (?:[\w-]+ ){0,2}?(?:earners?|"
    r"buyers?|renters?|nurses|teachers|pay|wages?|salar(?:y|ies)|ordinary|young families|families on|workers|people on)"
)
"""How something went on as it was, or whether people can pay for it, said without a figure."""
_EARNED = (
    *("earn", "earns", "earned", "pay", "pays", "paid", "cost", "costs", "make", "makes", "made", "get", "gets", "got"),
    *("exactly", "just", "roughly"),
)
_EQUAL = (
    rf"(?:{'|'.join(f'(?<={one} the )' for one in _EARNED)})same(?= (?:for|as|per|an hour|a week)\b|[.,;:]|$)|"
    r"same (?:pay|wages?|salary|salaries)\b|"
    r"par with|neck and neck|level pegging|no different from|"
    r"no (?:\w+ )?(?:gap|divide|difference) (?:in [^.;:■]{1,20} )?between"
)
"""That two are alike, said without their figures."""
_AS_AS = (
    r"as (?!(?:far|well|early|late|soon|long|recently|often|such|much|diverse|different|varied|distant)\b)[a-z]+ as "
    + _A_PLACE
)
_OF_A_PLACE = (
    r"(?:unknown|unheard[- ]of|rare|scarce|plentiful|abundant|rife|rampant|widespread|commonplace|non-existent|"
    r"negligible|cheap|expensive|affordable|unaffordable|thin on the ground) (?:in|across|throughout) " + _A_PLACE + "|"
    r"(?:poverty|deprivation|unemployment|worklessness|crime|homelessness|congestion|need) (?:is|was|remains) "
    r"(?:all but |largely |almost |now |still )*(?:confined|limited|restricted) to " + _A_PLACE
)
"""How much of something there is in a place, said without a figure."""
_STANDING = (
    r"outperform(?:s|ed|ing)?|underperform(?:s|ed|ing)?|outstrip(?:s|ped|ping)?|outpac(?:e|es|ed|ing)|exceed(?:s|ed)?|"
    r"lag(?:s|ged|ging)?|trail(?:s|ed|ing) (?:behind|the|its)|ahead of|surpass(?:es|ed)?|"
    r"beats?(?= (?:the (?:nation|region|county|country|average|rest)|(?-i:[A-Z])))|"
    r"eclips(?:es|ed)|dwarfs|dwarfed|dwarf(?= (?:the|those|that|its|their|every|all|any|anything|what|(?-i:[A-Z])))|"
    r"towers? over|towered over|streets ahead|pales? (?:beside|against|next to|by comparison)|"
    r"overtak(?:es|en)|overtook|"
    r"out-?(?:invest|export|spend|produce|earn|compete|grow|pace|rank|do|score|number|last|liv|live|class|shin|"
    r"shine|strip|"
    r"weigh|sell|build|perform)(?:s|es|ed|ping|ing)?|" + _AS_AS
)
_GRADED = (
    rf"{_OF_A_PLACE}|{_STEADY}|{_EQUAL}|"
    r"more|fewer|less|higher|lower|greater|better|worse|faster|slower|stronger|weaker|richer|poorer|denser|cheaper|"
    r"dearer|above|below|most|least|majority|minority"
)
_SIZES = r"larger|smaller|bigger|older|younger|longer|shorter|newer|nearer|closer|wider|narrower|deeper"

_WORDS = re.compile(
    rf"\b(?:(?P<superlative>{_SUPERLATIVES})|(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<standing>{_STANDING})"
    rf"|(?P<rises>{_RISES})|(?P<falls>{_FALLS})"
    rf"|(?P<graded>{_GRADED})|(?P<sized>{_SIZES})(?=(?:[ \w'’-]{{0,40}}) than\b|\s+share\b)"
    r"|(?P<than>(?<!rather )(?<!other )(?<!no sooner )than))\b",
    re.IGNORECASE,
)

_SINGLE = re.compile(
    rf"{_SUPERLATIVES}|{_UP}|{_DOWN}|{_RISES}|{_FALLS}|{_STANDING}|{_GRADED}|{_SIZES}|than|top\w*|bottom|ahead|"
    rf"nowhere|none|no|second|levelled|"
    rf"record|all|historic|hit|reached|broke|set|tumbled|dipped|slipped|slid|sank|sunk|never|several|many|jumped|"
    rf"vanished|disappeared|(?:gap|lead|distance|difference)s?|dwarf\w*|tower\w*|streets|pales?|"
    rf"trail\w*|lost|saw|seen|out|sped|beats?|nobody|every(?:body|one)|caught|thin|eliminated|erased|wiped|bridged|"
    rf"thing|as|"
    rf"unknown|unheard|rare|scarce|plentiful|abundant|rife|rampant|widespread|commonplace|non|negligible|cheap|"
    rf"expensive|affordable|unaffordable|poverty|deprivation|unemployment|worklessness|crime|homelessness|"
    rf"congestion|need|[a-z]+est|few|stayed|remained|held|stood|within|beyond|same|par|neck|level"
)

_A_WORD = re.compile(r"[A-Za-z]+")

HARMLESS: tuple[str, ...] = (
    # what is not known is no level of it
    r"(?:numbers?|figures?|rates?|shares?|extent|size|scale|causes?|effects?|reasons?) (?:[\w'’-]+ ){0,6}?"
    r"(?:is|are|was|were|remains?) (?:still )?unknown (?:in|across|throughout)",
    r"(?:where|wherever|when|whenever|once) (?:[\w'’-]+ ){1,4}?(?:is|are) (?:scarce|rare|plentiful|cheap|expensive|"
    r"affordable|unaffordable|abundant|widespread) (?:in|across|throughout)",
    # fixed phrases
    r"at (?:least|most|best|worst|its best|their best)",
    r"no (?:more|less|fewer|longer|better)(?: than)?",
    r"(?:no|not|any) (?:earlier|later|sooner) than",
    r"more than one(?! (?:in|out|hundred|thousand|million|billion|half|third|quarter|fifth|tenth|of (?:every|each))\b)",
    r"(?:deadline|date|timetable|programme|start|opening|completion|launch|works?) (?:has |had |have )?slipped",
    r"(?:days?|dates?|deadline|census|meeting|hearing|conference|election|anniversary|inspection|visit|launch)"
    r"(?: (?:of|for|in) [^.;:,■]{1,30}?)? (?:fell|falls|fallen|fall) (?:in|on|within|during|into|under|between|"
    r"before|after)",
    r"not? least",
    r"least of all",
    r"most of all",
    r"more or less",
    r"once more",
    r"what(?:'s| is) more",
    r"the (?:more|less|higher|lower|better)(?=[^.;]*, the (?:more|less|higher|lower|better))",
    r"(?<=, )the (?:more|less|better)",
    r"all the (?:more|better)",
    r"more (?:widely|broadly|generally|specifically|precisely|fully|importantly|recently|about|on|to do|work|evidence|"
    r"data|detail|of what|of the same|of it|information|analysis|research|time|than ever|than once|than that|"
    r"than this)",
    r"(?:much|far) more than (?:a|an|that|this)",
    r"more (?:of )?(?:\w+ ){0,3}(?:is|are) (?:needed|wanted|planned|to come)",
    r"(?:more|less|fewer) (?:should|must|needs? to|ought to|can|could) (?:yet |still |also )?(?:be|have|go|come)\b",
    r"(?:make|makes|making|made) (?:the )?(?:more|most|best|better) (?:use )?of",
    r"less so|still less|even more so",
    r"better (?:off|regulation)|better to|better than nothing",
    r"best (?:practice|value|known|available|endeavours|placed|of both)|second best",
    r"most (?:recent|recently|notably|importantly|relevant|likely|appropriate|suitable|cases|days|people know)",
    r"(?:the )?(?:ten per cent |\w+ )?most[- ]deprived (?:\w+ ){0,2}(?:fifth|tenth|quintile|decile|neighbourhoods?|"
    r"areas?|places|wards?|communities)",
    r"least[- ]deprived (?:fifth|tenth|quintile|decile|neighbourhoods?|areas?|places|wards?)",
    # the bound of a definition
    r"(?:counts? as|(?:is|are) (?:defined|classed|counted) as)\b[^.;■]{0,80}?(?:"
    r"\d[\d,.]*(?: ?%| per cent)?(?: [a-z]+){0,2} or (?:more|fewer|less|above|below|over)|"
    r"(?:more|fewer|less) than \d[\d,.]*(?: ?%| per cent)?)",
    r"(?:less|more) (?:in|with|by|through) (?:how|what|why|who|whom)\b[^.;:]{1,80}? than (?:in|with|by|through)",
    r"for the most part",
    r"for the (?:most|least)(?: deprived)?(?=[ ]to\b|[ ]?[.,;:)]|$)",
    r"(?:its|their|the|a) (?:highest|lowest|best|worst) (?:year|month|point|ebb)",
    r"less (?:what|tax|taxes|the (?:cost|value|price))",
    r", (?:above|below),",
    r"(?:above|below) (?:the )?(?:region(?:al)?|district|county|local authority|national) levels?",
    r"(?:data|figures|statistics|published|known)\b[^.]{0,40} below the \w+(?!['’])",
    # names
    r"(?-i:Greater [A-Z]\w+|Upper [A-Z]\w+|Lower [A-Z]\w+|Better [A-Z]\w+|Best [A-Z]\w+|More [A-Z]\w+|Most [A-Z]\w+(?= "
    r"(?:Fund|Programme|Award)))",
    r"higher(?:[- ]level)? (?:education|apprenticeships?|technical|national|skills?|skilled|qualifications?|rate "
    r"taxpayers?"
    r"|learning|level)",
    r"higher and further education|further and higher education|further or higher education",
    r"(?:lower|upper|higher|middle)[- ](?:tier|layer|super|case|end|bound|limit|house|secondary|sixth|quartile|"
    r"value uses?)",
    r"lower[- ](?:carbon|emission|paid|income|value)",
    r"less extra-regio",
    r"shrinking violet|growing (?:season|medium|pains)|rising (?:main|star|damp)|falling (?:into|within|under|"
    r"outside|due)",
    # where something stands on the page
    r"(?:mentioned|described|listed|set out|shown|given|named|noted|discussed|explained|seen|see|as|from|the|chart|"
    r"table|map|figure|list|picture|paragraph|section|chapter|text|sentence|numbers|figures|words) (?:above|below)",
    r"(?:and|or) (?:above|below)(?! (?:the|its|their|that of|those|every|any|each|all|other|both|what|(?-i:[A-Z])|■))",
    r"(?:the|this|these|those) \w+ (?:above|below)(?= (?:comes?|is|are|was|were|says?|names?|has|have)\b|[.,;:])",
    r"(?:above|below)[- ](?:mentioned|named|ground|market|all)",
    r"(?:above|below) (?:shows?|gives?|lists?|sets? out|are|is)\b",
    r"(?:falls|fell|fallen|falling) (?:within|under|outside|into|short|on|due|behind schedule)",
    r"(?:falls|fell|fall) to (?:us|them|(?:the |local )?(?:councils?|partners?|board|county|government|districts?))",
    r"(?:gives?|gave|given|giving) rise|rises? to the",
    # what was lost or gained is an act, not a measure
    r"(?:rather|other) than(?: (?:more|fewer|less|higher|lower|greater|better|larger|smaller))?",
    r"(?:older|younger) than (?=\d\d\b)",
    r"(?:older|younger) (?:people|workers|residents|adults|generations?)",
)
"""Phrases with a word of comparison that compare nothing; the fixed list."""

_HARMLESS = re.compile(rf"(?:\b|(?=,))(?:{'|'.join(HARMLESS)})(?!\w)", re.IGNORECASE)


def compared(sentence: Sentence) -> tuple[re.Match[str], ...]:
    """The words of comparison of a sentence that compare something."""
    return _compared(sentence.words) if any(map(_may_compare, sentence.vocabulary)) else ()


@lru_cache(maxsize=20_000)
def harmless_spans(words: str) -> tuple[tuple[int, int], ...]:
    """Where phrases stand that compare nothing, though they hold a word of comparison."""
    return tuple(found.span() for one in (_HARMLESS, SIZE_OF_FIRM) for found in one.finditer(words))


@lru_cache(maxsize=20_000)
def _compared(words: str) -> tuple[re.Match[str], ...]:
    matches = tuple(_matches(words))
    harmless = harmless_spans(words) if matches else ()
    return tuple(
        match for match in matches if not any(start < match.end() and match.start() < end for start, end in harmless)
    )


def _matches(words: str) -> Iterator[re.Match[str]]:
    """As `_WORDS.finditer`, which would try its hundred alternatives at every word."""
    last = 0
    for word in _A_WORD.finditer(words):
        if word.start() >= last and _may_compare(word[0].lower()):
            found = _WORDS.match(words, word.start())
            if found is not None:
                last = found.end()
                yield found


@lru_cache(maxsize=20_000)
def _may_compare(word: str) -> bool:
    """Whether a word of comparison may begin with it; what is asked of thousands of sentences is asked once a word."""
    return _SINGLE.fullmatch(word) is not None
