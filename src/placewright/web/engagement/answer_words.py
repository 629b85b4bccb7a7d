"""What is said of what cannot be taken as an answer, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from placewright.questionnaires.answers import Problem, Trouble

WORDS: Mapping[Trouble, str | Promise] = {
    Trouble.REQUIRED: _("Answer this question"),
    Trouble.UNKNOWN: _("Choose one of the answers that are offered"),
    Trouble.EXCLUSIVE: _("“%(option)s” cannot be chosen together with other answers"),
    Trouble.TOO_FEW: _("Choose at least %(bound)s"),
    Trouble.TOO_MANY: _("Choose at most %(bound)s"),
    Trouble.NOT_A_NUMBER: _("Write a number, such as 12 or 1,500"),
    Trouble.NOT_WHOLE: _("Write a whole number"),
    Trouble.TOO_SMALL: _("Write a number of at least %(bound)s"),
    Trouble.TOO_LARGE: _("Write a number of at most %(bound)s"),
    Trouble.YEAR_TOO_EARLY: _("Write a year that is not before %(bound)s"),
    Trouble.YEAR_TOO_LATE: _("Write a year that is not after %(bound)s"),
    Trouble.NOT_A_DATE: _("Write a real date, such as 27 3 2019"),
    Trouble.TOO_EARLY: _("Write a date that is not before %(bound)s"),
    Trouble.TOO_LATE: _("Write a date that is not after %(bound)s"),
    Trouble.TOO_LONG: _("This is too long. Characters at most: %(bound)s; you wrote: %(length)s"),
    Trouble.NOT_A_DISTRICT: _("Write the first half of a postcode, such as AL1 or SG14"),
    Trouble.NOT_AN_EMAIL: _("Write an e-mail address, such as name@example.org"),
    Trouble.NOT_A_PLACE: _("Write numbers from 1 to %(bound)s, 1 beside what comes first"),
    Trouble.RANKED_TWICE: _("Give each place in the order to one answer only"),
    Trouble.NO_WORDS: _("Say which, in a few words"),
    Trouble.ROW_MISSING: _("Choose an answer for “%(row)s”"),
    Trouble.BAD_FILE: _("The file was not taken: %(why)s"),
}


def said_of(problem: Problem) -> str:
    """What is wrong, as it is said to who answers."""
    return str(WORDS[problem.trouble]) % dict(problem.values)
