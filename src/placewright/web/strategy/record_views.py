"""Wagtail's views of records, with what is ours: the gate before the public, the event log, and reasons in words."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.snippets.views import snippets

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.capabilities import May
from placewright.web.common.mends import mend, said, told_by
from placewright.web.strategy.bench import judged_now
from placewright.web.strategy.desk_rows import records_named
from placewright.web.strategy.gate import STOPPED, PublicationStopped, what_stops
from placewright.web.strategy.models import AuthoredRecord
from placewright.web.strategy.services import publishing
from placewright.web.strategy.services.reviewing import sign_off, suspect_users


class _Written:
    """What creating and editing share."""

    request: HttpRequest
    action: str
    view_name: str
    object: AuthoredRecord

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, which may frame the preview beside its form."""
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        response._csp_update = {"frame-src": [SELF]}  # type: ignore[attr-defined]
        return response

    def is_valid(self, form: Any) -> bool:
        """Whether it may be saved; to be published it must pass the gate as well."""
        if not super().is_valid(form):  # type: ignore[misc]
            return False
        if self.action != "publish":
            return True
        found = what_stops(form.instance)
        for ruled in found:
            field = "text" if "text" in form.fields else None
            words = f"{said(ruled.issue.what)} {mend(ruled.issue.fix)}".strip()
            form.add_error(field, ValidationError(words, code=STOPPED))
        if found:
            self.produced_error_code = "validation_error"
            self.produced_error_message = _("This cannot be published as it is written; a draft can be saved.")
        return not found

    def save_instance(self) -> AuthoredRecord:
        """Save the draft, and log that."""
        saved: AuthoredRecord = super().save_instance()  # type: ignore[misc]
        publishing.drafted(saved, by=self.request.user, is_new=self.view_name == "create")
        return saved

    def publish_action(self) -> HttpResponseBase | None:
        """Publish, and sign off where that was asked."""
        answer: HttpResponseBase | None = super().publish_action()  # type: ignore[misc]
        self._gone_live()
        return answer

    def workflow_action_action(self) -> HttpResponseBase | None:
        """Approve or send back; what an approval published is signed off where that was asked."""
        answer: HttpResponseBase | None = super().workflow_action_action()  # type: ignore[misc]
        self.object.refresh_from_db()
        if self.object.live and not self.object.has_unpublished_changes:
            self._gone_live()
        return answer

    def _gone_live(self) -> None:
        """Sign off where that was asked, and say what the public's pages wait for."""
        given = self.request.POST
        judged = judged_now()
        if judged is None:
            return
        waiting = suspect_users(judged, self.object.reference)
        if given.get("sign-off") and self.request.user.has_perm(May.REVIEW_LINKS.permission):
            try:
                sign_off(
                    (self.object.reference, *waiting),
                    by=self.request.user,
                    role=given.get("sign-off-role", ""),
                    note=given.get("sign-off-note", ""),
                    builds=False,
                )
            except PlacewrightError as error:
                messages.warning(self.request, _("It is published, but was not signed off: %(why)s") % {"why": error})
            else:
                return
        if waiting:
            titles = ", ".join(record.title or record.name for record in records_named(waiting))
            desk = messages.button(reverse("strategy_desk") + "?mark=unseen", _("Open the ledger desk"))
            told = _("The public's pages stay as they were until what names it is signed off: %(titles)s.")
            messages.warning(self.request, told % {"titles": titles}, buttons=[desk])

    def form_valid(self, form: Any) -> HttpResponseBase:
        """Save and do what was asked; where approval would publish what may not be, nothing of it happens."""
        try:
            with transaction.atomic():
                answer: HttpResponseBase = super().form_valid(form)  # type: ignore[misc]
        except PublicationStopped as stopped:
            messages.error(self.request, _("It was not published. %(why)s") % {"why": stopped})
            return redirect(self.request.get_full_path())
        return answer


class CreateRecord(_Written, snippets.CreateView):  # type: ignore[misc]
    """A new record."""


class EditRecord(_Written, snippets.EditView):  # type: ignore[misc]
    """A record being edited; also used to go back to an earlier version."""


class DeleteRecord(snippets.DeleteView):  # type: ignore[misc]
    """Deleting a record that nothing rests on."""

    def form_valid(self, form: Any) -> HttpResponseBase:
        """Delete it, or say what still needs it."""
        try:
            answer: HttpResponseBase = super().form_valid(form)
        except PlacewrightError as error:
            messages.error(self.request, told_by(error))
            return redirect(self.get_success_url())
        return answer

    def delete_action(self) -> None:
        """Delete it by the service."""
        with transaction.atomic():
            log(instance=self.object, action="wagtail.delete")
            publishing.delete(self.object, by=self.request.user)


class UnpublishRecord(snippets.UnpublishView):  # type: ignore[misc]
    """Taking a record back from the public."""

    def unpublish(self) -> None:
        """Take it back."""
        for row in self.objects_to_unpublish:
            row.unpublish(user=self.request.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take it back, or say what still needs it."""
        try:
            answer: HttpResponseBase = super().post(request, *args, **kwargs)
        except PlacewrightError as error:
            messages.error(request, told_by(error))
            return redirect(self.get_next_url())
        return answer


class ActOnWorkflow(snippets.WorkflowActionView):  # type: ignore[misc]
    """Approving or refusing in a workflow; approval that would publish what may not be is undone."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it, or say what stops it."""
        try:
            with transaction.atomic():
                answer: HttpResponseBase = super().post(request, *args, **kwargs)
        except PublicationStopped as stopped:
            messages.error(request, _("It was not published. %(why)s") % {"why": stopped})
            return redirect(self.redirect_url)
        return answer
