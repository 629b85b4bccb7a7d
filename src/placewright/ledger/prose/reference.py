"""The reference page of the prose rules, written from the rules themselves so that the two cannot drift."""

from __future__ import annotations

from placewright.ledger.prose.exemptions import EXEMPTIONS
from placewright.ledger.prose.rules import RULES

_OPENING = """# Prose rules

This page is written by `python tools/make_prose_reference.py` from the rules in `src/placewright/ledger/prose`.

Every sentence of a claim and of a chapter is read against these rules, and so are the titles and texts of priorities,
actions, programmes and measures, each node and assumption of a logic model, the records of events, findings, studies,
alignments and funds, decisions, and the answers of checklists. A logic model, a decision and an answer say what should
come about or was chosen, so only what they say has come about is a comparison. An event, a finding, a study, an
alignment and a fund tell what their source tells: they may compare as it does, and their numbers need a source and no
binding; where the record holds figures, a number of its text is one of them. In all of these, and in titles of other
records, a slip is a warning.

What breaks a rule is an issue with the record, the file, the words concerned and how to mend them. An error stops a
build unless a waiver names the rule and the record, who lets it pass, when, why and until when (see
[the workspace folder](workspace.md)); a warning is shown.

A number may stand in the text in four ways: *computed* (`{{ figure }}` in a claim, `{{ claim.figure }}` in a chapter),
*quoted* (`{{ quoted:ID }}`, of a finding, event, fund or summary), *decided* (`{{ decided:ID }}`), or *exempt*, because
it names and does not measure.

## The rules
"""

_EXEMPT = """## Exempt digits

Digits of these kinds may be typed. Nothing else may. Before a word that is counted, such as `jobs` or `homes`, and
before `%`, they are quantities again: `2019` is a year, `2019 jobs` is not.

| what | for example |
|---|---|
"""

_WORDS = """
## Numbers in words

The cardinals to ten may be typed where they count a list (`ten districts`, `three aims`) or are idiom (`one of`,
`the two ends`), and so may lengths of time (`five years later`). Before people, jobs, firms, homes and the like,
before `per cent`, and in `one in five`, they are quantities. Greater cardinals (`twenty thousand`), fractions (`two
thirds`, `half of`), multiples (`doubled`, `twice the`) and vague multitudes (`thousands of`) are quantities always,
with two exceptions in a claim: a fraction or multiple that one of its tests holds a figure against, and a fraction
that the definition of its indicator contains, as half is of a median. A multiple needs a test near that very
factor: `twice` is not borne out by a test of above 1. `Nearly all firms` and `the vast majority` need a test that
holds at least 80%, and `most firms` in a claim one that holds at least 50%.

In claims and chapters alike a fraction or multiple may be typed where it says what the figures printed beside it make,
for these are computed anew each time: `{{ a }}, a fifth fewer than in England ({{ b }})`, `twice as many as in England
({{ b }})`, `one resident in five ({{ share }})`, `{{ share }} of firms, less than a quarter`, `{{ then }} then and
{{ now }} now: four fifths of it had gone`. A fifth is 18 to 22%, nearly a fifth 17 to 20%, and more than a fifth no
more than 30%. Where the figures make something else it is refused, with what they make.

## Comparisons that compare nothing

Plans, conditions and questions (`we want more homes`, `how output has fallen`) are no statements of fact and need no
test. Nor do fixed phrases such as `at least`, `no more than`, `most recent`, `rather than`, `best practice`; names
such as `higher education`, `lower-tier`, `Greater London`; and places on the page such as `the table below`. In a
chapter's own words, strong words of comparison (`fallen`, `highest`, `outperforms`, `than`) are errors and weaker
ones (`more`, `above`) warnings. In a claim both are errors.
"""


def reference_page() -> str:
    """The page's text."""
    entries = (
        f"### {rule.name}\n\n{rule.says}\n\n- Refused: {rule.slip}\n- Instead: {rule.mend}\n" for rule in RULES.values()
    )
    parts = [_OPENING, *entries]
    rows = "".join(f"| {one.name} | {one.example} |\n" for one in EXEMPTIONS)
    return "\n".join(parts) + "\n" + _EXEMPT + rows + _WORDS
