"""What lies where records lie and cannot be read is named, with the line and the mend, and never breaks a command."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from placewright.core.issues import Issue, Severity
from placewright.workspace.authored import read_authored

CLAIM = """+++
stance = "need"
foundation = "people"
holds = [
    { figure = "x", is = "above", than = 1 },
    { figure = "x", is = "below", than = 9 },
]

[figures.x]
indicator = "hour"

[figures.y]
indicator = "hour"
+++
It is {{ x }}.
"""


def claims_in(folder: Path, text: str = CLAIM, name: str = "c.md") -> Path:
    (folder / "claims").mkdir(exist_ok=True)
    (folder / "claims" / name).write_text(text, encoding="utf-8")
    return folder


def issue_of(folder: Path) -> Issue:
    [issue] = read_authored(folder)[1]
    return issue


@pytest.mark.parametrize(
    ("change", "where", "told"),
    [
        (('is = "below"', 'is = "bellow"'), "line 6", "Did you mean 'below'?"),
        (('is = "above"', "is = 1"), "line 5", "'holds[0].is' cannot be 1."),
        (("than = 1 ", "than = nan "), "line 5", "Write a finite number."),
        (("than = 9 ", "than = -inf "), "line 6", "Write a finite number."),
        (("than = 9 ", f"than = {'9' * 400} "), "line 6", "Write a finite number."),
        (("than = 9 ", f"than = {'9' * 5000} "), "c.md", "too many digits"),
        (('"people"', f"{'[' * 5000}{']' * 5000}"), "c.md", "too deep"),
        (('[figures.y]\nindicator = "hour"', "[figures.y]\nindicator = 3"), "line 13", "should be a text"),
        (("It is", "It \0 is"), "line 15", "U+0000"),
    ],
)
def test_a_wrong_value_is_named_with_its_own_line(
    tmp_path: Path, change: tuple[str, str], where: str, told: str
) -> None:
    issue = issue_of(claims_in(tmp_path, CLAIM.replace(*change)))
    assert issue.severity is Severity.ERROR and where in issue.where and told in str(issue)


@pytest.mark.parametrize("moment", ["2025-04-01T10:00:00Z", "2025-04-01 00:00:00"])
def test_a_moment_is_no_date(tmp_path: Path, moment: str) -> None:
    (tmp_path / "decisions").mkdir()
    text = f'kind = "choice"\nby = "board"\ndate = {moment}\ntext = "So."\n'
    (tmp_path / "decisions" / "d.toml").write_text(text, encoding="utf-8")
    issue = issue_of(tmp_path)
    assert str(issue).startswith("error: decisions/d.toml, line 3: 'date' is 2025-04-01T")
    assert issue.fix == "It should be a date."


def test_an_id_of_another_name_is_named_with_its_line(tmp_path: Path) -> None:
    issue = issue_of(claims_in(tmp_path, CLAIM.replace("+++\n", '+++\nid = "other"\n', 1)))
    assert (issue.where, issue.fix) == ("claims/c.md, line 2", "Make them equal.")


def test_the_line_of_a_test_is_found_under_tables_as_well(tmp_path: Path) -> None:
    tables = '[[holds]]\nfigure = "x"\nis = "above"\nthan = 1\n\n[[holds]]\nfigure = "x"\nis = "bellow"\nthan = 9\n'
    text = CLAIM.replace(CLAIM[CLAIM.index("holds = [") : CLAIM.index("[figures.x]")], tables)
    assert "line 11" in issue_of(claims_in(tmp_path, text)).where


def test_a_link_that_leads_nowhere_a_folder_and_a_pipe_are_named(tmp_path: Path) -> None:
    claims = claims_in(tmp_path) / "claims"
    (claims / "gone.md").symlink_to("nowhere.md")
    (claims / "ring.md").symlink_to("ring.md")
    (claims / "folder.md").mkdir()
    os.mkfifo(claims / "pipe.md")
    authored, issues = read_authored(tmp_path)
    assert list(authored.claims) == ["c"]
    assert {issue.where: issue.severity for issue in issues} == {
        f"claims/{name}.md": Severity.ERROR for name in ("folder", "gone", "pipe", "ring")
    }


def test_a_record_with_another_ending_and_a_misspelt_folder_are_warned_of(tmp_path: Path) -> None:
    claims_in(tmp_path)
    claims_in(tmp_path, name="d.MD")
    claims_in(tmp_path, name="c.md~")
    (tmp_path / "claim").mkdir()
    (tmp_path / "claim" / "e.md").write_text(CLAIM)
    found = {issue.where: str(issue) for issue in read_authored(tmp_path)[1]}
    assert set(found) == {"claims/d.MD", "claim/"}
    assert "Rename it to d.md" in found["claims/d.MD"] and "Did you mean 'claims'?" in found["claim/"]
