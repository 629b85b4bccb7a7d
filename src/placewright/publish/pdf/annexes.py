"""The annexes as Typst: the claims and what they rest on, then sources and references."""

from __future__ import annotations

from collections.abc import Iterable

from placewright.core.words import gettext as _
from placewright.core.words import marked, ngettext
from placewright.publish.annex_entries import (
    HEADS,
    VALUE,
    AnnexCodes,
    annex_codes,
    caveats_of,
    column_heads,
    figure_rows,
    methods_of,
    rests_on,
)
from placewright.publish.attribution import attribution
from placewright.publish.document import Document, LedgerRow, Reference
from placewright.publish.pdf.chapters import chapter_label, running_head, table_call
from placewright.publish.pdf.typst_text import array, chip, entry_label, linked, literal

CLAIMS_TITLE = marked("The claims and what they rest on")
SOURCES_TITLE = marked("Sources and references")
STATISTICS = marked("Statistics used")
QUOTED = marked("What the text quotes")

LEAD = marked(
    "Each claim of this strategy is a sentence with computed figures and tests that must hold of them. The verdict is "
    "what the evidence says of the tests: it holds, it fails, the evidence cannot tell, or it is unmeasured."
)
CAVEATS = marked("Caveats of figures")

REFERENCE_HEADINGS = {
    "study": marked("Studies"),
    "finding": marked("Findings of studies and surveys"),
    "event": marked("Events"),
    "summary": marked("Summaries of answers"),
    "funding": marked("Funds"),
    "alignment": marked("Strategies of partners"),
    "decision": marked("Decisions and assumptions"),
}


MARK_MEANINGS = {
    "as published": marked("no sampling error is known, so that the verdict speaks of the figures as published"),
    "caveated": marked("a figure has a known trouble, which is named beside it"),
    "suspect": marked("the evidence has changed since a person last reviewed the claim"),
    "stale": marked("newer figures are published, or due"),
    "unreviewed": marked("no person has reviewed the claim yet"),
    "waived": marked("it is published in spite of its verdict, by a decision that is recorded with its reason"),
}
_MOST_TOGETHER = 6
_WIDTHS = "(3.4fr, 3.1fr, 2.2fr, 3.4fr)", "(3.1fr, 2.9fr, 2.1fr, 3fr, auto)"


def entry_codes(document: Document) -> dict[str, str]:
    """The code of each record's entry in the annexes, by the names that the text may call it by."""
    codes = {f"claim:{row.id}": f"A{n}" for n, row in enumerate(document.ledger, 1)}
    for n, reference in enumerate(document.references, 1):
        codes.setdefault(reference.id, f"B{n}")
        if ":" not in reference.id:
            for kind in REFERENCE_HEADINGS:
                codes.setdefault(f"{kind}:{reference.id}", f"B{n}")
    return codes


def annexes(document: Document) -> Iterable[str]:
    """Annex A where the document has a ledger, annex B where it has references or sources."""
    if document.ledger:
        yield from _claims(document)
    if document.references or document.sources:
        yield from _sources(document)


def _claims(document: Document) -> Iterable[str]:
    yield running_head(f"A  {_(CLAIMS_TITLE)}")
    yield f'#annex("A", {literal(_(CLAIMS_TITLE))})'
    yield f"#lead({literal(_(LEAD))})"
    numbers = {chapter.id: (chapter.number, chapter.title) for chapter in document.chapters}
    yield "#annexed({"
    used = {mark for row in document.ledger for mark in row.marks}
    for mark, meaning in MARK_MEANINGS.items():
        if mark in used:
            yield f"fact({literal(_capital(_(mark)) + ':')}, {literal(_(meaning) + '.')})"
    codes = annex_codes(document)
    if codes.caveats:
        yield f"heading(level: 2, outlined: false, {literal(_(CAVEATS))})"
        yield from (_coded(code, words) for words, code in codes.caveats.items())
    for n, row in enumerate(document.ledger, 1):
        breaks = "true" if len(row.figures) > _MOST_TOGETHER else "false"
        yield f"block(width: 100%, breakable: {breaks}, {{"
        yield from _claim(row, f"A{n}", numbers, codes)
        yield "})"
    yield "})"


def _claim(row: LedgerRow, code: str, chapters: dict[str, tuple[int, str]], codes: AnnexCodes) -> Iterable[str]:
    marks = "".join(f"; h(0.5em); aside({literal(_capital(_(mark.strip())))})" for mark in row.marks)
    about = " · ".join(word for word in about_claim(row) if word)
    standing = f"{{ {chip(row.verdict)}{marks}; h(0.8em); plain({literal(about)}) }}"
    name = f"[#entry({literal(code)}, {literal(row.title or row.id)})#label({literal(entry_label(code))})]"
    yield f"entitled({name}, {standing})"
    yield f"par(text(size: 10.5pt, {literal(row.text)}))"
    if row.why:
        yield _fact(_("Why"), linked(row.why))
    if row.tests:
        yield _fact(ngettext("Test", "Tests", len(row.tests)), literal("; ".join(row.tests)))
    if methods := methods_of(row):
        yield f"text(size: 8.5pt, {_fact(_('How it is made'), literal(_sentences(methods)))})"
    if row.figures:
        yield _figures(row, codes)
    beneath = []
    if caveats := caveats_of(row, codes):
        beneath.append((_("Mind"), _codes(caveats)))
    if releases := [_release(*each) for each in rests_on(row, codes)]:
        beneath.append((_("Rests on"), '; "; "; '.join(releases)))
    if said := [chapter_link(name, *chapters[name]) for name in row.chapters if name in chapters]:
        beneath.append((_("Said in"), '; "; "; '.join(said)))
    if beneath:
        facts = [f"({literal(name)}, {{ {words} }})" for name, words in beneath]
        yield f"beneath({', '.join(facts)})"


def about_claim(row: LedgerRow) -> tuple[str, str]:
    """What a claim says of the place, and of which foundation, as words."""
    return _(_capital(row.stance)), _(_capital(row.foundation.replace("-", " ")))


def chapter_link(name: str, number: int, title: str, *, begins: bool = False) -> str:
    """A link to a chapter, by its number and title, within a line or as its beginning."""
    words = _("chapter %(number)s, %(title)s") % {"number": number, "title": title} if number > 0 else title
    return f"within({literal(chapter_label(name))}, {literal(_capital(words) if begins else words)})"


def _fact(name: str, words: str) -> str:
    return f"fact({literal(name + ':')}, {words})"


def _figures(row: LedgerRow, codes: AnnexCodes) -> str:
    rows = figure_rows(row, codes)
    heads = [literal(head) for head in column_heads(rows)]
    cells = [[_cell(n, text) for n, text in enumerate(texts)] for texts in rows]
    aligns = array("right" if n == VALUE else "left" for n in range(len(heads)))
    body = table_call(heads, cells, widths=_WIDTHS[len(heads) == len(HEADS)], aligns=aligns)
    return f"traces({body})"


def _cell(column: int, text: str) -> str:
    if column == VALUE:
        return f"strong({literal(text)})"
    if column == len(HEADS) - 1:
        return _codes(text.split(", "))
    return f"plain({literal(text)})" if text == _("as above") else linked(text)


def _codes(codes: Iterable[str]) -> str:
    """Codes as links to their entries."""
    links = [f"within({literal(entry_label(code))}, {literal(code)})" for code in codes if code]
    return "{" + '; ", "; '.join(links or ['""']) + "}"


def _release(code: str, words: str) -> str:
    return _codes([code]) if code else linked(words)


def _coded(code: str, words: str) -> str:
    name = f"text(weight: 600, fill: colours.accent, {literal(code)}); h(0.7em)"
    return f"[#reference({{ {name}; {linked(words)} }})#label({literal(entry_label(code))})]"


def _sources(document: Document) -> Iterable[str]:
    yield running_head(f"B  {_(SOURCES_TITLE)}")
    yield f'#annex("B", {literal(_(SOURCES_TITLE))})'
    yield "#annexed({"
    headed = ""
    for n, reference in enumerate(document.references, 1):
        kind = reference.id.partition(":")[0]
        heading = _(REFERENCE_HEADINGS.get(kind, QUOTED))
        if heading != headed:
            yield f"heading(level: 2, {literal(heading)})"
        headed = heading
        yield from _reference(reference, f"B{n}")
    if document.sources:
        yield f"heading(level: 2, {literal(_(STATISTICS))})"
        yield from (_coded(code, source) for source, code in annex_codes(document).sources.items())
        yield from (f"par({literal(line)})" for line in attribution(document.boundaries_year))
    yield "})"


def _reference(reference: Reference, code: str) -> Iterable[str]:
    source = linked(reference.source)
    address = f'; " "; away({literal(reference.url)}, {literal(reference.url)})' if reference.url else ""
    words = f"text(weight: 600, fill: colours.accent, {literal(code)}); h(0.7em); {literal(_sentence(reference.text))}"
    yield f'[#reference({{ {words}; " "; plain({source}){address} }})#label({literal(entry_label(code))})]'


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _sentences(words: Iterable[str]) -> str:
    return " ".join(_sentence(each) for each in words)


def _sentence(words: str) -> str:
    return words if not words or words.rstrip()[-1:] in ".!?" else words.rstrip() + "."
