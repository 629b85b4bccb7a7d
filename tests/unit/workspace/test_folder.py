"""A workspace is read whole, and what is wrong is named by file, line and key, with a mend."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.core.errors import BadRecord, PlacewrightError, UnknownDataset
from placewright.records.dataset import Dataset, PinnedFile, Selection
from placewright.records.workspace import Comparators, Master, Workspace
from placewright.workspace.folder import open_workspace, write_dataset, write_workspace
from placewright.workspace.records_in_toml import dump_record, read_record
from placewright.workspace.selections import default_selection

GOOD = """
name = "Vale"
places = ["E10000015"]
members = ["E07000243"]
master = "files"

[comparators]
region = "E12000006"
neighbours = ["E07000095"]
fixed_on = 2026-01-02
"""


def a_workspace(folder: Path, text: str = GOOD, **files: str) -> Path:
    (folder / "workspace.toml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_toml", ".toml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)
    return folder


def test_a_workspace_is_read_with_its_comparators(tmp_path: Path) -> None:
    record = open_workspace(a_workspace(tmp_path)).record
    assert list(record.codes()) == ["E10000015", "E07000243", "E12000006", "E07000095"]
    assert record.comparators.fixed_on == date(2026, 1, 2)
    assert record.master is Master.FILES


def test_its_own_sources_stand_beside_the_packaged_ones(tmp_path: Path) -> None:
    opened = open_workspace(a_workspace(tmp_path))
    assert "ons-productivity-lad" in opened.sources
    with pytest.raises(UnknownDataset, match="Did you mean 'ons-productivity-lad'"):
        opened.source("ons-productivty-lad")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("name =", "nam ="), ["line 2", "no key 'nam'", "Did you mean 'name'?"]),
        (('name = "Vale"', ""), ["'name' is missing"]),
        (('places = ["E10000015"]', 'places = "E10000015"'), ["line 3", "'places' is 'E10000015'", "a list"]),
        (('places = ["E10000015"]', "places = []"), ["'places' is empty"]),
        (('"files"', '"file"'), ["line 5", "Did you mean 'files'"]),
        (("neighbours", "neighbors"), ["line 9", "no key 'comparators.neighbors'", "Did you mean"]),
        (("2026-01-02", '"2 January"'), ["line 10", "comparators.fixed_on", "a date"]),
        (('["E07000243"]', '["E07000243", 7]'), ["members[1]", "a text"]),
        (("[comparators]", "[comparators"), ["This is not TOML"]),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_mend(
    tmp_path: Path, change: tuple[str, str], told: list[str]
) -> None:
    with pytest.raises(BadRecord) as caught:
        open_workspace(a_workspace(tmp_path, GOOD.replace(*change)))
    for words in ["workspace.toml", *told]:
        assert words in str(caught.value)


def test_a_dataset_without_a_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownDataset, match=r"datasets/ons-gva\.toml"):
        open_workspace(a_workspace(tmp_path, **{"datasets__ons-gva_toml": ""}))


def test_a_selection_by_a_dimension_the_source_lacks_is_named(tmp_path: Path) -> None:
    text = '[selection.members]\nindustri = ["C"]\n'
    with pytest.raises(BadRecord, match="no dimension 'industri'"):
        open_workspace(a_workspace(tmp_path, **{"datasets__ons-gva-by-industry-lad_toml": text}))


def test_figures_outside_the_workspace_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRecord, match="outside the workspace"):
        open_workspace(a_workspace(tmp_path, **{"datasets__ons-gdhi-lad_toml": 'figures = "../a.parquet"'}))


def test_an_own_source_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlacewrightError, match=r"sources/mine\.toml"):
        open_workspace(a_workspace(tmp_path, sources__mine_toml='id = "mine"\nerror = "none"\n'))


def test_a_pin_without_its_figures_is_an_error(tmp_path: Path) -> None:
    opened = open_workspace(a_workspace(tmp_path, **{"datasets__ons-gdhi-lad_toml": 'snapshot = "aa"'}))
    assert [str(issue.severity) for issue in opened.check()] == ["error"]


def test_a_neighbouring_workspace_is_offered(tmp_path: Path) -> None:
    (tmp_path / "vale").mkdir()
    a_workspace(tmp_path / "vale")
    with pytest.raises(BadRecord, match="Did you mean"):
        open_workspace(tmp_path)
    with pytest.raises(BadRecord, match="Did you mean"):
        open_workspace(tmp_path / "vael")


def test_records_come_back_as_they_were_written(tmp_path: Path) -> None:
    record = Workspace(
        "vale", "The Vale", ("E10000015",), members=("E07000243",), boundaries={"lad": "places/lad.geojson"},
        boundary_years={"lad": 2024},
        comparators=Comparators(region="E12000006", others={"new towns": ("E06000042",)}, fixed_on=date(2026, 1, 2)),
    )  # fmt: skip
    write_workspace(tmp_path, record)
    dataset = Dataset(
        "ons-gdhi-lad",
        Selection(places=("E07000243",), since=2004, members={"transaction": ("total",)}),
        snapshot="aa",
        released=date(2024, 1, 2),
        retrieved=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        files=(PinnedFile("a.parquet", "bb", 7),),
    )
    assert write_dataset(tmp_path, dataset)
    assert not write_dataset(tmp_path, dataset)
    opened = open_workspace(tmp_path)
    assert opened.record == record
    assert opened.datasets == {"ons-gdhi-lad": dataset}


texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=12)


@given(
    st.builds(
        Selection,
        places=st.lists(texts, max_size=3).map(tuple),
        since=st.none() | st.integers(1900, 2100),
        members=st.dictionaries(texts, st.lists(texts, max_size=2).map(tuple), max_size=2),
    )
)
def test_any_selection_survives_writing(tmp_path_factory: pytest.TempPathFactory, selection: Selection) -> None:
    path = tmp_path_factory.mktemp("record") / "a.toml"
    path.write_bytes(dump_record(selection).encode())
    assert read_record(path, Selection) == selection


def test_the_default_selection_ranks_a_place_among_the_districts_of_its_country() -> None:
    welsh = default_selection(Workspace("cardiff", "Cardiff", ("W06000015",)))
    assert welsh.levels == ("lad-wales", "country", "kingdom")
    assert welsh.places == ("W06000015",)
