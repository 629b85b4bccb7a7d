"""Promises about approval: an installation that was just made asks those who may publish."""

from __future__ import annotations

import pytest
from wagtail.models import GroupApprovalTask

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.roles import CAPABILITIES
from placewright.web.strategy.bench import judged_now
from placewright.web.strategy.models import RECORD_MODELS, Build, Chapter, Decision
from placewright.web.strategy.services.approval import set_up_approval
from strategy_tests import as_sent, client_of

pytestmark = pytest.mark.django_db


def test_every_kind_of_record_has_an_approval_from_the_start() -> None:
    for model in RECORD_MODELS:
        workflow = model().get_workflow()
        assert workflow is not None, model
        asked = {group.name for task in workflow.tasks for group in task.specific.groups.all()}
        assert asked == {str(role) for role, allowed in CAPABILITIES.items() if May.PUBLISH_RECORDS in allowed}


def test_no_approval_asks_nobody() -> None:
    assert not GroupApprovalTask.objects.filter(groups=None).exists()


def test_an_approval_that_a_team_took_off_its_records_stays_off() -> None:
    workflow = RECORD_MODELS[0]().get_workflow()
    workflow.workflow_content_types.all().delete()
    assert set_up_approval() is None
    assert RECORD_MODELS[0]().get_workflow() is None


def test_who_may_not_publish_is_offered_to_submit() -> None:
    page = client_of("analyst").get("/team/snippets/strategy/claim/add/").content.decode()
    assert "Submit to Approval of records" in page
    assert "action-publish" not in page


def test_publishing_says_what_the_publics_pages_wait_for(live_pilot: Build) -> None:
    row = Chapter.objects.get(slug="productivity")
    editor = client_of("editor")
    page = editor.get(f"/team/snippets/strategy/chapter/edit/{row.pk}/").content.decode()
    assert "wait until what names it is signed off" in page
    data = as_sent(row, title="Anew", **{"action-publish": "yes"})
    answer = editor.post(f"/team/snippets/strategy/chapter/edit/{row.pk}/", data, follow=True)
    said = answer.content.decode()
    assert "pages stay as they were until" in said
    assert "/team/ledger/?mark=unseen" in said


def test_what_an_approval_publishes_is_signed_off_where_that_was_asked(live_pilot: Build) -> None:
    row = Chapter.objects.get(slug="productivity")
    place = f"/team/snippets/strategy/chapter/edit/{row.pk}/"
    client_of("analyst").post(place, as_sent(row, title="Anew", **{"action-submit": "yes"}))
    row.refresh_from_db()
    asked = {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        "sign-off": "yes",
        "sign-off-role": "editor",
        "sign-off-note": "Read again",
    }
    answer = client_of("editor").post(place, as_sent(row.get_latest_revision_as_object(), **asked), follow=True)
    row.refresh_from_db()
    assert (row.live, row.title) == (True, "Anew")
    assert "pages stay as they were until" not in answer.content.decode()
    judged = judged_now()
    assert judged is not None and not judged.errors
    assert Decision.objects.filter(text="Read again").exists()
