"""Colours can be read: text has its contrast on every ground, lines and areas can be told from what lies under them."""

from __future__ import annotations

import pytest

from placewright.publish.theme import DARK, LIGHT, dark_rules, stylesheet, written_on

GROUNDS = ("page", "surface", "sunken")
WORDS = ("ink", "soft", "accent", "accent-strong", "better", "worse")
LINES = ("place", "england", "region", "uk", "similar", "neighbour")


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("role", WORDS)
def test_text_has_a_contrast_of_4_5_on_every_ground(palette: dict[str, str], role: str) -> None:
    assert min(contrast(palette[role], palette[ground]) for ground in GROUNDS) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("role", LINES)
def test_lines_have_a_contrast_of_3_on_the_surface(palette: dict[str, str], role: str) -> None:
    assert contrast(palette[role], palette["surface"]) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_shades_of_a_map_go_one_way(palette: dict[str, str]) -> None:
    shades = [luminance(palette[f"q{number}"]) for number in range(1, 6)]
    assert shades in (sorted(shades), sorted(shades, reverse=True))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tone", ["q1", "q2", "q3", "q4", "q5", "q-none"])
def test_a_value_written_on_a_map_can_be_read_on_every_shade(palette: dict[str, str], tone: str) -> None:
    assert contrast(palette[written_on(tone)], palette[tone]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_on_a_tint_can_be_read(palette: dict[str, str]) -> None:
    assert contrast(palette["ink"], palette["focus-tint"]) >= 4.5
    assert contrast(palette["ink"], palette["accent-tint"]) >= 4.5


def test_both_palettes_have_the_same_roles() -> None:
    assert set(LIGHT) == set(DARK)


def test_the_stylesheet_is_dark_only_on_a_screen() -> None:
    before, _, after = stylesheet().partition("@media screen")
    assert LIGHT["page"] in before
    assert DARK["page"] in after and DARK["page"] not in before


def test_a_picture_alone_swaps_every_colour_in_the_dark() -> None:
    assert all(f'[fill="{value}"]' in dark_rules() for value in LIGHT.values())


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
