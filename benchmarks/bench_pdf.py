"""A report of some 120 pages with 60 charts as tagged PDF, beside WeasyPrint on the same words, pictures and tables."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path

import numpy as np

from benchmarks.harness import Answer, Bench, Peer
from placewright.publish import document as printed
from placewright.publish.line_picture import line_picture
from placewright.publish.pdf import strategy_pdf
from placewright.publish.views import LineChart, Point, Role, Series
from placewright.records.prose import Heading, Number, NumberKind, Paragraph, Passage, TextTable, Words

CHAPTERS, CHARTS_PER_CHAPTER, CLAIMS = 10, 6, 80

_SENTENCES = (
    "The place has grown for a generation, and most of what it makes is sold outside it",
    "Firms of ten to fifty people say that premises hold them back more than the lack of people does",
    "Pay at workplaces has risen more slowly than pay of residents, since so many travel to work elsewhere",
    "What is measured here stops at the district; what lies below is said to be missing rather than guessed",
)
_FONTS = Path(printed.__file__).parent / "assets" / "fonts"


def _document() -> printed.Document:
    rng = np.random.default_rng(0)
    return printed.Document(
        title="A strategy for an invented county",
        subtitle="What the evidence says, and what could be done",
        place="Invented county",
        edition="Consultation draft",
        date=date(2025, 3, 4),
        notice="A worked example. No body has agreed it.",
        chapters=tuple(_chapter(number, rng) for number in range(1, CHAPTERS + 1)),
        ledger=tuple(_claim(number) for number in range(CLAIMS)),
    )


def _chapter(number: int, rng: np.random.Generator) -> printed.DocumentChapter:
    blocks: list[printed.DocumentBlock] = []
    for part in range(CHARTS_PER_CHAPTER):
        blocks.append(Heading(2, f"Question {part + 1} of chapter {number}", f"part-{part}"))
        blocks += [_paragraph(number * 7 + part + n) for n in range(5)]
        blocks.append(_picture(f"chart-{number}-{part}", rng))
        blocks += [_paragraph(number * 5 + part + n) for n in range(3)]
        if part % 2:
            rows = tuple((f"District {n}", f"{n * 731:,}", f"{n / 7:.1f}%", f"{n} of 40") for n in range(1, 31))
            blocks.append(
                printed.Grid("By district", ("District", "Jobs", "Change", "Rank"), rows, (False, *(True,) * 3))
            )
    return printed.DocumentChapter(f"chapter-{number}", f"Subject number {number}", number, tuple(blocks))


def _paragraph(seed: int) -> Paragraph:
    name = f"claim-{seed % CLAIMS}"
    number = Number(f"{seed % 40 + 1}.{seed % 9}%", NumberKind.COMPUTED, f"claim:{name}", "now")
    plain = "".join(f"{_SENTENCES[(seed + n) % 4]}. " for n in range(3))
    return Paragraph(
        (Passage((Words(plain),)), Passage((Words("An hour's work here makes "), number, Words(" more. ")), name))
    )


def _picture(name: str, rng: np.random.Generator) -> printed.Picture:
    years = np.arange(2000, 2025)
    roles: tuple[Role, ...] = ("place", "england", "region", *("member",) * 9)
    series = []
    for n, role in enumerate(roles):
        values = 100 + np.cumsum(rng.normal(0, 1, len(years)))
        points = (
            Point(float(year), str(year), float(value), float(value) - 1, float(value) + 1)
            for year, value in zip(years, values, strict=True)
        )
        series.append(Series(f"Place {n}", role, tuple(points)))
    svg = line_picture(LineChart(tuple(series), "index UK=100"))
    svg = svg.replace("<svg ", '<svg font-family="Source Sans 3" font-size="13" ', 1)
    alt = "Lines from 2000 to 2024: the place rises, then falls back."
    return printed.Picture(
        name, "lines", "Output per hour", alt, svg, 760, 364, "Index.", "It falls.", "An office, 2024."
    )


def _claim(number: int) -> printed.LedgerRow:
    trace = printed.FigureTrace("now", "10.2%", "9.8 to 10.6", "Output per hour", "County", "2023", "An office, 2024")
    then = replace(trace, name="then", period="2013")
    text = _SENTENCES[number % 4] + "."
    return printed.LedgerRow(
        f"claim-{number}", f"Claim {number}", text, "need", "people", "holds", (), ("now is above then",), (trace, then)
    )


def _ours(document: printed.Document) -> Answer:
    return {"pages": np.array(len(re.findall(rb"/Type\s*/Page\b", strategy_pdf(document))))}


def _as_html(document: printed.Document) -> str:
    """The same content with the same measures: cover, contents with page numbers, furniture, marks, annex."""
    import weasyprint  # noqa: F401 - its import is not part of the work

    contents = "".join(f'<li><a href="#{c.id}">{escape(c.title)}</a></li>' for c in document.chapters)
    chapters = "".join(_chapter_html(chapter) for chapter in document.chapters)
    ledger = "".join(_claim_html(row) for row in document.ledger)
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(document.title)}</title>'
        f"<style>{_style()}</style></head><body><section><h1>{escape(document.title)}</h1><p>{escape(document.notice)}</p>"
        f"</section><section><h1>Contents</h1><ol>{contents}</ol></section>{chapters}"
        f"<section><h1>The claims and what they rest on</h1>{ledger}</section></body></html>"
    )


def _style() -> str:
    faces = "".join(
        f'@font-face {{ font-family: "Source Sans 3"; src: url("{(_FONTS / file).as_uri()}"); {rule} }}'
        for file, rule in (
            ("SourceSans3-Regular.ttf", "font-weight: 400"),
            ("SourceSans3-SemiBold.ttf", "font-weight: 600"),
            ("SourceSans3-Italic.ttf", "font-style: italic"),
        )
    )
    return faces + (
        '@page { size: A4; margin: 30mm 24mm 27mm; @top-left { content: "A strategy"; font-size: 8pt }'
        " @bottom-right { content: counter(page); font-size: 9pt } }"
        'body { font: 10.5pt/1.3 "Source Sans 3" } section { break-before: page } h1 { font-size: 27pt }'
        "h2 { font-size: 16pt; margin: 7mm 0 2.5mm } h3 { font-size: 10.5pt; margin: 5mm 0 2mm }"
        "p { margin: 0 0 0.5em 20mm } figure { break-inside: avoid; margin: 5mm 0 } figure img { width: 162mm }"
        "figcaption, figure p { font-size: 8.5pt; margin: 0 } sup { font-size: 6.9pt; line-height: 0 }"
        "a { color: #0c5b55 } ol a::after { content: ' ' target-counter(attr(href), page) }"
        "table { font-size: 9pt; line-height: 1; border-collapse: collapse; margin-bottom: 5mm }"
        "td, th { padding: 2.5pt 5pt; border-bottom: 0.4pt solid #d8d6cb; text-align: left }"
    )


def _chapter_html(chapter: printed.DocumentChapter) -> str:
    blocks = "".join(_block_html(block) for block in chapter.blocks)
    return f'<section><h1 id="{chapter.id}">{chapter.number} {escape(chapter.title)}</h1>{blocks}</section>'


def _block_html(block: printed.DocumentBlock) -> str:
    if isinstance(block, Heading):
        return f"<h2>{escape(block.text)}</h2>"
    if isinstance(block, Paragraph):
        return f"<p>{''.join(_passage_html(passage) for passage in block.passages)}</p>"
    if isinstance(block, printed.Picture):
        data = base64.b64encode(block.svg.encode()).decode()
        return (
            f'<figure><figcaption>{escape(block.title)}</figcaption><img alt="{escape(block.alt)}" '
            f'src="data:image/svg+xml;base64,{data}"><p>{block.caption}</p><p>{block.text}</p><p>{block.source}</p></figure>'
        )
    if isinstance(block, printed.Grid):
        return f"<h3>{escape(block.title)}</h3>{_table_html(block.heads, block.rows)}"
    raise TypeError(TextTable.__name__)


def _passage_html(passage: Passage) -> str:
    text = "".join(
        f'<a href="#{passage.claim}">{run.text}</a>' if isinstance(run, Number) else escape(run.text)
        for run in passage.runs
    )
    return f'{text}<sup><a href="#{passage.claim}">A{passage.claim[6:]}</a></sup> ' if passage.claim else text


def _table_html(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _claim_html(row: printed.LedgerRow) -> str:
    rows = ((f.what, f"{f.place}, {f.period}", f.value, f.interval, f.source) for f in row.figures)
    table = _table_html(("Figure", "Place and period", "Value", "Interval", "Source"), rows)
    return f'<h2 id="{row.id}">{row.title}</h2><p>{row.verdict}</p><p>{row.text}</p><p>{row.tests[0]}</p>{table}'


def _weasyprint(html: str) -> tuple[bytes, int]:
    import weasyprint

    laid_out = weasyprint.HTML(string=html).render(pdf_variant="pdf/ua-1")
    return laid_out.write_pdf(pdf_variant="pdf/ua-1"), len(laid_out.pages)


def _agree(ours: Answer, theirs: Answer) -> str:
    return f"{int(ours['pages'])} pages against {int(theirs['pages'])}, {CHAPTERS * CHARTS_PER_CHAPTER} charts each"


def _read(found: tuple[bytes, int]) -> Answer:
    return {"pages": np.array(found[1])}


BENCHES = [
    Bench(
        "a report of 120 pages and 60 charts as tagged PDF",
        _document,
        _ours,
        (Peer("WeasyPrint", _weasyprint, needs=("weasyprint",), convert=_as_html, read=_read, repeats=2),),
        goal=10,
        agree=_agree,
        repeats=3,
    )
]
