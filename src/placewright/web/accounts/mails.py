"""Messages to people who are invited or locked out."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from placewright.web.accounts.models import OneTimeLink, Purpose
from placewright.web.common.mailing import mailed


def send_link(request: HttpRequest, link: OneTimeLink, path: str) -> bool:
    """Mail a link to whom it is for; False where the mail could not be sent, since the link can be given by hand."""
    to = link.account.email if link.account is not None else link.email
    words = {"url": request.build_absolute_uri(path), "link": link, "is_invitation": link.purpose == Purpose.INVITATION}
    subject = _("Your invitation") if link.purpose == Purpose.INVITATION else _("Your link to sign in")
    return mailed(subject, render_to_string("accounts/mail/link.txt", words), [to], what="A link")
