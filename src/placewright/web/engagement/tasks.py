"""Work of surveys and consultations that is done in the background."""

from __future__ import annotations

from django_tasks import task


@task()
def sending_task(pk: int) -> None:
    """Send the mail of the round of that number."""
    from placewright.web.engagement.models import Sending, SendingState
    from placewright.web.engagement.services.invitations import run_sending

    sending = Sending.objects.filter(pk=pk, state__in=(SendingState.WAITING, SendingState.RUNNING)).first()
    if sending is not None:
        run_sending(sending)
