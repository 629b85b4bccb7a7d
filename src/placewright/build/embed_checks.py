"""Whether the charts, bars, tables and maps of chapters have anything to show, told from the evidence alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from placewright.build.analysis_names import known_analysis
from placewright.build.embed_troubles import NothingToShow, check_options
from placewright.core.errors import did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.core.said import worded
from placewright.ledger.context import Context
from placewright.places import same_territory
from placewright.records.prose import ChapterText, Embed
from placewright.workspace.authored import record_path

_LEAST = {"chart": 2, "bars": 1, "table": 1, "map": 1}
"""How many values a place must have to be shown, by kind of embed."""


def embed_issues(chapters: Iterable[ChapterText], context: Context, comparators: Sequence[str]) -> Iterator[Issue]:
    """An error for each embed of an indicator that no place it shows has figures enough for."""
    for chapter in chapters:
        for block in chapter.blocks:
            if not isinstance(block, Embed):
                continue
            where = f"{record_path('chapter', chapter.id)}, line {block.line}"
            try:
                check_options(block)
                if block.kind == "figure":
                    known_analysis(block.of)
            except NothingToShow as trouble:
                if trouble.what:
                    yield Issue(Severity.ERROR, where, trouble.what, trouble.fix or "")
                continue
            unknown = [code for code in _named(block) if not context.is_place(code)]
            for code in unknown:
                fix = did_you_mean(code, context.authored.places) or worded(
                    "Name a code, or a place of the folder places/."
                )
                yield Issue(Severity.ERROR, where, worded("There is no place '%(code)s' to show.", code=code), fix)
            if not unknown and block.kind in _LEAST and block.of in context.definitions:
                yield from _of_embed(block, where, context, comparators)


def _named(embed: Embed) -> list[str]:
    return [code.strip() for code in dict(embed.options).get("places", "").split(",") if code.strip()]


def _of_embed(embed: Embed, where: str, context: Context, comparators: Sequence[str]) -> Iterator[Issue]:
    least = _LEAST[embed.kind]
    named = _named(embed)
    places = named or (
        [context.area, *comparators] if embed.kind == "chart" else [context.area, *context.members, *comparators]
    )
    if any(_values(context, embed.of, code) >= least for code in places):
        return
    lacks = worded("no figures to show") if least == 1 else worded("no place with two figures or more")
    fix = worded("Name other places behind `places=`, or show another indicator.")
    if least > 1:
        fix = worded("Show it as `bars:` or `table:`, or name other places behind `places=`.")
    yield Issue(
        Severity.ERROR,
        where,
        worded("'%(of)s' has %(lacks)s among the places of this %(kind)s.", of=embed.of, lacks=lacks, kind=embed.kind),
        fix,
    )


def _values(context: Context, indicator: str, place: str) -> int:
    code = context.code(place)
    return max(context.index.values_of(indicator, same) for same in (code, *same_territory(code)))
