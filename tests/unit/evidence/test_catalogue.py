"""The catalogue's text files hold what an indicator needs, and a mistake in one is named with its mend."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from placewright.core.errors import BadRecord
from placewright.evidence.catalogue import FOLDER, packaged_indicators, read_indicator
from placewright.records.indicator import BundleRule, ComputeKind, Foundation, Indicator, Match, Polarity, Sides
from placewright.sources.catalogue import packaged_sources

ROOT = Path(__file__).resolve().parents[3]
TEXT = """
id = "test"
name = "Name"
short_name = "Short"
definition = "Definition."
unit = "%"
decimals = 1
polarity = "higher"
foundation = "people"
theme = "theme"
levels = ["lad"]
method = "Method."
not_shown = "Much."
"""
LEVEL = '[compute]\nkind = "level"\nof = { dataset = "a", measure = "m" }\n'


def read(folder: Path, text: str) -> Indicator:
    path = folder / "test.toml"
    path.write_text(text, encoding="utf-8")
    return read_indicator(path)


def test_there_are_at_least_seventy_indicators_under_every_foundation() -> None:
    indicators = packaged_indicators().values()
    assert len(indicators) >= 70
    assert {item.foundation for item in indicators} == set(Foundation)


@pytest.mark.parametrize("indicator", packaged_indicators().values(), ids=lambda item: item.id)
def test_an_indicator_says_what_a_reader_must_know(indicator: Indicator) -> None:
    for text in (indicator.definition, indicator.method, indicator.not_shown):
        assert text.endswith("."), text
    assert len(indicator.short_name) <= 60
    assert indicator.sources, "it names its datasets"
    assert not [name for name in indicator.datasets if name not in packaged_sources()]
    assert indicator.is_volume == bool(indicator.deflator), "a volume names its deflator"
    if indicator.compute.kind is not ComputeKind.DERIVED:
        assert indicator.bundle is not BundleRule.RATIO or indicator.compute.denominator


def test_a_range_of_members_is_spelt_out(tmp_path: Path) -> None:
    compute = '[compute]\nkind = "sum"\nof = { dataset = "a", measure = "m", where = { age = ["16..18", "90+"] } }\n'
    indicator = read(tmp_path, TEXT + compute)
    members = [term.choices[0].members for term in indicator.compute.numerator]
    assert members == [(("age", "16"),), (("age", "17"),), (("age", "18"),), (("age", "90+"),)]


def test_a_difference_takes_the_second_from_the_first(tmp_path: Path) -> None:
    terms = 'of = { dataset = "a", measure = "m" }\nless = { dataset = "a", measure = "n" }\n'
    compute = f'[compute]\nkind = "difference"\n{terms}'
    assert [term.weight for term in read(tmp_path, TEXT + compute).compute.numerator] == [1.0, -1.0]


def test_a_figure_of_two_sides_names_at_least_one(tmp_path: Path) -> None:
    two = read(tmp_path, TEXT + '[sides]\nmore = ["men", "man"]\nless = "women"\n' + LEVEL).sides
    assert two == Sides(("men", "man"), ("women",), 0.0)
    one = read(tmp_path, TEXT + '[sides]\nless = ["England"]\neven = 1\n' + LEVEL).sides
    assert one == Sides((), ("England",), 1.0)
    with pytest.raises(BadRecord, match="no words"):
        read(tmp_path, TEXT + "[sides]\neven = 1\n" + LEVEL)


def test_a_change_is_a_ratio_to_years_before(tmp_path: Path) -> None:
    compute = read(
        tmp_path, TEXT + '[compute]\nkind = "change"\nyears = 5\nof = { dataset = "a", measure = "m" }\n'
    ).compute
    assert (compute.match, compute.lag, compute.scale, compute.offset) == (Match.YEAR, 5, 100.0, -100.0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TEXT, "no compute.kind"),
        (TEXT + LEVEL.replace("of =", "off ="), "has no key 'off'. Did you mean 'of'"),
        (TEXT + LEVEL.replace("measure", "mesure"), "has no key 'mesure'. Did you mean 'measure'"),
        (TEXT.replace("higher", "up") + LEVEL, "'up' is no polarity. Use one of higher, lower, neutral"),
        (TEXT.replace("not_shown", "not_show") + LEVEL, "has no key 'not_show'. Did you mean 'not_shown'"),
        (TEXT.replace('unit = "%"', "") + LEVEL, "The key 'unit' is missing"),
        (TEXT.replace('id = "test"', 'id = "other"') + LEVEL, "is not the file's name"),
        (TEXT + '[bundle]\nrule = "weighted"\n' + LEVEL, "A weighted bundle names its weight"),
        (TEXT + LEVEL.replace('"m" }', '"m", where = { industry = "*" } }'), "A breakdown has `by`, `members`"),
        (TEXT + LEVEL + 'base = "20x"\n', "not a period"),
        ("id = ", "This is not TOML"),
    ],
)
def test_a_mistake_is_named_with_its_mend(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(Exception, match=message.replace("(", r"\(").replace("*", r"\*")) as caught:
        read(tmp_path, text)
    assert isinstance(caught.value, BadRecord) or "period" in message


def test_polarities_are_used_both_ways() -> None:
    assert {item.polarity for item in packaged_indicators().values()} == set(Polarity)


def test_the_reference_of_indicators_is_current() -> None:
    spec = spec_from_file_location("make_indicator_reference", ROOT / "tools" / "make_indicator_reference.py")
    assert spec is not None
    assert spec.loader is not None
    tool = module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page(), "run python tools/make_indicator_reference.py"


def test_no_indicator_names_the_pilot() -> None:
    for path in FOLDER.glob("*.toml"):
        assert "hertford" not in path.read_text(encoding="utf-8").lower(), path.name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            TEXT.replace('["lad"]', '"lad"') + LEVEL,
            r"'levels' is 'lad'\. It should be a list of texts, as in \[\"lad\"\]",
        ),
        (TEXT.replace('"Method."', "7") + LEVEL, r"line \d+: 'method' is 7\. It should be a text"),
        (TEXT + "smoothed = 1\n" + LEVEL, "'smoothed' is 1. It should be true or false"),
        (TEXT + "compute = 3\n", "This is no indicator"),
        (TEXT + "breaks = [2015]\n" + LEVEL, "This is no indicator"),
        (TEXT + LEVEL + 'scale = "ten"\n', "This is no indicator"),
        (TEXT + 'breaks = [{ period = "lately", text = "A." }]\n' + LEVEL, "'lately' is not a period"),
    ],
)
def test_a_value_of_a_wrong_type_is_named_with_its_file(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadRecord, match=message) as stopped:
        read(tmp_path, text)
    assert stopped.value.where.startswith(f"{tmp_path.name}/test.toml")
    assert stopped.value.fix
