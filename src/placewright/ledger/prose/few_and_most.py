"""Few and most: how many are said to do something, held against the share of them that stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from placewright.ledger.prose.pairs import is_plain_value
from placewright.ledger.prose.printed import MEND, Fault, Printed, figure_is

_FEW = re.compile(
    r"(?<!\ba )(?<!\bin )(?<!\bof )(?<!\bwith )(?<!\bby )(?<!\bfor )(?<!\bto )(?<!\bat )(?<!\bthe )(?<!\bfrom )"
    r"\b(?:(?P<few>few|hardly any|scarcely any)(?! (?:more|less|fewer)\b)|most(?: of)?(?! (?:recent|likely|"
    r"deprived|(?!survive\b)[\w-]+(?:ive|ed|ful|able|ous|ent|ant|ly|ate|al|ern))\b))"
    r"(?: [\w'’-]+| ■+){1,8}?(?:: | \()(?:about |only |just |some |nearly )?(?=■)",
    re.IGNORECASE,
)
WORDS = frozenset({"few", "hardly", "scarcely", "most"})
"""The words of which one stands in every sentence that this module judges."""


def few_or_most(words: str, printed: Sequence[Printed]) -> Iterator[Fault]:
    """`few survive: {{ share }}`, of more than half; `most ({{ share }})`, of less."""
    for match in _FEW.finditer(words):
        one = next((one for one in printed if one.start == match.end()), None)
        if one is None or one.figure.unit != "%" or not is_plain_value(one.figure) or one.is_signed:
            continue
        if one.value > 50 if match["few"] is not None else one.value < 50:
            yield match.start(), match.end(), figure_is(one), MEND
