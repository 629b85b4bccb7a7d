"""Mail that may fail to go out without stopping what it tells of."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail

logger = logging.getLogger(__name__)


_PRINTED = "django.core.mail.backends.console.EmailBackend"


def mail_goes_out() -> bool:
    """Whether a mail server is set; without one, mail is printed where the server runs, which is for trying things."""
    return bool(settings.EMAIL_BACKEND != _PRINTED)


def mailed(subject: str, words: str, emails: Iterable[str], *, what: str) -> bool:
    """Mail each of them; False where mail does not go out, which the log says without naming anybody.

    Args:
        subject: the subject.
        words: the text.
        emails: to whom; each gets a message of their own.
        what: what could not be mailed, for the log, such as `A link`.
    """
    try:
        for email in emails:
            send_mail(subject, words, None, [email])
    except (OSError, SMTPException) as error:
        logger.error("%s could not be mailed: %s. Check PLACEWRIGHT_MAIL_URL.", what, type(error).__name__)
        return False
    return True
