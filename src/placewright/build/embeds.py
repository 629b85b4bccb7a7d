"""What stands in the place of a chapter's embeds: pictures and tables, or an issue where one names nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field

from placewright.build.embed_analyses import AnalysisFigures, no_figures
from placewright.build.embed_indicators import bars_of, chart_of, map_of, read_indicator, table_of
from placewright.build.embed_records import (
    actions_grid,
    alignments_blocks,
    checklist_grid,
    continuity_grid,
    funds_blocks,
    logic_blocks,
    measures_grid,
    priorities_blocks,
    swot_blocks,
    timeline_blocks,
)
from placewright.build.embed_troubles import NothingToShow, check_options
from placewright.build.embeds_kept import Blocks, KeptEmbeds
from placewright.build.judging import Judged
from placewright.build.strategy_links import Addresses
from placewright.build.world import World
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.publish.views import Boundaries
from placewright.records.prose import Embed
from placewright.workspace.authored import record_path


@dataclass(frozen=True, slots=True)
class Around:
    """What embeds are made from.

    `figures` gives an analysis's figures as pictures by their ids; `outlines` are those of the districts' map. `kept`
    is what embeds of evidence became in the last build.
    """

    world: World
    judged: Judged
    figures: AnalysisFigures = no_figures
    outlines: Boundaries | None = None
    kept: KeptEmbeds = field(default_factory=KeptEmbeds)
    at: Addresses = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", self.world.addresses(self.judged.authored, self.judged.results))

    def read(self, name: str, place: str, period: str) -> str:
        """An indicator's figure in words at a place, now or in a period; empty where there is none."""
        return self.kept.words(name, place, period, lambda: read_indicator(self.world, name, place, period))


def embedded(embed: Embed, around: Around) -> Blocks:
    """The pictures and tables that an embed stands for.

    Raises:
        NothingToShow: it names nothing that there is, or nothing of it is known; the message offers the nearest.
    """
    check_options(embed)
    return around.kept.blocks(embed, lambda: _MAKERS[embed.kind](embed, around))


def embed_all(around: Around) -> tuple[dict[tuple[str, int], Blocks], tuple[Issue, ...]]:
    """Every embed of the chapters, by the chapter's id and the embed's number in it; and an error for each that fails.

    The same embed is drawn once, however often it is used.
    """
    made: dict[tuple[str, int], Blocks] = {}
    known: dict[tuple[str, str, tuple[tuple[str, str], ...]], Blocks] = {}
    issues: list[Issue] = []
    for chapter in around.judged.chapters:
        embeds = [block for block in chapter.blocks if isinstance(block, Embed)]
        for number, embed in enumerate(embeds):
            same = (embed.kind, embed.of, embed.options)
            if same not in known:
                try:
                    known[same] = embedded(embed, around)
                except NothingToShow as trouble:
                    where = f"{record_path('chapter', chapter.id)}, line {embed.line}"
                    issues.append(Issue(Severity.ERROR, where, trouble.what, trouble.fix or ""))
                    known[same] = ()
            made[chapter.id, number] = known[same]
    return made, tuple(issues)


_MAKERS: Mapping[str, Callable[[Embed, Around], Blocks]] = {
    "chart": lambda embed, around: chart_of(embed, around.world, around.judged.authored),
    "bars": lambda embed, around: bars_of(embed, around.world, around.judged.authored),
    "map": lambda embed, around: map_of(embed, around.world, around.outlines),
    "table": lambda embed, around: table_of(embed, around.world, around.judged.authored),
    "figure": lambda embed, around: (around.figures(embed.of),),
    "logic": lambda embed, around: logic_blocks(embed, around.at),
    "swot": lambda embed, around: swot_blocks(around.at, only=around.judged.in_text),
    "priorities": lambda embed, around: priorities_blocks(around.at),
    "continuity": lambda embed, around: continuity_grid(around.at),
    "timeline": lambda embed, around: timeline_blocks(around.at),
    "actions": lambda embed, around: actions_grid(around.at),
    "funds": lambda embed, around: funds_blocks(around.at),
    "measures": lambda embed, around: measures_grid(around.at, around.read),
    "checklist": lambda embed, around: checklist_grid(embed, around.at),
    "alignments": lambda embed, around: alignments_blocks(around.at),
}
