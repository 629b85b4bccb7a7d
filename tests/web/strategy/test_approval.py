"""Promises about approval: an installation that was just made asks those who may publish."""

from __future__ import annotations

import pytest
from wagtail.models import GroupApprovalTask

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.roles import CAPABILITIES
from placewright.web.strategy.models import RECORD_MODELS
from placewright.web.strategy.services.approval import set_up_approval
from strategy_tests import client_of

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
