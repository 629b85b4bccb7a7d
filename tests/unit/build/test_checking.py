"""A check computes and judges only what changed since the last one, and says what a check from nothing would say."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from placewright.build import check_outcome as outcomes
from placewright.build import early_starts, evidence_computing, evidence_held, evidence_step, judging, one_call
from placewright.build.check_outcome import CheckOutcome, check_outcome
from placewright.build.evidence_inputs import Computation
from placewright.build.pipeline import build_workspace
from placewright.ledger import claims
from placewright.ledger.prose import remembered
from placewright.records.claim import Claim
from placewright.workspace.folder import open_workspace, write_workspace

TODAY = date(2026, 1, 31)
CLAIM = """+++
id = "{id}"
stance = "need"
foundation = "places"
title = "A claim"
holds = [{{ figure = "here", is = "above", than = 0.0 }}]

[figures.here]
{figure}
+++
Here it is {{{{ here }}}}.
"""
CLAIMS = {
    "people": 'indicator = "population"',
    "an-hour": 'indicator = "gva-per-hour"\nplace = "E07000243"',
    "homes": 'indicator = "house-price-to-earnings"\nplace = "E07000243"',
}


@pytest.fixture
def workspace(built: tuple[Path, Path]) -> Path:
    """A built workspace with three claims, each on another dataset."""
    folder, out = built
    (folder / "claims").mkdir()
    for id, figure in CLAIMS.items():
        (folder / "claims" / f"{id}.md").write_text(CLAIM.format(id=id, figure=figure), encoding="utf-8")
    out.rename(folder / "build")
    return folder


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The claims that are judged anew, in their order."""
    seen: list[str] = []
    judge = claims.judge_claim

    def watched(claim: Claim, *given: object, **more: object) -> object:
        seen.append(claim.id)
        return judge(claim, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(claims, "judge_claim", watched)
    yield seen


def check(workspace: Path, out: Path | None = None, *, today: date = TODAY) -> CheckOutcome:
    return check_outcome(open_workspace(workspace), out or workspace / "build", today=today)


def change(workspace: Path, dataset: str, *, by: float) -> None:
    """Multiply every value of a dataset, and pin the figures as they are then."""
    path = workspace / "figures" / f"{dataset}.parquet"
    table = pq.read_table(path)
    values = pa.array(np.asarray(table["value"]) * by, from_pandas=True)
    pq.write_table(table.set_column(table.schema.get_field_index("value"), "value", values), path)
    pin, record = hashlib.sha256(path.read_bytes()).hexdigest(), workspace / "datasets" / f"{dataset}.toml"
    text = record.read_text(encoding="utf-8")
    record.write_text(re.sub(r'figures_sha256 = "\w+"', f'figures_sha256 = "{pin}"', text), encoding="utf-8")


def test_only_the_claims_on_a_changed_dataset_are_judged_again(workspace: Path, judged: list[str]) -> None:
    check(workspace)
    assert sorted(judged) == sorted(CLAIMS)
    judged.clear()
    change(workspace, "ons-affordability", by=1.5)
    check(workspace)
    assert judged == ["homes"]


def test_evidence_that_changed_is_computed_in_another_process(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(workspace)
    begun: list[object] = []
    one = one_call.one_call_elsewhere
    monkeypatch.setattr(one_call, "one_call_elsewhere", lambda needed: begun.append(needed) or one(needed))
    here, compute = os.getpid(), evidence_computing.compute_indicators

    def elsewhere(given: Computation) -> list[pa.Table]:
        assert os.getpid() != here
        return compute(given)

    monkeypatch.setattr(evidence_computing, "compute_indicators", elsewhere)
    change(workspace, "ons-affordability", by=1.5)
    after = check(workspace)
    assert begun == [early_starts._EVIDENCE]
    monkeypatch.undo()
    assert after == check(workspace, workspace / "fresh")


def test_figures_that_no_claim_rests_on_begin_no_other_process(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "claims" / "homes.md").unlink()
    check(workspace)
    monkeypatch.setattr(one_call, "one_call_elsewhere", lambda _: pytest.fail("a process was begun"))
    change(workspace, "ons-affordability", by=1.5)
    assert check(workspace).claims


@pytest.mark.parametrize("dataset", ["ons-affordability", "ons-productivity-lad", "ons-population-mye"])
def test_a_check_after_a_change_says_what_a_check_from_nothing_says(
    workspace: Path, tmp_path: Path, dataset: str
) -> None:
    before = check(workspace)
    change(workspace, dataset, by=1.5)
    after = check(workspace)
    assert after != before and after == check(workspace, tmp_path / "fresh")


def test_changes_one_after_another_and_back_again_are_all_noticed(workspace: Path) -> None:
    first = check(workspace)
    change(workspace, "ons-population-mye", by=2.0)
    second = check(workspace)
    change(workspace, "ons-affordability", by=2.0)
    third = check(workspace)
    change(workspace, "ons-population-mye", by=0.5)
    change(workspace, "ons-affordability", by=0.5)
    said = {f"{one.claims['people'].text} {one.claims['homes'].text}" for one in (first, second, third)}
    assert len(said) == 3
    assert check(workspace).claims == first.claims


def test_a_changed_record_that_claims_may_read_has_all_judged_again(workspace: Path, judged: list[str]) -> None:
    check(workspace)
    judged.clear()
    (workspace / "places").mkdir()
    (workspace / "places" / "pair.toml").write_text('id = "pair"\nname = "Two"\ncodes = ["E07000243", "E07000099"]\n')
    check(workspace)
    assert sorted(judged) == sorted(CLAIMS)


def test_where_nothing_changed_the_last_outcome_is_said_again(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = check(workspace)
    monkeypatch.setattr(outcomes, "outcome_of", lambda _: pytest.fail("it was judged again"))
    assert check(workspace) == first


def test_a_check_after_a_build_says_what_the_build_found(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = check(workspace)
    change(workspace, "ons-population-mye", by=1.5)
    build_workspace(open_workspace(workspace), workspace / "build", today=TODAY, processes=1)
    said = check(workspace, workspace / "afresh")
    monkeypatch.setattr(outcomes, "outcome_of", lambda _: pytest.fail("it was judged again"))
    assert check(workspace) == said != first


def test_another_day_is_a_change(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = check(workspace)
    seen: list[object] = []
    outcome_of = outcomes.outcome_of
    monkeypatch.setattr(outcomes, "outcome_of", lambda found: seen.append(found) or outcome_of(found))
    assert check(workspace, today=date(2026, 2, 1)).claims == first.claims and len(seen) == 1


@pytest.mark.parametrize("name", [".check.json", ".claims.json", ".found.json"])
def test_a_damaged_memory_is_as_good_as_none(workspace: Path, name: str) -> None:
    first = check(workspace)
    (workspace / "build" / ".check.json").unlink()
    (workspace / "build" / name).write_text('{"key": [', encoding="utf-8")
    assert check(workspace) == first


def test_a_check_leaves_the_table_of_evidence_to_the_build_which_takes_what_it_computed(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = workspace / "build"
    check(workspace)
    before = (out / evidence_held.FILE).read_bytes()
    change(workspace, "ons-affordability", by=1.5)
    check(workspace)
    assert (out / evidence_held.FILE).read_bytes() == before and (out / evidence_held.BESIDE).is_file()
    computed: list[str] = []
    compute = evidence_step.compute_indicators

    def watched(given: Computation) -> list[pa.Table]:
        computed.extend(item.id for item in (*given.plain, *given.derived))
        return compute(given)

    monkeypatch.setattr(evidence_step, "compute_indicators", watched)
    build_workspace(open_workspace(workspace), out, today=TODAY, processes=1)
    assert "house-price-to-earnings" not in computed and not (out / evidence_held.BESIDE).exists()
    build_workspace(open_workspace(workspace), tmp_path / "fresh", today=TODAY, processes=1)
    assert (out / evidence_held.FILE).read_bytes() == (tmp_path / "fresh" / evidence_held.FILE).read_bytes()


def test_a_build_after_a_check_of_figures_that_were_taken_back_notices_what_the_check_wrote(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = workspace / "build"
    build_workspace(open_workspace(workspace), out, today=TODAY, processes=1)
    before = (out / evidence_held.FILE).read_bytes()
    monkeypatch.setattr(evidence_held, "MOST_BESIDE", 0)  # so that the check writes the whole table
    for by in (2.0, 0.5):
        change(workspace, "ons-affordability", by=by)
        if by > 1:
            check(workspace)
            assert (out / evidence_held.FILE).read_bytes() != before
    build_workspace(open_workspace(workspace), out, today=TODAY, processes=1)
    assert (out / evidence_held.FILE).read_bytes() == before


def test_a_check_names_what_would_stop_the_build_or_pass_in_silence(workspace: Path) -> None:
    record = open_workspace(workspace).record
    cover = replace(record.cover, headline=("no-such-claim",))
    wrong = replace(record, framework="lgpp", edition_parent="draft-9", headline=("gva-per-hr",), cover=cover)
    write_workspace(workspace, wrong)
    found = " ".join(str(ruled.issue) for ruled in check(workspace).issues)
    assert "error: workspace.toml: There is no framework 'lgpp'. Did you mean 'lgp'?" in found
    assert "There is no edition 'draft-9'" in found and "There is no claim 'no-such-claim'" in found
    assert "There is no indicator 'gva-per-hr'" in found


def test_a_survey_that_the_workspace_brings_is_read_too_and_no_claim_is_judged_again(
    workspace: Path, judged: list[str]
) -> None:
    check(workspace)
    judged.clear()
    path = workspace / "instruments" / "pay.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text('kind = "survey"\nsumary = "What people are paid."\n', encoding="utf-8")
    [said] = [str(ruled.issue) for ruled in check(workspace).said if "instruments" in ruled.issue.where]
    assert said.startswith("warning: instruments/pay.toml") and "Did you mean 'summary'?" in said
    assert judged == []
    path.unlink()
    assert not [ruled for ruled in check(workspace).said if "instruments" in ruled.issue.where]


def test_figures_that_no_dataset_names_are_told_of_and_not_passed_over_in_silence(workspace: Path) -> None:
    record = next(iter(sorted((workspace / "datasets").glob("*.toml"))))
    stray = workspace / "figures" / "by-hand.parquet"
    check(workspace)
    stray.write_bytes((workspace / "figures" / f"{record.stem}.parquet").read_bytes())
    [said] = [str(ruled.issue) for ruled in check(workspace).said if "by-hand" in ruled.issue.where]
    assert said.startswith("warning: figures/by-hand.parquet: No dataset names this file")
    stray.unlink()
    record.write_text("", encoding="utf-8")
    found = [ruled.issue for ruled in check(workspace).said if ruled.issue.where.startswith("figures/")]
    assert [issue.where for issue in found] == [f"figures/{record.stem}.parquet"]
    assert f"adopt {workspace} {record.stem}`" in found[0].fix


def test_a_code_named_twice_would_count_twice_and_is_an_error(workspace: Path) -> None:
    record = open_workspace(workspace).record
    write_workspace(workspace, replace(record, members=(*record.members, record.members[0])))
    found = " ".join(str(ruled.issue) for ruled in check(workspace).errors)
    assert f"'members' holds '{record.members[0]}' twice" in found


def test_a_claim_whose_figure_cannot_be_made_is_said_once_and_at_the_line_of_its_file(workspace: Path) -> None:
    path = workspace / "claims" / "people.md"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace('"population"', '"population"\nperiod = "last year"'), encoding="utf-8")
    [said] = [str(ruled.issue) for ruled in check(workspace).errors]
    assert "'last year' is not a period" in said
    path.write_text(good.replace("{{ here }}", "{{ hear }}"), encoding="utf-8")
    [said] = [str(ruled.issue) for ruled in check(workspace).errors]
    assert f"people.md, line {len(good.splitlines())}, column" in said and "Did you mean 'here'?" in said


def test_links_are_looked_at_again_when_a_record_changed_and_not_when_figures_did(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    look = judging.link_issues
    monkeypatch.setattr(judging, "link_issues", lambda *given: seen.append("links") or look(*given))
    check(workspace)
    assert seen == ["links"]
    change(workspace, "ons-affordability", by=1.5)
    check(workspace)
    assert seen == ["links"]
    broken = (workspace / "claims" / "people.md").read_text(encoding="utf-8").replace('"population"', '"populatoin"')
    (workspace / "claims" / "people.md").write_text(broken, encoding="utf-8")
    found = check(workspace)
    assert seen == ["links"] * 2 and any("populatoin" in ruled.issue.what for ruled in found.issues)
    assert check(workspace, workspace / "fresh").issues == found.issues


def test_only_the_text_whose_figure_moved_is_read_again(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(workspace)
    read: list[str] = []
    again = remembered._read_again
    monkeypatch.setattr(remembered, "_read_again", lambda made, due, texts: read.extend(due) or again(made, due, texts))
    change(workspace, "ons-affordability", by=1.5)
    found = check(workspace)
    assert read == ["claim:homes"]
    assert check(workspace, workspace / "fresh").issues == found.issues


def test_a_place_that_lies_in_another_of_the_list_would_count_twice_and_is_an_error(workspace: Path) -> None:
    record = open_workspace(workspace).record
    write_workspace(workspace, replace(record, places=(*record.places, "E92000001")))
    found = " ".join(str(ruled.issue) for ruled in check(workspace).errors)
    assert "workspace.toml: In 'places' " in found and " overlap. Leave one of them out" in found


def test_a_release_that_was_due_is_told_of_its_dataset_once_and_of_each_claim_on_it(workspace: Path) -> None:
    first = check(workspace)
    assert not [ruled for ruled in first.issues if ruled.rule == "stale"]
    record = workspace / "datasets" / "ons-affordability.toml"
    text = record.read_text(encoding="utf-8")
    record.write_text(re.sub("^rows = ", "next_release = 2026-01-31\nrows = ", text, flags=re.M), encoding="utf-8")
    due = [ruled for ruled in check(workspace).issues if ruled.rule == "stale"]
    assert sorted(ruled.issue.where for ruled in due) == ["claims/homes.md", "datasets/ons-affordability.toml"]
    built = build_workspace(open_workspace(workspace), workspace / "build", today=TODAY, processes=1)
    assert len([issue for issue in built.issues if "A newer release was due on 31 January" in issue.what]) == 1
    assert check(workspace, today=date(2026, 1, 30)).issues == first.issues
