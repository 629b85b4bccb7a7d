"""The strategy as one document: chapters with their pictures, the ledger behind them, and what the text quotes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from placewright.build.claim_charts import claim_charts
from placewright.build.judging import Judged
from placewright.build.ledger_rows import ledger_rows, references
from placewright.build.page_jobs import edition_words
from placewright.build.sources_of import source_notes
from placewright.build.traces_in_words import Tracer, source_words
from placewright.build.world import World
from placewright.core.words import gettext as _
from placewright.publish.document import Document, DocumentBlock, DocumentChapter, Grid, Picture
from placewright.publish.slides.words import parts
from placewright.records.prose import ChapterText, Embed

Pictures = Mapping[tuple[str, int], tuple[Picture | Grid, ...]]
"""What stands in the place of each embed, by the chapter's id and the embed's number in it."""


def make_document(judged: Judged, world: World, pictures: Pictures, *, tracer: Tracer, dated: date) -> Document:
    """The document.

    Args:
        pictures: what the embeds of the chapters became.
        tracer: tells in words where figures come from.
        dated: the day that is printed where the cover names none; of a recorded edition its own day is.
    """
    record, authored = world.workspace.record, judged.authored
    recorded = authored.editions.get(record.edition)
    cover = record.cover
    rows = ledger_rows(authored, judged.results, judged.chapters, tracer)
    by_id = {row.id: row for row in rows}
    quoted = _quoted(judged)
    document = Document(
        title=cover.title or _("%(place)s: an economic strategy") % {"place": record.name},
        subtitle=cover.subtitle,
        place=record.name,
        edition=edition_words(authored, record.edition),
        date=recorded.date if recorded is not None else cover.date or dated,
        notice=cover.notice,
        chapters=tuple(
            DocumentChapter(chapter.id, chapter.title, number, _blocks(chapter, pictures), chapter.summary)
            for number, chapter in enumerate(judged.chapters, 1)
        ),
        ledger=rows,
        references=tuple(item for item in references(authored) if item.id in quoted),
        sources=_sources(judged, world),
        headline=tuple(by_id[id] for id in cover.headline if id in by_id),
        language=world.beside.language,
        edition_id=record.edition if recorded is not None else "",
        boundaries_year=record.boundaries_year,
    )
    shown = (row for part in parts(document) for row in part.rows)
    return replace(document, charts=claim_charts(shown, judged))


def make_tracer(judged: Judged, world: World) -> Tracer:
    """What tells where figures come from."""
    names = sorted({name for result in judged.results.values() for f in result.figures.values() for name in f.datasets})
    notes = {note.dataset: note for note in source_notes(world, names)}
    return Tracer(judged.context.definitions, notes, world.caveats, judged.authored)


def _blocks(chapter: ChapterText, pictures: Pictures) -> tuple[DocumentBlock, ...]:
    made: list[DocumentBlock] = []
    embeds = 0
    for block in chapter.blocks:
        if isinstance(block, Embed):
            made += pictures.get((chapter.id, embeds), ())
            embeds += 1
        else:
            made.append(block)
    return tuple(made)


def _quoted(judged: Judged) -> frozenset[str]:
    """The records that the claims and chapters rest on or quote."""
    from placewright.ledger.links import all_links

    kinds = ("finding:", "event:", "funding:", "summary:", "decision:")
    return frozenset(
        link.target
        for link in all_links(judged.authored)
        if link.target.startswith(kinds) and link.source.startswith(("claim:", "chapter:"))
    )


def _sources(judged: Judged, world: World) -> tuple[str, ...]:
    names = sorted({name for result in judged.results.values() for f in result.figures.values() for name in f.datasets})
    return tuple(dict.fromkeys(source_words(note) for note in source_notes(world, names)))
