"""The team's pages of inviting: contacts in, mail out, letters, reminders, and what became of each."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.capabilities import May
from placewright.web.accounts.models import Account
from placewright.web.common.access import require
from placewright.web.common.event_log import record_event
from placewright.web.common.mailing import mail_goes_out
from placewright.web.common.whole_numbers import sent_number
from placewright.web.engagement.access import run_instrument
from placewright.web.engagement.asked import asked_now
from placewright.web.engagement.held_uploads import contacts_about, drop, held, hold
from placewright.web.engagement.invitation_files import contacts_in, mail_merge
from placewright.web.engagement.invitation_forms import ColumnsForm, MailForm, MarkForm, TableForm, first_text
from placewright.web.engagement.invitation_letters import MOST, letters_pdf
from placewright.web.engagement.models import InvitationState
from placewright.web.engagement.running_views import part_page
from placewright.web.engagement.sent_table_page import sent_table_page
from placewright.web.engagement.services import invitations as services
from placewright.web.engagement.tables_in import read_table

_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest, slug: str) -> HttpResponse:
    """How many were invited and what became of them, with everything that can be done about it."""
    instrument = run_instrument(request, slug)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    words = first_text(asked_now(instrument).questionnaire.language)
    forms: dict[str, Any] = {
        "table_form": TableForm(request.POST, request.FILES) if do == "look" else TableForm(),
        "mail_form": MailForm(
            request.POST if do == "mail" else None, initial={"subject": instrument.title, "text": words}
        ),
        "mark_form": MarkForm(request.POST if do == "mark" else None),
    }
    if do == "look" and forms["table_form"].is_valid():
        file = forms["table_form"].cleaned_data["file"]
        key = hold(file.read(), file.name or "contacts", contacts_about(slug))
        return redirect("engagement_contacts", slug, key)
    try:
        if do == "mail" and forms["mail_form"].is_valid():
            given = forms["mail_form"].cleaned_data
            made = services.ask_for_sending(
                instrument,
                is_reminder=given["kind"] == "reminder",
                subject=given["subject"],
                text=given["text"],
                address=request.build_absolute_uri("/"),
                by=cast(Account, request.user),
            )
            said = ngettext("Mail goes to %(number)s address.", "Mail goes to %(number)s addresses.", made.total)
            messages.success(request, said % {"number": made.total})
            return redirect("engagement_invitations", slug)
        if do == "mark" and forms["mark_form"].is_valid():
            given = forms["mark_form"].cleaned_data
            state = InvitationState(given["state"])
            number = services.mark(instrument, given["numbers"], state, by=cast(Account, request.user))
            said = ngettext("%(number)s invitation was marked.", "%(number)s invitations were marked.", number)
            messages.success(request, said % {"number": number})
            return redirect("engagement_invitations", slug)
    except PlacewrightError as error:
        messages.error(request, str(error))
    counts = dict(instrument.invitations.order_by().values_list("state").annotate(number=Count("id")))
    listed = instrument.invitations.order_by("number").defer("sealed_contact")
    more = {
        **forms,
        "mail_goes_out": mail_goes_out(),
        "states": [(one.label, counts.get(one.value, 0)) for one in InvitationState],
        "total": sum(counts.values()),
        "sendings": instrument.sendings.select_related("by")[:10],
        "page": Paginator(listed, _SHOWN).get_page(request.GET.get("p")),
        "may_read_names": request.user.has_perm(May.READ_IDENTITIES.permission),
        "letter_text": words,
    }
    return part_page(request, instrument, "invitations", more, status=422 if do else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A list of contacts before it is taken in: what its columns are, and what is wrong with its rows."""
    instrument = run_instrument(request, slug)
    name, content = held(key, contacts_about(slug))
    try:
        table = read_table(name, content)
    except PlacewrightError as error:
        messages.error(request, str(error))
        return redirect("engagement_invitations", slug)
    form = ColumnsForm(request.POST or None, table=table)
    mapping = form.mapping() if form.is_bound and form.is_valid() else _first_mapping(form)
    found, troubles = contacts_in(table, mapping)
    if request.method == "POST" and request.POST.get("do") == "take" and form.is_valid() and found:
        if not troubles or request.POST.get("without"):
            try:
                made, known = services.invite(instrument, found, by=cast(Account, request.user))
            except PlacewrightError as error:
                messages.error(request, str(error))
                return redirect("engagement_invitations", slug)
            drop(key)
            said = ngettext(
                "%(made)s invitation was made; had one already: %(known)s.",
                "%(made)s invitations were made; had one already: %(known)s.",
                made,
            )
            messages.success(request, said % {"made": made, "known": known})
            return redirect("engagement_invitations", slug)
        messages.error(request, _("Some rows are wrong. Mend the file, or take in the others alone."))
    return sent_table_page(request, instrument, form, name=name, table=table, found=found, troubles=troubles)


@require_POST
def letters(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Invitations for the post, as CSV or as letters in PDF. They hold names: who takes them is logged."""
    instrument = run_instrument(request, slug)
    require(request, May.READ_IDENTITIES.permission)
    address = request.build_absolute_uri("/").rstrip("/")
    rows = list(services.opened_contacts(instrument))
    record_event("took letters of", "instrument", slug, by=cast(Account, request.user), note=f"{form}, {len(rows)}")
    if form == "csv":
        response = HttpResponse("\ufeff" + mail_merge(rows, address), content_type="text/csv; charset=utf-8")
    else:
        first = sent_number(request.POST.get("first", "")) or 1
        some = [row for row in rows if row[0] >= first][:MOST]
        if not some:
            messages.error(request, _("There is nobody to write to."))
            return redirect("engagement_invitations", slug)
        language = asked_now(instrument).questionnaire.language
        text = request.POST.get("text", "")[:5000] or first_text(language)
        letters = letters_pdf(instrument, some, text, address, language=language)
        response = HttpResponse(letters, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="invitations-{slug}.{form}"'
    return response


def _first_mapping(form: ColumnsForm) -> dict[str, str]:
    return {str(field.label): str(field.initial or "") for field in form.fields.values()}
