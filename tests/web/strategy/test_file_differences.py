"""Two versions of a file, line by line: what goes and comes is marked, what stays is shown around it alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from placewright.core.differences import Fate
from placewright.web.strategy.file_differences import DiffLine, line_differences


def said(lines: tuple[DiffLine, ...]) -> list[str]:
    signs = {Fate.KEPT: " ", Fate.REMOVED: "-", Fate.ADDED: "+"}
    return [
        f"({line.left_out} more)" if line.left_out else signs[line.fate] + "".join(one.text for one in line.words)
        for line in lines
    ]


def test_changed_words_of_a_line_are_told_apart() -> None:
    [before, after] = line_differences("It rose to 4.", "It fell to 4.")
    assert [(str(one.fate), one.text) for one in before.words] == [
        ("kept", "It "), ("removed", "rose"), ("kept", " to 4."),
    ]  # fmt: skip
    assert [one.text for one in after.words if one.fate is Fate.ADDED] == ["fell"]
    assert (before.number, after.number) == (1, 1)


def test_lines_far_from_a_change_are_counted() -> None:
    lines = [f"line {number}" for number in range(1, 11)]
    changed = [*lines[:5], "another", *lines[5:]]
    assert said(line_differences("\n".join(lines), "\n".join(changed))) == [
        "(3 more)", " line 4", " line 5", "+another", " line 6", " line 7", "(3 more)",
    ]  # fmt: skip


def test_a_file_that_is_not_there_comes_or_goes_as_a_whole() -> None:
    assert said(line_differences(None, "a\nb")) == ["+a", "+b"]
    assert said(line_differences("a\nb", None)) == ["-a", "-b"]


def test_a_change_of_thousands_of_lines_ends_somewhere() -> None:
    found = line_differences("", "\n".join(map(str, range(3_000))))
    assert len(found) == 401 and found[-1].left_out == 2_600


def test_two_lines_over_and_over_are_replaced_as_a_whole_where_pairing_them_would_not_end() -> None:
    before, after = ["a", "b"] * 6_000, ["b", "c", "a"] * 4_000
    found = line_differences("\n".join(before), "\n".join(after))
    assert len(found) == 401 and {one.fate for one in found} == set(Fate)


@given(
    st.lists(st.sampled_from(["a", "b", "c d", ""]), max_size=12),
    st.lists(st.sampled_from(["a", "c e", ""]), max_size=12),
)
def test_what_goes_and_comes_adds_up_to_both_versions(before: list[str], after: list[str]) -> None:
    lines = line_differences("\n".join(before) + "\n", "\n".join(after) + "\n")
    removed = [line for line in lines if line.fate is Fate.REMOVED]
    added = [line for line in lines if line.fate is Fate.ADDED]
    assert len(added) - len(removed) == max(len(after), 1) - max(len(before), 1)
