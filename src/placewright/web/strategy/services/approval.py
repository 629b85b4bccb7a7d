"""The approval that records go through unless a team sets up its own: one step, by those who may publish."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.roles import CAPABILITIES
from placewright.web.strategy.models import RECORD_MODELS


def set_up_approval() -> Workflow | None:
    """The approval of records, made where no kind of record has one yet; a team may change it afterwards.

    Wagtail comes with an approval of pages by a group that is not here. It asks those who compose pages instead.
    """
    kinds = [ContentType.objects.get_for_model(model) for model in RECORD_MODELS]
    with transaction.atomic():
        _have_pages_approved()
        name = _("Approval of records")
        if (
            WorkflowContentType.objects.filter(content_type__in=kinds).exists()
            or Workflow.objects.filter(name=name).exists()
        ):
            return None
        task = GroupApprovalTask.objects.create(name=_("Approval by somebody who may publish"))
        task.groups.set(_who(May.PUBLISH_RECORDS))
        workflow = Workflow.objects.create(name=name)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowContentType.objects.bulk_create(
            WorkflowContentType(workflow=workflow, content_type=kind) for kind in kinds
        )
    return workflow


def _have_pages_approved() -> None:
    """An approval that asks nobody would hold a page for ever."""
    for task in GroupApprovalTask.objects.filter(groups=None, active=True):
        task.groups.set(_who(May.COMPOSE_PAGES))


def _who(may: May) -> QuerySet[Group]:
    return Group.objects.filter(name__in=[str(role) for role, allowed in CAPABILITIES.items() if may in allowed])
