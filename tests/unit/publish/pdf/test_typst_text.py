"""Text as Typst reads it: a link leads outside, to an entry or to a heading that is printed, or is words alone."""

from __future__ import annotations

import pytest

from placewright.publish.pdf.typst_text import Marks, label, prose
from placewright.records.prose import Passage, Words

MARKS = Marks({"claim:pay": "A1"}, (label("heading", "work", "jobs"), label("heading", "work", "")))


@pytest.mark.parametrize(
    ("href", "printed"),
    [
        ("https://example.org/", 'away("https://example.org/", "here")'),
        ("claim:pay", 'within("entry:A1", "here")'),
        ("#jobs", 'within("heading:work:jobs", "here")'),
        ("#nowhere", '"here"'),
        ("claim:other", '"here"'),
        ("#", '"here"'),
    ],
)
def test_a_link_leads_to_what_is_printed_or_is_words_alone(href: str, printed: str) -> None:
    assert prose([Passage((Words("here", href=href),))], MARKS, chapter="work") == printed


def test_the_mark_of_a_claim_stands_before_the_space_that_ends_it() -> None:
    claim = Passage((Words("Pay rose. "),), claim="pay")
    assert prose([claim], MARKS) == '{"Pay rose."; mark("A1", "entry:A1"); " "}'
    assert prose([Passage((Words("Pay rose. "),))], MARKS) == '"Pay rose. "'
