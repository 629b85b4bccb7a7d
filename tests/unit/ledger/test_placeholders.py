"""Placeholders in a text: found where they stand, and the malformed named with a mend."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.ledger.placeholders import EMBEDS, NUMBERS, find_placeholders, split_text


def only(text: str) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    found, issues = find_placeholders(text, where="claims/a.md")
    assert not issues
    assert len(found) == 1
    return found[0].kind, found[0].path, found[0].options


@pytest.mark.parametrize(
    ("text", "kind", "path"),
    [
        ("{{ now }}", "", ("now",)),
        ("{{now.period}}", "", ("now", "period")),
        ("{{ lead-lost.now.of }}", "", ("lead-lost", "now", "of")),
        ("{{ quoted:survey }}", "quoted", ("survey",)),
        ("{{ quoted:survey.share-up }}", "quoted", ("survey", "share-up")),
        ("{{ decided: homes-target }}", "decided", ("homes-target",)),
        ("{{ claim:lead-lost }}", "claim", ("lead-lost",)),
        ("{{ figure:gaps/mix.v2 }}", "figure", ("gaps/mix.v2",)),
        ("{{ swot }}", "", ("swot",)),
    ],
)
def test_a_placeholder_has_a_kind_and_a_dotted_name(text: str, kind: str, path: tuple[str, ...]) -> None:
    assert only(text)[:2] == (kind, path)


def test_options_stand_behind_the_name() -> None:
    text = '{{ chart:gva-per-hour places=E07000243,TLH23 title="An hour of work" }}'
    assert only(text)[2] == (("places", "E07000243,TLH23"), ("title", "An hour of work"))


def test_line_and_column_are_those_of_the_file() -> None:
    found, _ = find_placeholders("One.\n\nTwo {{ a }} and {{ b }}.", where="x", first_line=9)
    assert [(one.line, one.column) for one in found] == [(11, 5), (11, 17)]


def test_embeds_are_told_from_numbers() -> None:
    found, _ = find_placeholders("{{ swot }} {{ chart:gva }} {{ now }} {{ claim:swot }}", where="x")
    assert [one.is_embed for one in found] == [True, True, False, False]


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("It is {{ now.", "does not end", "'}}'"),
        ("It is now }}.", "no beginning", "'{{'"),
        ("It is { now }.", "single braces", "{{ now }}"),
        ("It is {{ }}.", "empty", "Name a figure"),
        ("It is {{ qouted:survey }}.", "kind of placeholder 'qouted'", "Did you mean 'quoted'?"),
        ("It is {{ now + then }}.", "is not a placeholder", "Write a name"),
        ("It is {{ quoted:survey as=words }}.", "takes no options", "Take away"),
        ("{{ swot:county }}", "in particular", "{{ swot }}"),
        ("{{ chart:gaps/mix }}", "slash", "figure:"),
    ],
)
def test_a_malformed_placeholder_is_an_error_with_a_mend(text: str, what: str, fix: str) -> None:
    found, issues = find_placeholders(f"A line.\n{text}", where="claims/a.md")
    assert not found
    assert len(issues) == 1
    assert what in issues[0].what
    assert fix in issues[0].fix
    assert issues[0].where.startswith("claims/a.md, line 2, column ")


def test_a_malformed_placeholder_does_not_hide_the_next() -> None:
    found, issues = find_placeholders("{{ a and {{ b }}", where="x")
    assert [one.name for one in found] == ["b"]
    assert len(issues) == 1


names = st.from_regex(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", fullmatch=True)


@given(st.lists(st.tuples(st.sampled_from(["", *NUMBERS]), names, st.text(alphabet="ab .,\n", max_size=8)), max_size=8))
def test_the_pieces_of_a_text_make_the_text_again(parts: list[tuple[str, str, str]]) -> None:
    text = "".join(f"{between}{{{{ {kind + ':' if kind else ''}{name} }}}}" for kind, name, between in parts)
    found, issues = find_placeholders(text, where="x")
    assert not issues
    assert [(one.kind, one.name) for one in found] == [(kind, name) for kind, name, _ in parts]
    assert "".join(one if isinstance(one, str) else one.raw for one in split_text(text, found)) == text


@given(st.text(alphabet="{} a:.=\n-", max_size=40))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    found, _ = find_placeholders(text, where="x")
    assert all(text[one.start : one.end] == one.raw for one in found)


def test_every_kind_is_known_once() -> None:
    assert not set(NUMBERS) & set(EMBEDS)
