"""Claims that cite published results are judged by them, and newer results wait where they would break one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from placewright.records.claim import Claim
from placewright.records.verdict import Verdict
from placewright.web.accounts.models import Account
from placewright.web.common.models import LogEntry
from placewright.web.engagement.models import Instrument
from placewright.web.engagement.services import results as services
from placewright.web.strategy.bench import judged_now
from placewright.web.strategy.gate import PublicationStopped
from placewright.web.strategy.models import Build, Review, Summary, WaitingChange
from placewright.web.strategy.services import waiting as waiting_services
from placewright.web.strategy.services.drafting import save_draft
from placewright.workspace.records_in_toml import record_from_plain
from web.engagement.made import make_instrument
from web.engagement.results_made import answered, consulted, signed_in

pytestmark = pytest.mark.django_db


def _claim(comparison: str) -> Claim:
    content = {
        "id": "rail-wanted",
        "title": "Rail is wanted",
        "stance": "need",
        "foundation": "infrastructure",
        "text": "Of those who answered, more wanted rail built ({{ yes }}) than not ({{ no }}).",
        "figures": {name: {"summary": f"vale-rail-individuals/{name}"} for name in ("yes", "no")},
        "holds": [{"figure": "yes", "is": comparison, "than": "no"}],
    }
    return record_from_plain(content, Claim, where="claim:rail-wanted")


def test_a_claim_that_cites_a_published_result_is_judged_by_it(public: Build, analyst: Account) -> None:
    vale = consulted()
    services.publish_results(services.make_tables(vale, by=analyst), "", by=analyst)

    save_draft("claim", _claim("above"), by=analyst).publish(user=analyst)
    with pytest.raises(PublicationStopped):
        save_draft("claim", _claim("below"), by=analyst).publish(user=analyst)


def _answered_otherwise(analyst: Account, *, more_against: int) -> tuple[Instrument, WaitingChange]:
    """A consultation that a live claim cites, and what waits once its results are published with other answers."""
    vale = consulted()
    services.publish_results(services.make_tables(vale, by=analyst), "", by=analyst)
    save_draft("claim", _claim("above"), by=analyst).publish(user=analyst)
    answered(vale, (more_against, {"who": "person", "rail": "no"}), submitted_at=timezone.now() - timedelta(days=2))
    done = services.publish_results(services.make_tables(vale, by=analyst), "", by=analyst)
    assert done.waiting is not None
    return vale, done.waiting


def _verdict() -> Verdict:
    judged = judged_now()
    assert judged is not None
    return judged.results["rail-wanted"].verdict


def test_results_that_break_a_live_claim_wait_and_change_nothing_that_is_published(
    public: Build, analyst: Account
) -> None:
    _vale, waiting = _answered_otherwise(analyst, more_against=20)
    builds = Build.objects.count()

    assert _verdict() is Verdict.HOLDS
    assert Summary.objects.get(slug="vale-rail-individuals").has_unpublished_changes
    with pytest.raises(PublicationStopped, match="fails"):
        waiting_services.agree(waiting, by=analyst, role="editor", note="Counted again.")
    assert _verdict() is Verdict.HOLDS
    assert Build.objects.count() == builds
    page = signed_in(analyst).get(f"/team/data/waiting/{waiting.pk}/").content.decode()
    assert "Holds → Fails" in page and "Agree, and make it live" not in page


def test_a_claim_that_is_written_anew_goes_live_together_with_the_results_that_it_needs(
    public: Build, analyst: Account
) -> None:
    _vale, waiting = _answered_otherwise(analyst, more_against=20)
    changed = replace(_claim("below"), text="Of those who answered, fewer wanted rail ({{ yes }}) than not ({{ no }}).")
    save_draft("claim", changed, by=analyst)

    assert services_said(analyst, waiting, "agree", role="editor", note="Counted again, and said so.")
    waiting.refresh_from_db()

    assert waiting.state == "published" and waiting.found[0]["id"] == "rail-wanted"
    assert _verdict() is Verdict.HOLDS
    review = Review.objects.get(record="claim:rail-wanted")
    assert "fewer wanted rail" in review.said
    assert LogEntry.objects.filter(verb="agreed to", key=str(waiting.pk)).exists()
    assert Build.objects.filter(reason=waiting.reason, to_publish=True).exists()


def test_results_under_a_claim_that_still_holds_wait_too_and_can_be_left(public: Build, analyst: Account) -> None:
    _vale, waiting = _answered_otherwise(analyst, more_against=2)
    page = signed_in(analyst).get(f"/team/data/waiting/{waiting.pk}/").content.decode()
    assert "(52%)" in page and "Agree, and make it live" in page
    assert waiting.reason in signed_in(analyst).get("/team/data/").content.decode()

    assert services_said(analyst, waiting, "leave", note="The late answers do not count.")
    waiting.refresh_from_db()

    assert waiting.state == "dropped"
    assert "(53%)" in (judged_now() or pytest.fail("nothing is judged")).results["rail-wanted"].text
    with pytest.raises(waiting_services.NotWaiting, match="decided"):
        waiting_services.agree(waiting, by=analyst, role="editor", note="After all.")


def test_newer_results_replace_those_that_wait(public: Build, analyst: Account) -> None:
    vale, first = _answered_otherwise(analyst, more_against=2)
    answered(vale, (1, {"who": "person", "rail": "yes"}), submitted_at=timezone.now() - timedelta(days=2))

    done = services.publish_results(services.make_tables(vale, by=analyst), "", by=analyst)
    first.refresh_from_db()

    assert first.state == "replaced" and done.waiting is not None and done.waiting.is_open


def services_said(by: Account, waiting: WaitingChange, do: str, **said: str) -> bool:
    """Whether the page took what was sent."""
    answer = signed_in(by).post(f"/team/data/waiting/{waiting.pk}/{do}/", said, follow=True)
    return "messages success" in answer.content.decode() or 'class="success"' in answer.content.decode()


def test_no_page_of_a_claim_can_cite_a_rehearsal(public: Build, analyst: Account, data_folder: Path) -> None:
    vale = consulted()
    rehearsal = make_instrument(slug="vale-rehearsal", rehearsal_of=vale)
    answered(rehearsal, (40, {"size": "micro"}))
    services.make_tables(rehearsal, by=analyst)

    with pytest.raises(PublicationStopped):
        save_draft("claim", _claim("above"), by=analyst).publish(user=analyst)
