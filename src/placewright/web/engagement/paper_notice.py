"""What a paper form says besides its questions: until when, where to, and what becomes of the data."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placewright.publish.paper_form import PaperPart
from placewright.questionnaires.launch import LaunchFacts, Retention
from placewright.web.engagement.answering_pages import when_words
from placewright.web.engagement.launching import facts_of
from placewright.web.engagement.lawful_bases import BASES
from placewright.web.engagement.models import Instrument


def before_questions(instrument: Instrument) -> tuple[str, ...]:
    """Until when the form is wanted and where to, and what it is for; what is not decided yet is left out."""
    facts = facts_of(instrument)
    said = [instrument.summary, facts.purpose]
    if instrument.closes_at:
        said.append(_("It has to arrive by %(when)s.") % {"when": when_words(instrument.closes_at, instrument.zone)})
    if facts.contact_post:
        said.append(_("Send or bring it to: %(address)s.") % {"address": facts.contact_post.rstrip(".")})
    if facts.other_formats:
        said.append(facts.other_formats)
    return tuple(text for text in said if text)


def notice_of(instrument: Instrument) -> PaperPart:
    """The privacy notice, as the page that invites to answer has it."""
    return PaperPart(1, _("Your data"), tuple(f"{label}: {text}" for label, text in _rows(facts_of(instrument))))


def _rows(facts: LaunchFacts) -> Iterator[tuple[str, str]]:
    contact = ", ".join(part for part in (facts.contact_email, facts.contact_post) if part)
    basis = str(BASES.get(facts.basis, ""))
    if basis and facts.sensitive_condition:
        basis = f"{basis}; {facts.sensitive_condition}"
    given = (
        (_("Who is responsible"), facts.controller),
        (_("Why it is lawful"), basis),
        (_("Who gets it"), facts.recipients),
        (_("How long it is kept"), _kept(facts.retention)),
        (_("Your rights"), _rights(contact)),
        (_("Contact"), contact),
        (_("Data protection officer"), facts.officer),
        (_("Complaints"), facts.complaints),
    )
    yield from ((label, text) for label, text in given if text)


def _kept(retention: Retention) -> str:
    months = retention.identities_months
    names = ngettext(
        "names and addresses %(num)d month after closing,", "names and addresses %(num)d months after closing,", months
    ) % {"num": months}
    months = retention.texts_months
    words = ngettext("words %(num)d month,", "words %(num)d months,", months) % {"num": months}
    months = retention.answers_months
    others = ngettext("all other answers %(num)d month.", "all other answers %(num)d months.", months) % {"num": months}
    return f"{names} {words} {others}"


def _rights(contact: str) -> str:
    if not contact:
        return ""
    wanted = _("You may ask to read, correct or withdraw what you sent in: write to %(contact)s.")
    return wanted % {"contact": contact}
