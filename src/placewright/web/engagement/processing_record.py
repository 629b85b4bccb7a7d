"""The record of processing of one survey or consultation, and the template of its impact assessment, for Word."""

from __future__ import annotations

import io
from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from placewright.publish.repeatable_zip import repeatable_zip
from placewright.questionnaires.model import QuestionKind
from placewright.web.engagement.launching import facts_of
from placewright.web.engagement.models import Instrument
from placewright.web.engagement.running_forms import BASES
from placewright.web.engagement.services.questionnaires import working_version
from placewright.web.engagement.services.retention import schedule

Part = tuple[str, list[tuple[str, str]]]


def processing_parts(instrument: Instrument) -> Iterator[Part]:
    """Headings, each with what it asks and what is known; what only the team can say is marked as theirs to write.

    Sources: UK GDPR, Article 30(1) for the record and Article 35(7) for the assessment. Periods of keeping are set by
    the team: the law names none.
    """
    facts, questionnaire = facts_of(instrument), working_version(instrument).questionnaire
    theirs = _("(to be written by the controller)")
    asked = [question for question in questionnaire.questions() if question.kind is not QuestionKind.STATEMENT]
    identifying = ", ".join(question.label for question in asked if question.identifies) or _("none")
    sensitive = ", ".join(question.label for question in asked if question.sensitive) or _("none")
    kept = "; ".join(
        f"{due.rule.label}: {date_format(due.on, 'j F Y') if due.on else _('set when it closes')}"
        for due in schedule(instrument)
    )
    yield (
        _("Record of processing"),
        [
            (_("What"), f"{instrument.title} ({instrument.get_kind_display()})"),  # type: ignore[attr-defined]
            (_("Controller"), facts.controller or theirs),
            (_("Data protection officer"), facts.officer or theirs),
            (_("Purposes"), facts.purpose or theirs),
            (_("Lawful basis"), str(dict(BASES)[facts.basis]) if facts.basis else theirs),
            (_("Condition for special categories"), facts.sensitive_condition or (theirs if sensitive else _("none"))),
            (_("People"), _("who answer; who are invited")),
            (_("Direct identifiers asked for"), identifying),
            (_("Special categories asked for"), sensitive),
            (_("Recipients"), facts.recipients or theirs),
            (_("Transfers abroad"), theirs),
            (_("Kept until"), kept),
        ],
    )
    yield (
        _("How it is protected"),
        [
            (
                _("Apart"),
                _(
                    "Identifiers are kept in a table of their own, sealed with AES-256-GCM under a key that "
                    "is not in the database."
                ),
            ),
            (
                _("Unfinished answers"),
                _("They are sealed with a key made from a code that only the respondent has, and expire."),
            ),
            (
                _("Network addresses"),
                _(
                    "They are never kept. A keyed hash tells devices apart within one window; its key is "
                    "destroyed when the window ends."
                ),
            ),
            (
                _("Access"),
                _(
                    "Single answers can be read after closing, by role; each reading is logged. Names can be "
                    "read by another role alone."
                ),
            ),
            (
                _("Publication"),
                _(
                    "Tables show nothing small; words are quoted with permission, after a search for personal "
                    "data and a person's decision."
                ),
            ),
            (
                _("Rights"),
                _(
                    "With a receipt code respondents read, correct and withdraw their answers; staff find, "
                    "copy and erase all data of a person."
                ),
            ),
            (_("Removal"), _("Each class of data is removed on its day; counts and a digest prove it.")),
        ],
    )
    yield (
        _("Impact assessment: template"),
        [
            (_("Is it needed?"), theirs),
            (_("Necessity and proportion: is each question needed?"), theirs),
            (_("Risks to people, likelihood and harm"), theirs),
            (_("Small groups who could be recognised"), theirs),
            (_("Measures beyond those above"), theirs),
            (_("Who was consulted"), theirs),
            (_("What is left of the risk, and who accepts it"), theirs),
            (_("Reference"), facts.impact_assessment or theirs),
        ],
    )


def processing_docx(instrument: Instrument) -> bytes:
    """The parts as a Word document with headings and tables; the same facts give the same bytes on the same day."""
    import docx

    made = docx.Document()
    made.core_properties.title = _("Record of processing: %(title)s") % {"title": instrument.title}
    made.add_heading(instrument.title, 0)
    if instrument.is_rehearsal:
        made.add_paragraph(_("REHEARSAL: every answer is invented."))
    for heading, lines in processing_parts(instrument):
        made.add_heading(heading, 1)
        table = made.add_table(rows=0, cols=2, style="Table Grid")
        for what, said in lines:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = str(what), str(said)
    out = io.BytesIO()
    made.save(out)
    return repeatable_zip(out.getvalue(), day=timezone.localdate())
