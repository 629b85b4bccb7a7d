"""The team's pages of results: weights and breakdowns, tables, what may be quoted, and publication through a gate."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, cast

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from placewright.core.errors import PlacewrightError
from placewright.questionnaires.model import Questionnaire
from placewright.questionnaires.personal_hints import HintKind
from placewright.questionnaires.results_model import results_from_plain
from placewright.questionnaires.results_words import frozen_words
from placewright.web.accounts.capabilities import May
from placewright.web.accounts.models import Account
from placewright.web.common.access import require
from placewright.web.common.event_log import record_event
from placewright.web.common.mends import said_by, told_by
from placewright.web.engagement.access import read_instrument, result_set, run_instrument
from placewright.web.engagement.asked import asked_now
from placewright.web.engagement.history_words import withheld_words
from placewright.web.engagement.models import Instrument, ResultSet, Stage
from placewright.web.engagement.result_changes import shown_changes
from placewright.web.engagement.result_forms import DesignForm, PublishForm, design_initial
from placewright.web.engagement.result_gate import gate_of
from placewright.web.engagement.result_pages import shown_method, shown_parts, shown_profiles, shown_questions
from placewright.web.engagement.result_replies import recipe_of, with_area_names
from placewright.web.engagement.running_views import kept_words, part_page
from placewright.web.engagement.services import results as services
from placewright.web.engagement.services.questionnaires import working_version
from placewright.web.engagement.services.verifying import verify
from placewright.web.engagement.taking_up import semicolon_lines, take_up
from placewright.web.engagement.text_reviews import Written, texts_written

_A_PAGE = 25
_EARLIER = 50
_CLOSED = frozenset({Stage.CLOSED, Stage.PUBLISHED})
_HINTS = {
    HintKind.SAID_NAME: gettext_lazy("a name that somebody gives"),
    HintKind.TITLED: gettext_lazy("a name after a title, in small letters"),
    HintKind.CAPITALS: gettext_lazy("two or more words in capitals"),
    HintKind.ADDRESS: gettext_lazy("a house and its street"),
    HintKind.HOME: gettext_lazy("where somebody lives"),
}


@require_http_methods(["GET", "POST"])
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest tables with the checks that they must pass, and the buttons to make and publish them."""
    instrument = run_instrument(request, slug)
    if request.method == "POST" and _do(request, instrument):
        return redirect("engagement_results", slug)
    made = instrument.results.order_by("-number").first()
    held = results_from_plain(made.tables) if made else None
    gate = gate_of(made) if made else ()
    questions = shown_questions(held, asked_now(instrument).questionnaire) if held else ()
    more = {
        "made": made,
        "results": held,
        "gate": gate,
        "withheld": withheld_words(made.withheld) if made else (),
        "may_pass": bool(gate) and all(line.passed for line in gate),
        "questions": questions,
        "parted": shown_parts(questions),
        "is_whole": request.GET.get("tables") == "all",
        "profiles": shown_profiles(held) if held else (),
        "changes": shown_changes(held, made) if held and made else None,
        "method": shown_method(held) if held else (),
        "frozen": frozen_words(made.frozen) if made else (),
        "publish_form": PublishForm(),
        "may_make": instrument.stage() in _CLOSED or instrument.is_rehearsal,
        "may_publish": request.user.has_perm(May.PUBLISH_RECORDS.permission) and not instrument.is_rehearsal,
        "earlier": list(instrument.results.order_by("-number").defer("tables")[1:_EARLIER]),
    }
    return part_page(request, instrument, "results", more, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def weights(request: HttpRequest, slug: str) -> HttpResponse:
    """The recipe of the weights and the breakdowns."""
    instrument = run_instrument(request, slug)
    asked = with_area_names(working_version(instrument).questionnaire)
    if request.method != "POST":
        form = _design_form(instrument, asked)
    else:
        form, words = _kept_design(request, instrument, asked)
        if words:
            messages.success(request, words)
            return redirect("engagement_weights", slug)
    return part_page(request, instrument, "weights", {"form": form}, status=422 if form.errors else 200)


def _design_form(instrument: Instrument, asked: Questionnaire, given: QueryDict | None = None) -> DesignForm:
    initial = design_initial(recipe_of(instrument), instrument.breakdowns)
    return DesignForm(given, questionnaire=asked, has_weights=instrument.kind_of.has_weights, initial=initial)


def _kept_design(request: HttpRequest, instrument: Instrument, asked: Questionnaire) -> tuple[DesignForm, str]:
    """The plan as it was sent, with what somebody else kept meanwhile; and what is said where it is kept."""
    lines = {"strata": semicolon_lines(1), "margins": semicolon_lines(2)}
    with transaction.atomic():
        held = Instrument.objects.select_for_update().get(pk=instrument.pk)
        taken = take_up(_design_form(held, asked), request.POST, lines)
        form = _design_form(held, asked, taken.data)
        if not (form.is_valid() and taken.tell(form)):
            return form, ""
        try:
            by = cast(Account, request.user)
            services.keep_design(held, form.recipe(), form.cleaned_data["breakdowns"], by=by)
        except PlacewrightError as error:
            form.add_error(None, told_by(error))
            return form, ""
    return form, kept_words(has_more=taken.has_more)


@require_http_methods(["GET", "POST"])
def texts(request: HttpRequest, slug: str) -> HttpResponse:
    """What people wrote, with what looks like personal data, and a decision for each text; reading is logged."""
    instrument = read_instrument(request, slug)
    if instrument.stage() not in _CLOSED and not instrument.is_rehearsal:
        if request.method == "POST":
            raise Http404
        return part_page(request, instrument, "texts", {"is_closed_yet": False})
    written = list(texts_written(instrument))
    wrong: dict[str, str] = {}
    if request.method == "POST":
        require(request, May.RUN_ENGAGEMENT.permission)
        wrong = _decide(request, written)
        if not wrong:
            return redirect(request.get_full_path())
    else:
        record_event("read texts of", "instrument", instrument.slug, by=cast(Account, request.user))
    which = request.GET.get("which", "open")
    kept = [one for one in written if _is_wanted(one, which) or _key(one) in wrong]
    page = Paginator(kept, _A_PAGE).get_page(request.GET.get("p"))
    rows = [
        {
            "written": one,
            "key": _key(one),
            "seen": _seen(one),
            "kinds": ", ".join(sorted({_(found.kind.value) for found in one.found})),
            "hints": [(one.text[hint.start : hint.end], _HINTS[hint.kind]) for hint in one.hints],
            "words": _words_shown(request, one, is_wrong=_key(one) in wrong),
            "error": wrong.get(_key(one), ""),
            "chosen": request.POST.get(f"{_key(one)}.decision", "") if _key(one) in wrong else "",
        }
        for one in page
    ]
    counts = {name: sum(_is_wanted(one, name) for one in written) for name in ("open", "quoted", "kept", "no-leave")}
    labels = {
        "open": _("To be read"),
        "quoted": _("Quoted"),
        "kept": _("Not quoted"),
        "no-leave": _("Without leave to publish"),
    }
    more = {
        "is_closed_yet": True,
        "page": page,
        "rows": rows,
        "which": which,
        "kinds_of_text": [(name, labels[name], counts[name]) for name in labels],
        "may_decide": request.user.has_perm(May.RUN_ENGAGEMENT.permission),
    }
    return part_page(request, instrument, "texts", more, status=422 if wrong else 200)


def _do(request: HttpRequest, instrument: Instrument) -> bool:
    by = cast(Account, request.user)
    try:
        if request.POST.get("do") == "make":
            made = services.make_tables(instrument, by=by)
            messages.success(request, _("Tables %(number)s are made.") % {"number": made.number})
            return True
        if request.POST.get("do") == "publish":
            require(request, May.PUBLISH_RECORDS.permission)
            return _publish(request, instrument, by)
        if request.POST.get("do") == "verify":
            return _verify(request, instrument, by)
    except PlacewrightError as error:
        messages.error(request, said_by(error))
    return False


def _verify(request: HttpRequest, instrument: Instrument, by: Account) -> bool:
    made = result_set(instrument, request.POST.get("number", ""))
    if made is None:
        return False
    found = verify(made, by=by)
    said = _("Tables %(number)s.") % {"number": made.number}
    (messages.success if found.agrees else messages.error)(request, f"{said} {found.in_words}")
    return True


def _publish(request: HttpRequest, instrument: Instrument, by: Account) -> bool:
    form = PublishForm(request.POST)
    made = result_set(instrument, request.POST.get("number") or "0")
    if made is None or not form.is_valid():
        return False
    done = services.publish_results(made, form.cleaned_data["note"], by=by)
    if done.waiting is None:
        said = ngettext(
            "The results are public; claims can cite %(number)s summary.",
            "The results are public; claims can cite %(number)s summaries.",
            len(done.live),
        )
        messages.success(request, said % {"number": len(done.live)})
        return True
    messages.success(request, _("The results are public."))
    said = _("Live records rest on their summaries, which wait until an editor agrees to what they change.")
    button = messages.button(reverse("team_waiting", args=[done.waiting.pk]), _("What changed"))
    messages.warning(request, said, buttons=[button])
    return True


def _decide(request: HttpRequest, written: list[Written]) -> dict[str, str]:
    """Keep the decisions that were sent; what cannot be kept, by text, with the reason."""
    wrong: dict[str, str] = {}
    for one in written:
        decision = request.POST.get(f"{_key(one)}.decision", "")
        if decision not in {"quote", "keep"}:
            continue
        words = request.POST.get(f"{_key(one)}.words", "")
        if request.POST.get(f"{_key(one)}.seen", _seen(one)) != _seen(one):
            wrong[_key(one)] = _("This has changed since you opened the page: look at it again, and decide anew.")
            continue
        try:
            services.review_text(
                one,
                may_quote=decision == "quote",
                redacted=words,
                by=cast(Account, request.user),
                has_looked=bool(request.POST.get(f"{_key(one)}.looked")),
            )
        except PlacewrightError as error:
            wrong[_key(one)] = said_by(error)
    return wrong


def _words_shown(request: HttpRequest, one: Written, *, is_wrong: bool) -> str:
    """The words as they were sent and refused, as they were decided on, or as they might be quoted."""
    if is_wrong:
        return request.POST.get(f"{_key(one)}.words", "")
    return one.review.redacted if one.review and one.review.redacted else services.suggested_words(one)


def _key(one: Written) -> str:
    return f"{one.response.reference}.{one.question}"


def _seen(one: Written) -> str:
    """What a page has shown of a text, in short: its words, and what was decided on them."""
    review = one.review
    decided = "" if review is None else f"{review.pk} {review.at.isoformat()} {review.may_quote}"
    return sha256(f"{decided} {one.text}".encode()).hexdigest()[:16]


def _is_wanted(one: Written, which: str) -> bool:
    match which:
        case "quoted":
            return one.review is not None and one.review.may_quote
        case "kept":
            return one.review is not None and not one.review.may_quote
        case "no-leave":
            return not one.has_leave
    return one.needs_look


def frame_of(made: ResultSet) -> dict[str, Any]:
    """What a page of results shows of one set of tables."""
    held = results_from_plain(made.tables)
    questions = shown_questions(held, asked_now(made.instrument).questionnaire)
    return {
        "made": made,
        "results": held,
        "questions": questions,
        "parted": shown_parts(questions),
        "profiles": shown_profiles(held),
        "changes": shown_changes(held, made),
        "method": shown_method(held),
        "frozen": frozen_words(made.frozen),
    }
