"""What embeds of evidence became is kept between builds, and is the same as when it is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from placewright.build.embeds_kept import FILE, Blocks, KeptEmbeds
from placewright.publish.document import Figures, Grid, Line, Picture
from placewright.records.prose import Embed

TABLE = Grid("Pay", ("Place", "2024"), (("Hillbury", "£640"), ("Vale", "–")), (False, True), "Weekly.", "table-pay")
CHART = Picture(
    "pay",
    "line",
    "Pay, 2020 to 2024",
    "Line chart of pay.",
    "<svg/>",
    640,
    320,
    table=TABLE,
    figures=Figures(("2020", "2024"), (Line("Hillbury", (600.125, None)),), "£ a week"),
    spec={"mark": "line", "data": [1.5, None]},
)
EMBED = Embed("chart", "pay", (("places", "hillbury,vale"),), 3)


class Drawing:
    """Draws the same blocks each time, and counts how often it is asked."""

    def __init__(self, *blocks: Picture | Grid) -> None:
        self.blocks: Blocks = blocks
        self.times = 0

    def __call__(self) -> Blocks:
        self.times += 1
        return self.blocks


def test_an_embed_is_drawn_once_however_many_builds_follow(tmp_path: Path) -> None:
    draw = Drawing(CHART, TABLE)
    for _ in range(3):
        kept = KeptEmbeds(tmp_path, "evidence of today")
        assert kept.blocks(EMBED, draw) == (CHART, TABLE)
        kept.save()
    assert draw.times == 1


def test_what_is_kept_is_written_as_what_is_drawn_so_that_documents_stay_the_same(tmp_path: Path) -> None:
    first = KeptEmbeds(tmp_path, "k")
    drawn = first.blocks(EMBED, Drawing(CHART))
    first.save()
    assert repr(KeptEmbeds(tmp_path, "k").blocks(EMBED, Drawing(CHART))) == repr(drawn)
    assert repr(KeptEmbeds().blocks(EMBED, Drawing(CHART))) == repr(drawn)


@pytest.mark.parametrize("other", [Embed("chart", "rent", EMBED.options, 3), Embed("bars", "pay", EMBED.options, 3)])
def test_another_embed_is_drawn_by_itself(tmp_path: Path, other: Embed) -> None:
    kept = KeptEmbeds(tmp_path, "k")
    kept.blocks(EMBED, Drawing(CHART))
    assert kept.blocks(other, Drawing(TABLE)) == (TABLE,)


def test_nothing_is_kept_when_the_evidence_is_another(tmp_path: Path) -> None:
    before = KeptEmbeds(tmp_path, "evidence of today")
    before.blocks(EMBED, Drawing(CHART))
    before.words("pay", "hillbury", "2024", lambda: "£640 in 2024")
    before.save()
    after = KeptEmbeds(tmp_path, "evidence of tomorrow")
    assert after.blocks(EMBED, Drawing(TABLE)) == (TABLE,)
    assert after.words("pay", "hillbury", "2024", lambda: "£650 in 2024") == "£650 in 2024"


def test_embeds_of_what_people_wrote_are_made_each_time(tmp_path: Path) -> None:
    draw = Drawing(TABLE)
    kept = KeptEmbeds(tmp_path, "k")
    for _ in range(2):
        kept.blocks(Embed("priorities", "", (), 1), draw)
    assert draw.times == 2


@pytest.mark.parametrize("torn", ["", "{", "[]", '{"key": "k"}', '{"key": "k", "embeds": 3}'])
def test_a_file_that_is_torn_keeps_nothing(tmp_path: Path, torn: str) -> None:
    (tmp_path / FILE).write_text(torn, encoding="utf-8")
    assert KeptEmbeds(tmp_path, "k").blocks(EMBED, Drawing(CHART)) == (CHART,)


def test_what_no_build_uses_any_more_is_forgotten(tmp_path: Path) -> None:
    first = KeptEmbeds(tmp_path, "k")
    first.blocks(EMBED, Drawing(CHART))
    first.save()
    second = KeptEmbeds(tmp_path, "k")
    second.words("pay", "", "", lambda: "£640")
    second.save()
    draw = Drawing(TABLE)
    assert KeptEmbeds(tmp_path, "k").blocks(EMBED, draw) == (TABLE,)


def test_an_embed_that_was_kept_in_another_form_is_drawn(tmp_path: Path) -> None:
    first = KeptEmbeds(tmp_path, "k")
    first.blocks(EMBED, Drawing(CHART))
    first.save()
    (tmp_path / FILE).write_text((tmp_path / FILE).read_text(encoding="utf-8").replace('"svg"', '"drawn"'), "utf-8")
    assert KeptEmbeds(tmp_path, "k").blocks(EMBED, Drawing(TABLE)) == (TABLE,)
