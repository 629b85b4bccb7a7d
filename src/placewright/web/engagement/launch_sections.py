"""What is written on the launch page: one form holds all parts, so that no button loses what is in another.

Each field carries what it showed (`initial-NAME`). What somebody did not touch is left as it is now, whoever changed it
meanwhile; where two officers wrote in one field, the later is told what the earlier wrote, and asked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from placewright.web.accounts.models import Account
from placewright.web.engagement.launching import facts_of
from placewright.web.engagement.models import Instrument
from placewright.web.engagement.running_forms import (
    ExtensionForm,
    FactsForm,
    ReasonForm,
    TimesForm,
    WhoForm,
    in_zone,
)
from placewright.web.engagement.services import running
from placewright.web.engagement.taking_up import ask_again

_LONGEST = 80
"""Signs of what somebody else wrote that are told beside a field."""
AForm = TypeVar("AForm", bound=forms.Form)


@dataclass(slots=True)
class Sections:
    """The forms of the page: bound where they were sent."""

    facts: FactsForm
    times: TimesForm
    who: WhoForm
    extension: ExtensionForm
    close: ReasonForm

    def for_page(self) -> dict[str, forms.Form]:
        """The forms by the names that the page has for them."""
        return {f"{name}_form": getattr(self, name) for name in ("facts", "times", "who", "extension", "close")}


def sections_of(instrument: Instrument, sent: QueryDict | None = None) -> Sections:
    """The forms of the page, with what is kept, or with what was sent.

    What was written as the reason of something that was not asked for stays where it stands, unjudged.
    """
    given = QueryDict(mutable=True) if sent is None else sent.copy()
    do = given.get("do")
    times = {
        name: timezone.localtime(moment, instrument.zone).replace(tzinfo=None, second=0, microsecond=0)
        for name, moment in (("opens_at", instrument.opens_at), ("closes_at", instrument.closes_at))
        if moment is not None
    } | {"time_zone": instrument.time_zone}
    who = {name: getattr(instrument, name) for name in ("asks_for_proof", "fewest_seconds")}
    who["has_open_link"] = instrument.is_open_to_all
    return Sections(
        _remembering(FactsForm, given, FactsForm.filled(facts_of(instrument)).initial, is_asked=do == "facts"),
        _remembering(TimesForm, given, times, is_asked=do == "times"),
        _remembering(WhoForm, given, who, is_asked=do == "who", prefix="who"),
        _unjudged(ExtensionForm, given, is_asked=do == "extend", prefix="extend"),
        _unjudged(ReasonForm, given, is_asked=do == "close", prefix="close"),
    )


def keep_sections(instrument: Instrument, sections: Sections, *, by: Account) -> bool:
    """Keep all that was changed, or nothing; False where a form has to be mended first.

    Raises:
        CannotBeDone: what was written is not allowed at this stage.
    """
    with transaction.atomic():
        held = Instrument.objects.select_for_update().get(pk=instrument.pk)
        sent = [form for form in (sections.facts, sections.times, sections.who) if form.is_bound and form.has_changed()]
        ready = [
            form.is_valid() and not _was_overtaken(form) for form in sent
        ]  # each is looked at, to tell all at once
        if not all(ready):
            return False
        if sections.facts in sent:
            running.keep_facts(held, sections.facts.facts(facts_of(held)), by=by)
        if sections.times in sent:
            _keep_times(held, sections.times, by)
        if sections.who in sent:
            found = {name: _now(sections.who, name) for name in sections.who.fields}
            running.keep_who(held, **found, by=by)
    return True


def _keep_times(held: Instrument, form: forms.Form, by: Account) -> None:
    zone = ZoneInfo(_now(form, "time_zone"))
    opens, closes = (in_zone(_now(form, name), zone) for name in ("opens_at", "closes_at"))
    running.keep_times(held, opens, closes, by=by, time_zone=zone.key)


def _now(form: forms.Form, name: str) -> Any:
    """What a field is to be: as it was sent where it was changed there, else as it is."""
    if name in form.changed_data or form.initial.get(name) is None:
        return form.cleaned_data[name]
    return form.initial[name]


def _remembering(
    kind: type[AForm], given: QueryDict, initial: Mapping[str, Any], *, is_asked: bool, prefix: str | None = None
) -> AForm:
    """A form whose fields carry what they showed; bound where it was sent."""
    form = kind(prefix=prefix, initial=dict(initial), use_required_attribute=False)
    is_carried = any(form.add_initial_prefix(name) in given for name in form.fields)
    is_sent = is_carried or is_asked
    if is_sent:
        form = kind(given, prefix=prefix, initial=dict(initial), use_required_attribute=False)
    for field in form.fields.values():
        field.show_hidden_initial = is_carried or not is_sent
    return form


def _unjudged(kind: type[AForm], given: QueryDict, *, is_asked: bool, prefix: str) -> AForm:
    """A form that is judged only where it is what was asked for; else it shows again what was written."""
    form = kind(given if is_asked else None, prefix=prefix, use_required_attribute=False)
    if not is_asked:
        sent = {name: given.get(form.add_prefix(name)) for name in form.fields}
        form.initial = {name: text for name, text in sent.items() if text}
    return form


def _was_overtaken(form: forms.Form) -> bool:
    """Whether somebody else changed a field meanwhile that was changed here too; it says so, and asks again."""
    found = False
    for name in form.changed_data:
        field, carried = form.fields[name], form.add_initial_prefix(name)
        if carried not in form.data:
            continue
        now, mine = form.initial.get(name), form[name].data
        if field.has_changed(now, form.data[carried]) and field.has_changed(now, mine):
            shown = field.prepare_value(now)
            cast(QueryDict, form.data)[carried] = "" if shown is None else str(shown)
            ask_again(form, name, _brief(shown))
            found = True
    return found


def _brief(value: object) -> str:
    text = " ".join(str("" if value is None else value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
