"""The commands on what people wrote: trace, list, diff, edition, verify, export and import, in words and as JSON."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from placewright.build import check_outcome, checking, kept_json
from placewright.build.one_at_a_time import alone_with
from placewright.cli.main import main
from placewright.records.review import Review
from placewright.workspace.authored import read_authored, write_reviews

from .strategy_workspace import make_strategy_workspace

DAY = ("--today", "2026-01-31")


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace with its evidence computed."""
    folder = make_strategy_workspace(tmp_path_factory.mktemp("strategy") / "vale")
    assert main(["build", str(folder), "--jobs", "1", *DAY]) == 0
    return folder


@pytest.fixture
def folder(built_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(built_once, tmp_path / "vale")


@pytest.fixture
def told(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Runs a command on the workspace; its exit code and all that it said."""

    def run(command: str, *more: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main([command, str(folder), *more])
        said = capsys.readouterr()
        return code, said.out if code == 0 else said.out + said.err

    return run


Told = Callable[..., tuple[int, str]]


def plain(told: Told, command: str, *more: str) -> dict[str, Any]:
    code, out = told(command, *more, "--json")
    assert code == 0, out
    return dict(json.loads(out))


def test_a_sentence_is_traced_to_the_publishers_cell(told: Told) -> None:
    code, out = told("trace", "An hour's work in")
    assert code == 0
    assert "What an hour makes (claim:hour): holds" in out
    assert "Gross value added per hour worked (gva-per-hour)" in out
    assert "Office for National Statistics" in out
    assert "labourproductivityitls.xls, sheet" in out
    assert "chapter:work" in out
    assert "  The test “here is above uk” is met.\n" in out


def test_a_trace_says_that_a_test_is_not_met_and_states_nothing_that_is_false(told: Told, folder: Path) -> None:
    file = folder / "claims" / "hour.md"
    file.write_text(file.read_text(encoding="utf-8").replace('is = "above"', 'is = "below"'), encoding="utf-8")
    code, out = told("trace", "claim:hour")
    assert code == 0
    assert "  The test “here is below uk” is not met.\n" in out


def test_a_claim_is_traced_for_machines_too(told: Told) -> None:
    traced = plain(told, "trace", "claim:lead")
    assert (traced["verdict"], traced["figures"][0]["text"]) == ("holds", "14.8%")
    (row,) = traced["figures"][0]["rows"]
    assert [cell["value"] for cell in row["cells"]] == [114.8]
    assert [item["record"] for item in traced["resting"]] == ["chapter:work"]


def test_curly_marks_and_case_make_no_difference_and_several_are_named(told: Told) -> None:
    code, out = told("trace", "AN HOUR’S WORK")
    assert code == 0
    assert "claims/hour.md" in out
    assert "claims/lead.md" in out


def test_what_only_a_chapter_says_has_no_figure_behind_it(told: Told) -> None:
    code, out = told("trace", "what a place lives by")
    assert code == 0
    assert "chapter:work" in out
    assert "no figure is behind it" in out


def test_words_that_nobody_wrote_and_unknown_records_are_refused(told: Told) -> None:
    assert told("trace", "nobody wrote these words")[0] == 1
    code, out = told("trace", "claim:houre")
    assert code == 1
    assert "Did you mean 'claim:hour'" in out


def test_an_excerpt_is_the_sentence_that_was_asked_for(told: Told, folder: Path) -> None:
    chapter = next((folder / "strategy").glob("*.md"))
    said = "We cannot tell whether it is so. " + "It is a long story. " * 9 + "We cannot tell whether it will be.\n"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\n" + said, encoding="utf-8")
    code, out = told("trace", "we cannot tell whether it will")
    assert code == 0 and "... We cannot tell whether it will be." in out


def test_what_rests_on_a_dataset_or_indicator_is_listed_with_verdicts(told: Told) -> None:
    for name in ("dataset:ons-productivity-itl", "indicator:gva-per-hour"):
        traced = plain(told, "trace", name)
        resting = {item["record"]: item for item in traced["resting"]}
        assert resting["claim:hour"]["verdict"] == "holds"
        assert "chapter:work" in resting
    code, out = told("trace", "dataset:ons-productivity-itl")
    assert code == 0
    assert "claim:hour: What an hour makes [holds" in out


def test_a_caveat_is_traced_to_its_words_and_to_what_rests_on_it(folder: Path, told: Told) -> None:
    (folder / "caveats").mkdir()
    words = (
        'id = "late"\ndataset = "ons-productivity-itl"\ntext = "Hours came late."\nby = "analyst"\ndate = 2026-01-30\n'
    )
    (folder / "caveats" / "late.toml").write_text(words)
    told("build", "--jobs", "1", *DAY)
    traced = plain(told, "trace", "caveat:late")
    assert "Hours came late." in traced["is"]
    assert {"claim:hour", "chapter:work"} <= {one["record"] for one in traced["resting"]}
    assert "hour" in {one["figure"].partition(".")[0] for one in traced["figures"]}
    code, out = told("trace", "caveat:lat")
    assert code == 1 and "Did you mean 'caveat:late'" in out


def test_a_places_code_is_traced_to_what_it_is_and_what_is_about_it(told: Told) -> None:
    traced = plain(told, "trace", "TLH23")
    assert (traced["record"], traced["title"]) == ("place:TLH23", "Hertfordshire CC")
    assert any("East of England" in line for line in traced["is"])
    assert "claim:hour" in {one["record"] for one in traced["resting"]}
    code, out = told("trace", "E0700024X")
    assert code == 1 and "Did you mean" in out


def test_a_chapter_is_traced_down_to_its_datasets(told: Told) -> None:
    code, out = told("trace", "work")
    assert code == 0
    assert "states: claim:hour: What an hour makes [holds" in out
    assert "dataset:ons-productivity-itl" in out


def test_every_kind_can_be_listed_and_claims_have_their_verdict(told: Told) -> None:
    rows = plain(told, "list", "claims")["claims"]
    assert [(row["id"], row["verdict"].split(" ")[0], row["title"]) for row in rows] == [
        ("hour", "holds", "What an hour makes"),
        ("lead", "holds", "A lead"),
    ]
    assert plain(told, "list", "chapter")["chapters"] == [{"id": "work", "title": "Work"}]
    for kind in ("priorities", "studies", "funding", "interventions", "editions", "decisions", "named-places"):
        assert plain(told, "list", kind) == {kind: []}


def test_claims_are_listed_without_a_build(told: Told, folder: Path) -> None:
    shutil.rmtree(folder / "build")
    assert "verdict" not in plain(told, "list", "claims")["claims"][0]


def test_an_edition_is_made_verified_and_compared(told: Told, folder: Path) -> None:
    made = plain(told, "edition", "draft-1", "--kind", "draft", "--title", "First draft", "--jobs", "1", *DAY)
    assert made["claims"] == 2
    assert (folder / "editions" / "draft-1.toml").is_file()
    code, out = told("verify", "draft-1", "--jobs", "1")
    assert code == 0, out
    assert "Every byte agrees." in out
    assert [row["id"] for row in plain(told, "list", "editions")["editions"]] == ["draft-1"]

    claim = folder / "claims" / "hour.md"
    claim.write_text(claim.read_text().replace('is = "above"', 'is = "below"').replace("more than", "less than"))
    found = plain(told, "diff", "--against", "draft-1", *DAY)
    assert found["summary"].startswith("1 claim broke")
    assert found["broken"][0]["claim"] == "hour"
    assert "less than in the United Kingdom" in found["broken"][0]["sentence"]
    code, out = told("diff", "--against", "draft-1", *DAY)
    assert code == 0
    assert "What to do: Say in claims/hour.md" in out
    code, out = told("edition", "draft-2", "--kind", "draft", "--title", "Second", *DAY)
    assert code == 1
    assert "claims/hour.md" in out


def test_an_edition_of_a_wrong_name_or_order_is_refused(told: Told) -> None:
    code, out = told("edition", "Draft One", "--kind", "draft", "--title", "x", *DAY)
    assert (code, "is no id" in out) == (1, True)
    code, out = told("edition", "final", "--kind", "agreed", "--title", "x", *DAY)
    assert (code, "with --parent" in out) == (1, True)
    assert told("edition", "x", "--kind", "final", "--title", "x")[0] == 2


def test_a_workspace_goes_out_and_comes_back_in(told: Told, folder: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "vale.zip", tmp_path / "new"
    assert plain(told, "export", str(file))["files"] == 8
    code, out = told("export", str(file))
    assert (code, "--force" in out) == (1, True)
    assert main(["import", str(file), str(new)]) == 0
    assert (new / "claims" / "hour.md").read_bytes() == (folder / "claims" / "hour.md").read_bytes()
    assert main(["import", str(file), str(new)]) == 1


def test_an_unknown_framework_is_refused_before_anything_is_checked(told: Told) -> None:
    code, said = told("check", "--framework", "xyz")
    assert code != 0
    assert "lis, lgp, ceds and s3" in said
    assert "claims" not in said


def test_a_check_answers_where_nothing_can_be_written(
    told: Told, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = kept_json.write_text

    def refuse(path: Path, text: str) -> bool:
        if folder in path.parents:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return written(path, text)

    monkeypatch.setattr(kept_json, "write_text", refuse)
    (folder / "build" / check_outcome.FILE).unlink()
    code, out = told("check")
    assert code == 0 and "0 errors" in out
    assert not (folder / "build" / check_outcome.FILE).exists()


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("below", ["", "claims", "figures/new"])
def test_no_output_is_written_among_the_records(told: Told, folder: Path, command: str, below: str) -> None:
    before = sorted(path for path in folder.rglob("*") if path.is_file())
    code, out = told(command, "--out", str(folder / below))
    assert code == 1 and "Records lie here" in out and "another folder" in out
    assert sorted(path for path in folder.rglob("*") if path.is_file()) == before


def test_a_day_that_is_none_is_refused_with_how_one_is_written(told: Told) -> None:
    code, out = told("check", "--today", "2026-13-01")
    assert code == 2 and "'2026-13-01' is no day. Write one as 2026-01-31." in out


def test_of_two_reviews_at_once_none_is_lost(told: Told, folder: Path) -> None:
    command = [sys.executable, "-m", "placewright.cli.main", "review", str(folder), "claim:hour"]
    path = os.pathsep.join(item for item in sys.path if item)
    with alone_with(folder, lambda: None):
        other = subprocess.Popen(
            [*command, "--by", "a", "--note", "One.", *DAY],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        assert other.stderr is not None
        assert "is waited for" in other.stderr.readline()
        write_reviews(folder, {"claim:lead": Review("claim:lead", "b", date(2026, 1, 31))})
    assert "Traceback" not in other.communicate(timeout=60)[1]
    assert other.returncode == 0
    assert set(read_authored(folder)[0].reviews) == {"claim:hour", "claim:lead"}


@pytest.mark.parametrize("option", [("--period", "2022"), ("--place", "E07000243")])
def test_a_place_or_period_that_says_nothing_of_what_is_traced_is_refused(told: Told, option: tuple[str, str]) -> None:
    code, out = told("trace", "claim:hour", *option)
    assert code == 1 and f"{option[0]}: 'claim:hour' is no indicator and no result" in out


def test_a_terminal_without_pound_signs_is_told_all_the_same(folder: Path) -> None:
    path = os.pathsep.join(item for item in sys.path if item)
    env = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "placewright.cli.main", "trace", str(folder), "claim:hour"]
    told = subprocess.run(command, env=env, capture_output=True, check=True, timeout=60).stdout.decode("ascii")
    assert "?" in told and "\u00a3" not in told
    plain = subprocess.run([*command, "--json"], env=env, capture_output=True, check=True, timeout=60).stdout
    assert "£" in json.dumps(json.loads(plain), ensure_ascii=False)


def test_an_edition_without_a_title_is_refused(told: Told, folder: Path) -> None:
    code, out = told("edition", "first", "--kind", "draft", "--title", " ", *DAY)
    assert code == 1 and "--title: The edition has no title. Say what it is called" in out
    assert not (folder / "editions" / "first.toml").exists()


def test_reviews_that_cannot_be_read_are_not_written_over(told: Told, folder: Path) -> None:
    assert told("review", "--all", "--by", "analyst", "--note", "Read.", *DAY)[0] == 0
    reviews = folder / "reviews.toml"
    broken = reviews.read_text(encoding="utf-8") + "[[review]\n"
    reviews.write_text(broken, encoding="utf-8")
    code, out = told("review", "claim:hour", "--by", "analyst", "--note", "Again.", *DAY)
    assert code == 1 and "reviews.toml" in out and "This is not TOML" in out
    assert reviews.read_text(encoding="utf-8") == broken


@pytest.mark.parametrize(
    "command", [("trace", "claim:hour"), ("trace", "hour"), ("review", "claim:hour", "--by", "a", "--note", "b")]
)
def test_a_record_whose_file_is_wrong_is_not_said_to_be_missing(
    told: Told, folder: Path, command: tuple[str, ...]
) -> None:
    path = folder / "claims" / "hour.md"
    path.write_text(path.read_text(encoding="utf-8").replace("stance", "stanse", 1), encoding="utf-8")
    code, out = told(*command)
    assert code == 1 and "claims/hour.md, line" in out and "Did you mean 'stance'?" in out


def test_an_edition_whose_file_is_wrong_is_not_said_to_be_missing(told: Told, folder: Path) -> None:
    (folder / "editions").mkdir(exist_ok=True)
    (folder / "editions" / "one.toml").write_text('title = "One"\nkind = "drft"\ndate = 2026-01-31\n', encoding="utf-8")
    for command in (("verify", "one"), ("diff", "--against", "one")):
        code, out = told(*command)
        assert code == 1 and "editions/one.toml, line 2" in out and "Did you mean 'draft'?" in out


@pytest.mark.parametrize(
    ("name", "note", "said"), [("nobody-said", "Read.", "No record"), ("hour", " ", "Give it in words: --note")]
)
def test_what_cannot_be_reviewed_is_said_before_anything_is_computed(
    told: Told, monkeypatch: pytest.MonkeyPatch, name: str, note: str, said: str
) -> None:
    monkeypatch.setattr(checking, "check_workspace", lambda *_given, **_more: pytest.fail("It was computed."))
    code, out = told("review", name, "--by", "analyst", "--note", note)
    assert code == 1 and said in out


def test_a_check_counts_the_sentences_with_words_that_no_rule_took_and_lists_them_when_asked(
    told: Told, folder: Path
) -> None:
    file = folder / "claims" / "hour.md"
    file.write_text(file.read_text(encoding="utf-8").rstrip() + " It withers.\n", encoding="utf-8")
    _, said = told("check")
    assert "with words that no rule took (--as-read lists them)" in said and "unread: " not in said
    _, said = told("check", "--as-read")
    assert "unread: claims/hour.md: No rule took 'withers', in 'It withers.'." in said


def test_how_the_words_of_a_claim_were_read_is_told_with_its_tests(told: Told) -> None:
    code, said = told("check", "--as-read", "hour")
    assert code == 0
    assert "claims/hour.md: " in said and "  the test “here is above uk” is met" in said
    found = plain(told, "check", "--as-read", "claim:hour")["as_read"]
    assert {"where", "text", "read", "unread"} <= found[0].keys()


def test_a_record_that_says_nothing_of_figures_is_refused_with_the_nearest(told: Told) -> None:
    for name in ("houre", "claim:houre"):
        code, said = told("check", "--as-read", name)
        assert code != 0
        assert "There is no claim 'houre'." in said and "'hour'" in said


RISEN = """+++
id = "risen"
stance = "strength"
foundation = "business-environment"
title = "A rise"
holds = [ { figure = "now", is = "above", than = "then" } ]

[figures.then]
indicator = "gva-per-hour-index"
period = "2011"

[figures.now]
indicator = "gva-per-hour-index"
period = "2022"
+++
Where the United Kingdom is 100, an hour's work made {{ then }} in {{ then.period }} and {{ now }} in {{ now.period }}.
"""


def test_a_published_claim_that_is_true_of_its_years_alone_is_listed_with_the_test_that_turns(
    told: Told, folder: Path
) -> None:
    _, said = told("check", "--ends")
    assert "Moved the first and the last year of 0 claims about time by one: 0 hold whichever way" in said
    (folder / "claims" / "risen.md").write_text(RISEN, encoding="utf-8")
    _, said = told("check", "--ends")
    assert "of 0 claims" in said, "no text says it"

    chapter = folder / "strategy" / "work.md"
    chapter.write_text(f"{chapter.read_text(encoding='utf-8')}\n{{{{ claim:risen }}}}\n", encoding="utf-8")
    code, said = told("check", "--ends")
    test = "it fails: the test “now is above then” is not met."
    assert code == 0
    assert f"claims/risen.md: beginning with 2010, not 2011, {test}" in said
    assert f"claims/risen.md: ending with 2021, not 2022, {test}" in said
    assert "of 1 claim about time by one: 0 hold whichever way, 1 would not." in said
    moved = plain(told, "check", "--ends")["ends"]
    assert moved["claims"] == 1
    assert moved["moved"][0] == {
        "claim": "risen", "end": "beginning", "period": "2011", "other": "2010", "verdict": "fails",
        "tests": ["now is above then"],
    }  # fmt: skip
