"""What a survey or a consultation must say and have before it opens, and which of it is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

from placewright.core.periods import Day
from placewright.core.words import gettext as _
from placewright.core.words import ngettext
from placewright.questionnaires.bank_holidays import working_days
from placewright.questionnaires.model import Part, Questionnaire
from placewright.questionnaires.texts import texts

ANSWER_WEEKS = 12
"""Weeks after closing within which a consultation is answered, or it is said why not.

Source: Cabinet Office, Consultation Principles 2018.
"""

SHORTEST_DAYS = 28
"""Fewest days open that pass without a word. No length is fixed in law; four weeks is a custom of this software."""

READING_AGE = 13.0
"""The highest reading age of the questions that passes without a word; a custom of this software."""


LONGEST_MINUTES = 20
"""The longest time to fill it in that passes without a word; a custom of this software."""


class Basis(StrEnum):
    """Why personal data may be processed: Article 6(1) of the UK GDPR."""

    NONE = ""
    PUBLIC_TASK = "public-task"
    LEGAL_OBLIGATION = "legal-obligation"
    LEGITIMATE_INTERESTS = "legitimate-interests"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Retention:
    """For how long each class of data is kept after closing; the shredder removes it then.

    The law names no periods: these defaults are this software's and for the data protection officer to confirm.
    """

    drafts_days: int = 30
    device_hours: int = 48
    identities_months: int = 6
    invitations_months: int = 6
    files_months: int = 12
    texts_months: int = 24
    answers_months: int = 72


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which people are not expected to answer: school holidays, an election period."""

    first: date
    last: date
    why: str
    election: bool = False


@dataclass(frozen=True, slots=True)
class LaunchFacts:
    """All that the launch check looks at, in the words that the public reads."""

    purpose: str = ""
    can_change: str = ""
    """What is still open, and what is not: consultation has to come at a formative stage."""
    decided_by: str = ""
    decided_on: date | None = None
    edition: str = ""
    """The edition of the strategy that is consulted on."""
    evidence: tuple[str, ...] = ()
    """Addresses of what people need to give a considered answer."""
    considered: str = ""
    answered_by: date | None = None
    controller: str = ""
    basis: Basis = Basis.NONE
    sensitive_condition: str = ""
    """Article 9 condition for questions on special categories of data."""
    recipients: str = ""
    contact_email: str = ""
    contact_post: str = ""
    officer: str = ""
    """How to reach the data protection officer."""
    complaints: str = "Information Commissioner's Office, https://ico.org.uk/make-a-complaint/"
    impact_assessment: str = ""
    """Reference of the data protection impact assessment, or of the decision that none is needed."""
    accessibility: str = ""
    names_answers: bool = False
    """Whether organisations are told that what they choose is published under their names unless they refuse."""
    other_formats: str = ""
    """How to answer on paper, by telephone, in another format or language."""
    retention: Retention = field(default_factory=Retention)
    away: tuple[Away, ...] = ()

    @property
    def contact(self) -> str:
        """Whom people may write to: the e-mail address, or else the postal one; empty where there is neither."""
        return self.contact_email or self.contact_post


class Grade(StrEnum):
    """Whether a check passed, must be mended or waived, or is only worth a look."""

    PASSED = "passed"
    LOOK = "look"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LaunchCheck:
    """One check: its stable name, what it asks, how it came out, and where the demand comes from.

    Its words are in the language that was spoken when it was made; nothing keeps them.
    """

    name: str
    title: str
    grade: Grade
    what: str = ""
    fix: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What else the check needs to know of a survey or consultation."""

    kind: str
    """`survey`, `quota` or `consultation`."""
    questionnaire: Questionnaire
    opens: date | None
    closes: date | None
    reach: Sequence[Reach] = ()
    reading_age: float | None = None
    minutes: float | None = None
    has_sample: bool = False
    unreadable: frozenset[str] = frozenset()
    """Editions and addresses among the facts that nobody can read: a link to them would lead nowhere."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A group or place to be heard: how many are wanted, of how many, and how they are reached."""

    label: str
    target: int
    population: float | None = None
    how: str = ""


_GUNNING = "R (Moseley) v London Borough of Haringey [2014] UKSC 56"
_CABINET = "Cabinet Office, Consultation Principles 2018"
_GDPR = "UK GDPR, Article 13"
_ACCESS = "Public Sector Bodies Accessibility Regulations 2018"


def launch_checks(facts: LaunchFacts, plan: Plan) -> tuple[LaunchCheck, ...]:
    """Every check in the order in which people see them.

    A check that failed must be mended, or waived by somebody with a reason; those "to look at" stop nothing.
    """
    return tuple(_checks(facts, plan))


def open_days(opens: date, closes: date, away: Sequence[Away] = ()) -> tuple[int, int]:
    """Days open, and those of them that are working days on which nobody is away."""
    days = (closes - opens).days
    last = closes - timedelta(days=1)
    if days <= 0:
        return max(days, 0), 0
    all_days = (opens + timedelta(days=number) for number in range(days))
    gone = [day for day in all_days if any(item.first <= day <= item.last for item in away)]
    return days, working_days(opens, last) - sum(working_days(day, day) for day in gone)


def days_in_words(days: int, working: int) -> str:
    """How long it is open, as a sentence."""
    words = ngettext(
        "Open for %(days)d day; working days on which nobody is said to be away: %(working)d.",
        "Open for %(days)d days; working days on which nobody is said to be away: %(working)d.",
        days,
    )
    return words % {"days": days, "working": working}


def _checks(facts: LaunchFacts, plan: Plan) -> Iterator[LaunchCheck]:
    consults = plan.kind == "consultation"
    yield _said(
        "purpose",
        _("It says what it is for"),
        {_("purpose"): facts.purpose},
        _("Say in a sentence or two what the answers will be used for."),
        _CABINET,
    )
    if consults:
        yield _formative(facts, plan)
        yield _read(
            _said(
                "information",
                _("It gives enough to form a view: the draft and its evidence"),
                {_("edition"): facts.edition, _("evidence"): " ".join(facts.evidence)},
                _("Name the edition that is consulted on, and where its evidence is."),
                _GUNNING,
            ),
            (facts.edition, *facts.evidence),
            plan,
        )
    yield _time(facts, plan)
    yield from _away(facts, plan)
    if consults:
        yield _considered(facts, plan)
    else:
        yield _sample(plan)
    yield _plain(plan)
    yield _privacy(facts)
    yield from _sensitive(facts, plan)
    yield _permission(plan)
    yield _said(
        "impact-assessment",
        _("Its impact on data protection was assessed"),
        {_("impact assessment"): facts.impact_assessment},
        _("Give the reference of the assessment, or of the decision that none is needed."),
        "UK GDPR, Article 35",
    )
    yield _read(
        _said(
            "accessibility",
            _("It says how accessible it is, and how else one can answer"),
            {_("accessibility"): facts.accessibility, _("other formats"): facts.other_formats},
            _("Link the accessibility statement, and say how to answer on paper or by telephone."),
            _ACCESS,
        ),
        (facts.accessibility,),
        plan,
    )
    yield _reach(plan)


def _said(name: str, title: str, wanted: Mapping[str, str], fix: str, source: str) -> LaunchCheck:
    missing = [what for what, text in wanted.items() if not text.strip()]
    if not missing:
        return LaunchCheck(name, title, Grade.PASSED, source=source)
    what = _("Not said: %(what)s.") % {"what": ", ".join(missing)}
    return LaunchCheck(name, title, Grade.FAILED, what, fix, source)


def _read(check: LaunchCheck, named: Sequence[str], plan: Plan) -> LaunchCheck:
    """The check, failed where something that people are to read cannot be read."""
    lost = [one for one in named if one in plan.unreadable]
    if check.grade is not Grade.PASSED or not lost:
        return check
    what = _("Nobody can read this: %(what)s.") % {"what": ", ".join(lost)}
    fix = _("Make the edition public first or name another, and write addresses of pages that are there.")
    return replace(check, grade=Grade.FAILED, what=what, fix=fix)


def _formative(facts: LaunchFacts, plan: Plan) -> LaunchCheck:
    title = _("It comes while the decision is still open")
    if not facts.can_change.strip() or facts.decided_on is None:
        fix = _("Say what can still change and what cannot, and on which day it will be decided.")
        return LaunchCheck("formative", title, Grade.FAILED, _("Not said."), fix, _GUNNING)
    if plan.closes is not None and facts.decided_on <= plan.closes:
        days = {"decided": _day(facts.decided_on), "closes": _day(plan.closes)}
        what = _("It is decided on %(decided)s, and open until %(closes)s.") % days
        return LaunchCheck("formative", title, Grade.FAILED, what, _("Decide after it has closed."), _GUNNING)
    return LaunchCheck("formative", title, Grade.PASSED, source=_GUNNING)


def _time(facts: LaunchFacts, plan: Plan) -> LaunchCheck:
    title = _("People have enough time")
    if plan.opens is None or plan.closes is None:
        return LaunchCheck(
            "time", title, Grade.FAILED, _("It has no times."), _("Say when it opens and closes."), _GUNNING
        )
    days, working = open_days(plan.opens, plan.closes, facts.away)
    what = days_in_words(days, working)
    if plan.closes < plan.opens:
        return LaunchCheck("time", title, Grade.FAILED, _("It closes before it opens."), _("Mend the times."), _GUNNING)
    if days < SHORTEST_DAYS or working < SHORTEST_DAYS // 2:
        fix = _("Keep it open longer, or waive this with the reason why less is enough.")
        return LaunchCheck("time", title, Grade.FAILED, what, fix, _GUNNING)
    return LaunchCheck("time", title, Grade.PASSED, what, source=_GUNNING)


def _away(facts: LaunchFacts, plan: Plan) -> Iterator[LaunchCheck]:
    if plan.opens is None or plan.closes is None or plan.closes <= plan.opens:
        return
    meets = [item for item in facts.away if item.first < plan.closes and item.last >= plan.opens]
    for_vote = [item for item in meets if item.election]
    title = _("It avoids election periods")
    if for_vote:
        when = {"why": for_vote[0].why, "first": _day(for_vote[0].first), "last": _day(for_vote[0].last)}
        what = _("%(why)s: %(first)s to %(last)s.") % when
        yield LaunchCheck(
            "elections", title, Grade.FAILED, what, _("Move it, or waive this with the reason."), _CABINET
        )
    else:
        what = _("No election period that was given falls into it.")
        yield LaunchCheck("elections", title, Grade.PASSED, what, source=_CABINET)


def _considered(facts: LaunchFacts, plan: Plan) -> LaunchCheck:
    title = _("It says how answers will be considered, and by when it is answered")
    if not facts.considered.strip() or facts.answered_by is None:
        fix = _("Say who reads the answers and how they change the draft, and by when the response is published.")
        return LaunchCheck("considered", title, Grade.FAILED, _("Not said."), fix, _GUNNING)
    if plan.closes is not None and facts.answered_by > plan.closes + timedelta(weeks=ANSWER_WEEKS):
        promised = {"day": _day(facts.answered_by), "weeks": ANSWER_WEEKS}
        what = _("The answer is promised for %(day)s, more than %(weeks)s weeks after closing.") % promised
        return LaunchCheck("considered", title, Grade.LOOK, what, _("Answer earlier, or say why not."), _CABINET)
    return LaunchCheck("considered", title, Grade.PASSED, source=_GUNNING)


def _sample(plan: Plan) -> LaunchCheck:
    title = _("It is said who is asked")
    if plan.kind == "survey" and not plan.has_sample:
        what = _("No sample was drawn and invited.")
        fix = _("Import the drawn sample with its strata, or call it a survey without a drawn sample.")
        return LaunchCheck("sample", title, Grade.FAILED, what, fix, _("This software: intervals need a drawn sample"))
    return LaunchCheck("sample", title, Grade.PASSED)


def _plain(plan: Plan) -> LaunchCheck:
    title = _("It is in plain English, and short")
    found = []
    if plan.reading_age is not None and plan.reading_age > READING_AGE:
        ages = {"age": f"{plan.reading_age:.0f}", "wanted": f"{READING_AGE:.0f}"}
        found.append(_("Its reading age is %(age)s; %(wanted)s is wanted.") % ages)
    if plan.minutes is not None and plan.minutes > LONGEST_MINUTES:
        minutes = ceil(plan.minutes)  # as the landing page and the preview have it
        found.append(_("It takes about %(minutes)s minutes, if everything is asked.") % {"minutes": minutes})
    long = [path for path, text in texts(plan.questionnaire).items() if path.endswith(".label") and len(text) > 300]
    if long:
        words = ngettext(
            "%(number)d question is longer than 300 characters.",
            "%(number)d questions are longer than 300 characters.",
            len(long),
        )
        found.append(words % {"number": len(long)})
    if found:
        fix = _("Shorten sentences and words, and leave out what is not needed.")
        return LaunchCheck("plain", title, Grade.LOOK, " ".join(found), fix, _CABINET)
    return LaunchCheck("plain", title, Grade.PASSED, source=_CABINET)


def _privacy(facts: LaunchFacts) -> LaunchCheck:
    return _said(
        "privacy",
        _("Its privacy notice is complete"),
        {
            _("controller"): facts.controller,
            _("lawful basis"): facts.basis,
            _("contact"): facts.contact,
            _("data protection officer"): facts.officer,
            _("recipients"): facts.recipients,
            _("complaints"): facts.complaints,
        },
        _("Fill them in; the notice is written from them."),
        _GDPR,
    )


def _sensitive(facts: LaunchFacts, plan: Plan) -> Iterator[LaunchCheck]:
    asked = [question.code for question in plan.questionnaire.questions() if question.sensitive]
    if not asked:
        return
    title = _("Sensitive questions have a condition in law, and can be declined")
    must = [q.code for q in plan.questionnaire.questions() if q.sensitive and q.required and not q.may_decline]
    if not facts.sensitive_condition.strip() or must:
        what = _("Sensitive: %(codes)s.") % {"codes": ", ".join(asked)}
        if must:
            what += " " + _("Must be answered: %(codes)s.") % {"codes": ", ".join(must)}
        fix = _("Name the condition of Article 9, and offer `prefer not to say`.")
        yield LaunchCheck("sensitive", title, Grade.FAILED, what, fix, "UK GDPR, Article 9")
    else:
        yield LaunchCheck("sensitive", title, Grade.PASSED, source="UK GDPR, Article 9")


def _permission(plan: Plan) -> LaunchCheck:
    title = _("It asks whether words may be quoted")
    writes = any(question.kind == "long-text" for question in plan.questionnaire.questions())
    asks = any(question.part is Part.MAY_PUBLISH for question in plan.questionnaire.questions())
    if writes and not asks:
        fix = _("Add a question with the part `may-publish`; without it no free text is ever published.")
        return LaunchCheck("permission", title, Grade.LOOK, _("Free text is asked for, permission is not."), fix)
    return LaunchCheck("permission", title, Grade.PASSED)


def _reach(plan: Plan) -> LaunchCheck:
    title = _("It is planned who is to be heard, and how they are reached")
    if not plan.reach:
        fix = _("List groups and places with how many are wanted; what comes in is shown against it.")
        return LaunchCheck("reach", title, Grade.FAILED, _("There is no plan."), fix, _CABINET)
    silent = [item.label for item in plan.reach if not item.how.strip()]
    if silent:
        what = _("Not said how these are reached: %(groups)s.") % {"groups": ", ".join(silent[:5])}
        return LaunchCheck("reach", title, Grade.LOOK, what, _("Say it for each."), _CABINET)
    return LaunchCheck("reach", title, Grade.PASSED, source=_CABINET)


def _day(day: date) -> str:
    return Day(day).label
