"""Promises about refreshing the evidence: nothing changes unasked, changes are named, and there is a way back."""

from __future__ import annotations

import io
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.models import Account
from placewright.web.common.models import LogEntry
from placewright.web.strategy import building, refresh_work, refreshing
from placewright.web.strategy.building import show, shown_build
from placewright.web.strategy.data_queries import declared_sources
from placewright.web.strategy.models import Build, BuildState, Claim, Decision, Refresh, RefreshState, Review
from placewright.web.strategy.pruning import keep_builds, prune_builds
from placewright.web.strategy.recovery import recover
from placewright.web.strategy.stores import share_tree
from placewright.web.strategy.tasks import refresh_task
from placewright.web.strategy.templatetags.strategy_words import how_far, in_the_browser
from placewright.web.strategy.uploads import WrongFile, keep_upload, kept_files, remove_upload
from placewright.web.strategy.worker_presence import leave_alone, only_worker

pytestmark = [pytest.mark.long, pytest.mark.django_db]

RATIO = "hp_to_wage_ratio.parquet"


def ratios(pilot: Path, *, times: float) -> bytes:
    """A publisher's file of house prices to earnings, Stevenage's newest ratio multiplied."""
    table = pq.read_table(pilot / "figures" / "ons-affordability.parquet").to_pylist()
    rows = [
        {"geography_code": row["place"], "date": str(row["period"]), "value": row["value"]}
        for row in table
        if str(row["period"]).isdecimal() and row["value"] is not None
    ]
    newest = max(row["date"] for row in rows)
    for row in rows:
        if row["geography_code"] == "E07000243" and row["date"] == newest:
            row["value"] = round(row["value"] * times, 2)
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), file)
    return file.getvalue()


def _signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def refreshed(pilot: Path, by: Account, *, times: float) -> Refresh:
    """A refresh from an uploaded file, worked off."""
    keep_upload(SimpleUploadedFile(RATIO, ratios(pilot, times=times)), declared_sources().values(), by=by)
    asked = refreshing.ask_for_refresh(by=by, from_publishers=False)
    refresh_task.call(asked.pk)
    asked.refresh_from_db()
    return asked


def test_a_revised_figure_waits_for_people_and_is_shown_and_taken_back_in_one_step_each(
    pilot: Path, public: Build, analyst: Account
) -> None:
    found = refreshed(pilot, analyst, times=1.006)
    assert found.state == RefreshState.STOPPED
    claims = {item["id"]: item for item in found.found["claims"]}
    assert "homes-cost-many-years" in claims
    assert not found.found["pages"], "a build that was stopped has no pages of its own"
    touched = claims["homes-cost-many-years"]
    assert touched["needs_review"] and touched["after"] == "holds"
    assert ["strategy/the-place.html", "The place"] in touched["pages"]
    assert shown_build() == public, "nothing published changes by itself"

    before = Review.objects.get(record="claim:homes-cost-many-years").date
    for id, item in claims.items():
        if item["needs_review"]:
            refreshing.accept_claim(found, id, by=analyst, role="economist", note="A revision in the second decimal.")
    assert Review.objects.get(record="claim:homes-cost-many-years").date == before, "reviews wait for the showing"
    page = _signed_in(analyst).get(reverse("team_refresh", args=[found.pk])).content.decode()
    assert "All that had to be read again has been." in page
    refreshing.build_again(found, by=analyst)
    refresh_task.call(found.pk)
    found.refresh_from_db()
    assert found.state == RefreshState.READY, found.trouble
    assert shown_build() == public

    client = _signed_in(analyst)
    page = client.get(reverse("team_refresh", args=[found.pk])).content.decode()
    told_at = reverse("team_build_read", args=[found.build_id, "indicators/house-price-to-earnings.html"])
    assert f'href="{told_at}"' in page, "each page that differs can be read before anybody decides"
    told = client.get(told_at).content.decode()
    seen = Client().get("/indicators/house-price-to-earnings.html").content.decode()
    assert "only the team sees these pages" in told and "only the team" not in seen
    assert told.count("8.84") > seen.count("8.84")

    refreshing.show_refresh(found, by=analyst, note="the newest ratios")
    assert shown_build() == found.build
    review = Review.objects.get(record="claim:homes-cost-many-years")
    assert review.by == "economist"
    assert Decision.objects.filter(slug=review.decision, live=True).exists()
    assert LogEntry.objects.filter(verb="showed", kind="refresh", key=str(found.pk)).exists()

    refreshing.take_back(found, by=analyst)
    assert shown_build() == public
    assert Review.objects.get(record="claim:homes-cost-many-years").date == before
    assert not Decision.objects.filter(slug=review.decision, live=True).exists(), "nobody decided on what is shown now"


def test_a_claim_that_new_figures_break_cannot_be_accepted_and_stops_them(
    pilot: Path, public: Build, analyst: Account
) -> None:
    found = refreshed(pilot, analyst, times=1.5)
    assert found.state == RefreshState.STOPPED
    broken = next(item for item in found.found["claims"] if item["after"] == "fails")
    with pytest.raises(refreshing.NotToDecide, match="reading it again does not mend that"):
        refreshing.accept_claim(found, broken["id"], by=analyst, role="economist", note="Looks right.")
    with pytest.raises(refreshing.NotToDecide, match="not ready"):
        refreshing.show_refresh(found, by=analyst)
    client = _signed_in(analyst)
    page = client.get(reverse("team_refresh", args=[found.pk])).content.decode()
    assert "2 claims no longer hold with these figures" in page
    assert "read again: accept" not in page, "a claim that fails is counted once"
    refreshing.drop_refresh(found, by=analyst)
    assert shown_build() == public
    page = client.get(reverse("team_refresh", args=[found.pk])).content.decode()
    assert "Holds → Fails" in page and escape(Claim.objects.get(slug=broken["id"]).title) in page


def test_a_refresh_that_something_else_than_its_claims_stops_says_so(public: Build, analyst: Account) -> None:
    trouble = [{"severity": "error", "where": "checklists/lgp.toml", "what": "It is met by a chapter.", "fix": ""}]
    build = Build.objects.create(evidence=public.evidence, state=BuildState.STOPPED, trouble=trouble)
    found = Refresh.objects.create(
        state=RefreshState.STOPPED, build=build, against=public, trouble=trouble, found={"summary": "", "claims": []}
    )
    page = _signed_in(analyst).get(reverse("team_refresh", args=[found.pk])).content.decode()
    assert "What stopped the build is no claim to be read again" in page
    assert "All that had to be read again has been" not in page, "to build again would end the same way"


def test_figures_that_are_pinned_already_are_nothing_new(pilot: Path, public: Build, analyst: Account) -> None:
    name = "spi_by_la.csv"
    lines = ["code,name,total_income_median", "E07000243,Stevenage,27000"]
    keep_upload(SimpleUploadedFile(name, "\n".join(lines).encode()), declared_sources().values(), by=analyst)
    asked = refreshing.ask_for_refresh(by=analyst, from_publishers=False, datasets=["ons-affordability"])
    refresh_task.call(asked.pk)
    asked.refresh_from_db()
    assert asked.state == RefreshState.FAILED and "No file was found" in asked.trouble[0]["what"]
    assert shown_build() == public


def test_a_second_refresh_is_refused_until_the_first_is_decided(public: Build, analyst: Account) -> None:
    first = refreshing.ask_for_refresh(by=analyst, from_publishers=False)
    with pytest.raises(refreshing.RefreshUnderWay, match=f"Refresh {first.pk} is not decided yet"):
        refreshing.ask_for_refresh(by=analyst, from_publishers=True)
    Refresh.objects.filter(pk=first.pk).update(state=RefreshState.STOPPED)
    first.refresh_from_db()
    refreshing.drop_refresh(first, by=analyst)
    assert refreshing.ask_for_refresh(by=analyst, from_publishers=False).is_open


def test_without_a_network_the_refresh_fails_with_what_to_do_instead(public: Build, analyst: Account) -> None:
    asked = refreshing.ask_for_refresh(by=analyst, from_publishers=True, datasets=["ons-population-mye"])
    refresh_task.call(asked.pk)
    asked.refresh_from_db()
    assert asked.state == RefreshState.FAILED and not asked.is_open
    assert asked.trouble[0]["fix"]
    assert shown_build() == public


def test_a_dataset_that_no_publisher_is_asked_for_says_that_its_file_has_to_be_uploaded(
    public: Build, analyst: Account
) -> None:
    asked = refreshing.ask_for_refresh(by=analyst, from_publishers=True)
    refresh_task.call(asked.pk)
    page = _signed_in(analyst).get(reverse("team_refresh", args=[asked.pk])).content.decode()
    assert "<td>beis-place</td><td>not asked for over the network: upload its files</td>" in page
    assert "Refresh the data under Data" not in page, "what somebody just did is no way to mend it"


def test_what_no_build_makes_is_read_where_the_public_finds_it(public: Build, analyst: Account) -> None:
    client = _signed_in(analyst)
    at = reverse("team_build_read", args=[public.pk, ""])
    assert client.get(at).status_code == 200
    led = client.get(f"{at}explore/?indicator=jobs")
    assert (led.status_code, led.headers["Location"]) == (302, "/explore/?indicator=jobs")
    assert client.get(f"{at}/search/").headers["Location"] == "/search/", "never to another host"
    assert client.get(f"{at}ledger/none.html").status_code == 404, "a page that went is not replaced by the public's"
    assert client.get(f"{at}data/../../../report.json").status_code == 404


def test_a_full_disk_ends_a_refresh_with_words(
    public: Build, analyst: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(refresh_work, "lay_out", full)
    asked = refreshing.ask_for_refresh(by=analyst, from_publishers=False)
    refresh_task.call(asked.pk)
    asked.refresh_from_db()
    assert asked.state == RefreshState.FAILED
    assert asked.trouble[0]["what"] == "The disk is full."


@pytest.mark.parametrize(
    ("breaks", "step", "words"),
    [
        ("fetch", RefreshState.FETCHING, "Fetch (it failed here)"),
        ("_compared", RefreshState.COMPARING, "Compare (it failed here)"),
    ],
)
def test_a_refresh_that_failed_says_in_which_step(
    public: Build, analyst: Account, monkeypatch: pytest.MonkeyPatch, breaks: str, step: RefreshState, words: str
) -> None:
    def broken(*given: object, **more: object) -> None:
        raise PlacewrightError("It broke.")

    monkeypatch.setattr(refresh_work, breaks, broken)
    monkeypatch.setattr(refresh_work, "run_build", lambda build, **more: build)
    asked = refreshing.ask_for_refresh(by=analyst, from_publishers=False)
    if breaks != "fetch":
        Refresh.objects.filter(pk=asked.pk).update(evidence=public.evidence)
    refresh_task.call(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.failed_at) == (RefreshState.FAILED, step)
    client = _signed_in(analyst)
    assert words in client.get(reverse("team_refresh", args=[asked.pk])).content.decode()
    assert f"failed while {step.label}" in client.get(reverse("team_data")).content.decode()


def test_a_refresh_whose_build_failed_failed_while_building(
    public: Build, analyst: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failed(build: Build, **given: object) -> Build:
        build.state = BuildState.FAILED
        build.save()
        return build

    monkeypatch.setattr(refresh_work, "run_build", failed)
    asked = refreshing.ask_for_refresh(by=analyst, from_publishers=False)
    Refresh.objects.filter(pk=asked.pk).update(evidence=public.evidence)
    refresh_task.call(asked.pk)
    asked.refresh_from_db()
    assert asked.stands == "failed while building"


def test_pages_that_wait_for_work_say_that_no_worker_runs(public: Build, analyst: Account, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    asked = Refresh.objects.create(state=RefreshState.FETCHING, against=public)
    client = _signed_in(analyst)
    addresses = [reverse("wagtailadmin_home"), reverse("team_builds"), reverse("team_refresh", args=[asked.pk])]
    for address in addresses:
        assert "No worker runs" in client.get(address).content.decode(), address
    assert client.get("/healthz").json()["worker"] == "none"
    with only_worker() as is_only:
        assert is_only
        for address in addresses:
            assert "No worker runs" not in client.get(address).content.decode(), address
        with only_worker() as is_second:
            assert not is_second


def test_pages_say_what_brings_a_worker_back_that_ended_time_after_time(
    public: Build, analyst: Account, settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    asked = Refresh.objects.create(state=RefreshState.FETCHING, against=public)
    client = _signed_in(analyst)
    leave_alone()
    for address in (reverse("wagtailadmin_home"), reverse("team_builds"), reverse("team_refresh", args=[asked.pk])):
        said = client.get(address).content.decode()
        assert "is left alone" in said and "No worker runs" not in said, address
    with only_worker():
        pass
    assert "No worker runs" in client.get(reverse("team_builds")).content.decode(), "it has run since"


def test_what_a_killed_worker_left_is_marked_and_done_again(public: Build, analyst: Account) -> None:
    left = Build.objects.create(evidence=public.evidence, state=BuildState.RUNNING, reason="left", to_publish=False)
    asked = refreshing.ask_for_refresh(by=analyst, from_publishers=False)
    Refresh.objects.filter(pk=asked.pk).update(state=RefreshState.FETCHING)
    assert recover() == (1, 1)
    left.refresh_from_db()
    asked.refresh_from_db()
    assert left.state == BuildState.FAILED and "stopped" in left.trouble[0]["what"]
    assert Build.objects.filter(reason="left", state=BuildState.WAITING).count() == 1
    assert asked.state == RefreshState.WAITING


def test_old_builds_lose_their_files_but_what_somebody_needs_stays(public: Build, settings: object) -> None:
    settings.PLACEWRIGHT_KEEP_BUILDS = 1  # type: ignore[attr-defined]
    made = [Build.objects.create(evidence=public.evidence, state=BuildState.READY) for _ in range(3)]
    for build in made:
        build.site.mkdir(parents=True)

    def keeper() -> list[int]:
        return [made[0].pk]

    keep_builds(keeper)
    assert prune_builds() == [made[1].pk]
    assert public.site.is_dir() and made[0].site.is_dir() and made[2].site.is_dir()
    assert Build.objects.count() == 4


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("unheard-of.csv", b"a,b\n1,2\n", "asks for a file of this name"),
        (RATIO, b"<!doctype html><title>Not found</title>", "web page"),
        (RATIO, b"PK\x03\x04 something else", "does not hold"),
        ("spi_by_la.csv", b"code\0name", "does not hold"),
        (RATIO, b"", "empty"),
    ],
)
def test_a_wrong_file_is_refused_by_what_it_holds(
    public: Build, analyst: Account, name: str, content: bytes, why: str
) -> None:
    with pytest.raises(WrongFile, match=why):
        keep_upload(SimpleUploadedFile(name, content), declared_sources().values(), by=analyst)
    assert kept_files(declared_sources()) == []


def test_an_uploaded_file_is_listed_with_its_dataset_and_can_be_removed(
    pilot: Path, public: Build, analyst: Account
) -> None:
    keep_upload(SimpleUploadedFile(RATIO, ratios(pilot, times=1)), declared_sources().values(), by=analyst)
    assert [(one.path, one.datasets) for one in kept_files(declared_sources())] == [(RATIO, ("ons-affordability",))]
    with pytest.raises(WrongFile, match="no such file"):
        remove_upload("../secret-key", by=analyst)
    remove_upload(RATIO, by=analyst)
    assert kept_files(declared_sources()) == []


def test_who_may_bring_no_files_is_not_told_to(public: Build, analyst: Account) -> None:
    viewer = Account.objects.create_user("vi@example.org", "x")
    viewer.groups.add(Group.objects.get(name="viewer"))
    pages = [_signed_in(who).get(reverse("team_data")).content.decode() for who in (analyst, viewer)]
    assert ["None has been uploaded." in page for page in pages] == [True, True]
    assert ["bring them here" in page for page in pages] == [True, False]


@pytest.mark.parametrize("name", ["team_data", "team_builds"])
def test_a_visitor_does_not_reach_the_pages_of_the_team(client: Client, public: Build, name: str) -> None:
    assert client.get(reverse(name)).status_code in (302, 404)


def test_a_viewer_sees_the_data_but_can_begin_nothing(client: Client, public: Build) -> None:
    viewer = Account.objects.create_user("viewer@example.org")
    viewer.groups.add(Group.objects.get(name="viewer"))
    client.force_login(viewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("team_data"))
    assert page.status_code == 200
    assert "Refresh the data" not in page.content.decode()
    assert client.post(reverse("team_refresh_begin"), {"way": "files"}).status_code == 404
    assert not Refresh.objects.exists()


def test_an_earlier_build_is_shown_again_from_the_list(client: Client, public: Build, analyst: Account) -> None:
    later = Build.objects.create(evidence=public.evidence, state=BuildState.READY)
    shutil.copytree(public.out / "site" / "assets", later.site / "assets")
    show(later)
    client.force_login(analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(reverse("team_build_show", args=[public.pk]), {"note": "back"})
    assert shown_build() == public
    page = client.get(reverse("team_build", args=[public.pk])).content.decode()
    assert "back" in page and "the public sees it" in page


def test_errors_have_words_that_say_how_to_mend_them(public: Build, analyst: Account) -> None:
    with pytest.raises(PlacewrightError) as raised:
        refreshing.take_back(Refresh.objects.create(is_open=False), by=analyst)
    assert raised.value.fix


def test_a_build_in_which_a_claim_would_break_in_public_waits_for_an_editor(
    client: Client, public: Build, analyst: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = json.loads((public.out / "claims.json").read_text(encoding="utf-8"))
    broken = next(claim for claim in claims["claims"] if claim["verdict"] == "holds")
    broken["verdict"] = "fails"

    def built(build: Build, progress: object) -> None:
        shutil.rmtree(build.out, ignore_errors=True)
        share_tree(public.out, build.out)
        (build.out / "claims.json").unlink()
        (build.out / "claims.json").write_text(json.dumps(claims), encoding="utf-8")
        build.state = BuildState.READY

    monkeypatch.setattr(building, "_follow", built)
    held = building.run_build(building.new_build("imported elsewhere", by=analyst))

    assert shown_build() == public
    assert [claim["id"] for claim in held.held] == [broken["id"]]
    assert LogEntry.objects.filter(verb="held back", kind="build", key=str(held.pk)).exists()
    client.force_login(analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "waits for an editor" in client.get(reverse("team_builds")).content.decode()
    assert "Holds → Fails" in client.get(reverse("team_build", args=[held.pk])).content.decode()
    assert "waits for an editor" in client.get(reverse("strategy_desk")).content.decode()
    client.post(reverse("team_build_show", args=[held.pk]), {"note": "It is so."})
    assert shown_build() == held, "an editor agreed"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("evidence 3/152", "3 of 152 indicators computed"),
        ("pages 37/365", "37 of 365 pages made"),
        ("ons-affordability 1/2", "ons-affordability: 1 of 2"),
        ("", ""),
        ("fetched", "fetched"),
    ],
)
def test_how_far_work_is_stands_in_words(told: str, words: str) -> None:
    assert how_far(told) == words


def test_a_command_to_be_typed_is_not_what_a_page_asks_for() -> None:
    assert "placewright" not in in_the_browser("Look at it, then `placewright review WORKSPACE claim:x --by ROLE`.")
    assert in_the_browser("Rewrite the claim.") == "Rewrite the claim."
