"""The approval that records go through unless a team sets up its own: one step, by those who may publish."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.roles import CAPABILITIES
from placewright.web.strategy.models import RECORD_MODELS


def set_up_approval() -> Workflow | None:
    """The approval of records, made where no kind of record has one yet; a team may change it afterwards."""
    kinds = [ContentType.objects.get_for_model(model) for model in RECORD_MODELS]
    if WorkflowContentType.objects.filter(content_type__in=kinds).exists() or Workflow.objects.exists():
        return None
    names = [str(role) for role, allowed in CAPABILITIES.items() if May.PUBLISH_RECORDS in allowed]
    with transaction.atomic():
        task = GroupApprovalTask.objects.create(name=_("Approval by somebody who may publish"))
        task.groups.set(Group.objects.filter(name__in=names))
        workflow = Workflow.objects.create(name=_("Approval of records"))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowContentType.objects.bulk_create(
            WorkflowContentType(workflow=workflow, content_type=kind) for kind in kinds
        )
    return workflow
