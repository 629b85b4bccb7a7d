"""Answering: one group a screen, nothing lost by going back, all read again before it is sent in, and the receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from placewright.questionnaires.answers import Entry, Problem, read_sent
from placewright.questionnaires.flow import Step, steps
from placewright.questionnaires.model import QuestionKind, Questionnaire
from placewright.web.engagement import idle
from placewright.web.engagement.abuse import challenge_for, signs_of
from placewright.web.engagement.access import public_instrument
from placewright.web.engagement.answer_words import said_of
from placewright.web.engagement.answering_pages import answered_parts, private_page, when_words
from placewright.web.engagement.area_names import area_names
from placewright.web.engagement.asked import Asked, asked_now, asked_then
from placewright.web.engagement.launching import facts_of
from placewright.web.engagement.models import Instrument, ResponseState, Stage
from placewright.web.engagement.pace import seconds_to_wait
from placewright.web.engagement.sent_files import file_names, keep_uploads
from placewright.web.engagement.services.answering import NotTaken, sent_in, submit
from placewright.web.engagement.services.counting import CHECKED, count_steps
from placewright.web.engagement.services.drafts import Held, drop_draft, keep_draft, open_draft
from placewright.web.engagement.shown import field_id, fields_of, paragraphs, shown_screen
from placewright.web.engagement.sitting import Sitting, forget_sitting, keep_sitting, read_sitting

_LONGEST_KEPT = 20_000
"""Characters of one field that are kept where it is no answer: enough to be shown again and shortened."""


@dataclass(slots=True)
class _Here:
    """One respondent at one survey or consultation."""

    instrument: Instrument
    asked: Asked
    questionnaire: Questionnaire
    sitting: Sitting
    held: Held

    @property
    def steps(self) -> tuple[Step, ...]:
        return steps(self.questionnaire, self.held.answers, self.sitting.seed)

    def keep(self) -> None:
        keep_draft(self.instrument, self.asked, self.sitting, self.held)

    def draw(self, request: HttpRequest, template: str, more: Mapping[str, object], status: int = 200) -> HttpResponse:
        language = self.sitting.language or self.asked.questionnaire.language
        context = {
            "instrument": self.instrument,
            "questionnaire": self.questionnaire,
            "is_desk": bool(self.sitting.desk),
            "idle": idle,
            "idle_after": idle.ASKED_SECONDS_WITHOUT_SCRIPTS,
            "idle_to": "say_still",
            "correcting": bool(self.sitting.corrects),
            **more,
        }
        return private_page(request, template, context, language=language, status=status)


def first_step(asked: Asked, sitting: Sitting) -> str:
    """The code of the first screen; empty where nothing is asked."""
    found = steps(asked.questionnaire, {}, sitting.seed)
    return found[0].code if found else ""


@require_safe
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Go to the first screen that was not gone through."""
    here = _here(request, slug)
    if isinstance(here, HttpResponse):
        return here
    left = next((step.code for step in here.steps if step.code not in here.held.passed), "")
    return redirect("say_step", slug, left) if left else redirect("say_check", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def one_step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """One screen: shown with what was answered, or kept and gone on from."""
    here = _here(request, slug, step)
    if isinstance(here, HttpResponse):
        return here
    now = next((one for one in here.steps if one.code == step), None)
    if now is None:
        return redirect("say_answer", slug)
    if request.method != "POST":
        return _shown(request, here, now, problems=_problems_kept(here, now))
    go = request.POST.get("go", "on")
    if go == "over":
        return _over(here)
    return _lasting(_kept_step(request, here, now), here)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that was answered, with links to change it, and the button that sends it in."""
    here = _here(request, slug)
    if isinstance(here, HttpResponse):
        return here
    if request.method == "POST":
        go = request.POST.get("go", "send")
        if go == "over":
            return _over(here)
        if wait := seconds_to_wait(request, here.sitting):
            return _check_page(request, here, status=429, wait=wait)
        if go == "later":
            here.keep()
            return redirect("say_later", slug)
        if not _all_problems(here):
            return _sent(request, here)
    return _check_page(request, here, status=422 if request.method == "POST" else 200)


@require_safe
def later(request: HttpRequest, slug: str) -> HttpResponse:
    """The code with which to go on, and until when."""
    here = _here(request, slug)
    if isinstance(here, HttpResponse):
        return here
    zone = here.instrument.zone
    until = here.held.expires_at
    more = {
        "code": here.sitting.code,
        "expires": when_words(until, zone) if until else "",
        "closes": when_words(here.instrument.closes_at, zone),
    }
    return here.draw(request, "later", more)


@require_safe
def done(request: HttpRequest, slug: str) -> HttpResponse:
    """That it is sent in, and the receipt; the same however often it is looked at."""
    instrument = public_instrument(slug)
    sitting = read_sitting(request, slug)
    response = sent_in(sitting) if sitting is not None else None
    if sitting is None or response is None or response.instrument_id != instrument.pk:
        return redirect("say", slug)
    asked = asked_then(response.version_id)
    language = sitting.language or asked.questionnaire.language
    questionnaire = asked.in_words_of(language)
    context = {
        "instrument": instrument,
        "questionnaire": questionnaire,
        "thanks": paragraphs(questionnaire.thanks),
        "receipt": "" if sitting.corrects else sitting.receipt,
        "correcting": bool(sitting.corrects),
        "is_held": response.state == ResponseState.HELD,
        "is_desk": bool(sitting.desk),
        "idle_after": idle.DONE_SECONDS,
        "idle_to": "say_idle",
    }
    return private_page(request, "done", context, language=language)


def _here(request: HttpRequest, slug: str, step: str = "") -> _Here | HttpResponse:
    """Who answers what; or where they are led, if they have not begun, it has closed, or they are done."""
    instrument = public_instrument(slug)
    sitting = _sitting(request, slug)
    if sitting is None:
        return redirect("say", slug)
    is_open = instrument.stage() is Stage.OPEN
    asked = asked_now(instrument)
    if is_open and request.method == "POST" and asked.is_one_screen and not sitting.corrects:
        # the form holds everything, and sending in finds out by itself whether it was sent before
        return _Here(instrument, asked, asked.in_words_of(sitting.language), sitting, Held(asked.version))
    held = open_draft(sitting)
    if held is None and sent_in(sitting) is not None:
        return redirect("say_done", slug)
    if is_open and sitting.desk and request.method != "POST" and idle.is_idle(sitting, held, None):
        return redirect("say_idle", slug)
    asked = asked_then(held.version) if held is not None and held.version != asked.version else asked
    here = _Here(instrument, asked, asked.in_words_of(sitting.language), sitting, held or Held(asked.version))
    return here if is_open else _too_late(request, here, step)


def _sitting(request: HttpRequest, slug: str) -> Sitting | None:
    """The sitting; of who sends what they wrote an old one too, since they have its page before them still."""
    found = read_sitting(request, slug)
    if found is None and request.method == "POST":
        found = read_sitting(request, slug, within=None)
        return None if found is not None and found.desk else found
    return found


def _too_late(request: HttpRequest, here: _Here, step: str = "") -> HttpResponse:
    """Keep what was written when it closed, to be shown to who wrote it; a shared tablet forgets it, and says so."""
    slug = here.instrument.slug
    if request.method == "POST" and request.POST.get("go") == "over":
        return _over(here)
    if here.sitting.desk:
        drop_draft(here.sitting)
        response = redirect(f"{reverse('say', args=[slug])}?late=1")
        forget_sitting(response, slug)
        return response
    now = next((one for one in here.steps if one.code == step), None)
    if request.method == "POST" and now is not None:
        _kept_entry(request, here, now, takes_files=False)
        here.keep()
    return _lasting(redirect("say", slug), here) if request.method == "POST" else redirect("say", slug)


def _kept_step(request: HttpRequest, here: _Here, now: Step) -> HttpResponse:
    """Keep what was sent for a screen, and lead on, back, or to what is to be mended."""
    slug, step, go = here.instrument.slug, now.code, request.POST.get("go", "on")
    wait = seconds_to_wait(request, here.sitting)
    entry, unseen = _kept_entry(request, here, now, takes_files=not wait)
    if wait:
        return _shown(request, here, now, status=429, wait=wait)
    if go in {"back", "later"}:
        here.keep()
        return redirect("say_later", slug) if go == "later" else redirect("say_step", slug, _before(here, step))
    if entry.problems:
        here.keep()
        now = next((one for one in here.steps if one.code == step), now)
        return _shown(request, here, now, problems=entry.problems, status=422)
    if unseen:
        here.keep()
        then = "?then=check" if request.POST.get("then") == "check" else ""
        return redirect(f"{reverse('say_step', args=[slug, step])}{then}#{field_id(unseen)}")
    if here.asked.is_one_screen:
        return _sent(request, here)
    return _gone_on(request, here, step)


def _lasting(response: HttpResponse, here: _Here) -> HttpResponse:
    """The response, with a sitting that lasts from now: half a day after something was last kept."""
    if not any(name.startswith("say-") for name in response.cookies):  # where it is not to be forgotten
        keep_sitting(response, here.instrument.slug, here.sitting)
    return response


def _kept_entry(request: HttpRequest, here: _Here, now: Step, *, takes_files: bool = True) -> tuple[Entry, str]:
    """Take over what was sent for a screen: answers as answers, and what is none as it was sent.

    Gives what was read, and the first question that an answer on this same screen leads to and that was not shown yet.
    """
    sent: dict[str, list[str]] = {name: request.POST.getlist(name) for name in request.POST}
    seen = set(request.POST.get("seen", "").split())
    answers: dict[str, object] = {}
    empty: set[str] = set()
    problems: list[Problem] = []
    todo, read = list(now.questions), set()
    while todo:
        refused: tuple[Problem, ...] = ()
        if takes_files:
            refused = keep_uploads(request, here.instrument, here.asked, here.sitting, here.held, todo, sent)
        entry = read_sent(todo, sent)
        at_fault = {problem.question for problem in entry.problems}
        for question in todo:
            _take_over(here.held, question.code, sent, is_at_fault=question.code in at_fault)
            read.add(question.code)
        here.held.answers.update(entry.answers)
        answers |= entry.answers
        empty |= entry.empty
        problems += [*entry.problems, *refused]
        after = next((one for one in here.steps if one.code == now.code), now)
        todo = [one for one in after.questions if one.code not in read and (not seen or one.code in seen)]
    after = next((one for one in here.steps if one.code == now.code), now)
    unseen = next((one.code for one in after.questions if one.code not in read), "")
    asked = {one.code for one in after.questions}
    wrong = tuple(problem for problem in problems if problem.question in asked)
    return Entry(answers, frozenset(empty), wrong), unseen


def _take_over(held: Held, code: str, sent: Mapping[str, list[str]], *, is_at_fault: bool) -> None:
    """Forget what was answered before, and keep what was sent now where it is no answer."""
    for name in [name for name in held.answers if name == code or name.startswith(f"{code}.")]:
        del held.answers[name]
    held.raw.pop(code, None)
    own = {
        name: [value[:_LONGEST_KEPT] for value in values]
        for name, values in sent.items()
        if name == code or name.startswith(f"{code}.")
    }
    if is_at_fault and any(value for values in own.values() for value in values):
        held.raw[code] = own


def _gone_on(request: HttpRequest, here: _Here, step: str) -> HttpResponse:
    """Keep the screen as gone through, and lead to the next, or back to where it is all read again."""
    slug = here.instrument.slug
    is_new = step not in here.held.passed
    if is_new:
        here.held.passed.append(step)
    here.keep()
    codes = [one.code for one in here.steps]
    rest = codes[codes.index(step) + 1 :] if step in codes else codes
    if request.POST.get("then") == "check":
        rest = [code for code in codes if code not in here.held.passed]
    following = rest[0] if rest else ""
    if is_new and not here.sitting.corrects:  # who corrects was counted when they first answered
        seen = [following or CHECKED] if following not in here.held.passed else []
        count_steps(here.instrument, here.asked.version, shown=seen, passed=[step])
    return redirect("say_step", slug, following) if following else redirect("say_check", slug)


def _sent(request: HttpRequest, here: _Here) -> HttpResponse:
    """Send the answers in."""
    instrument, sitting = here.instrument, here.sitting
    try:
        made = submit(
            instrument,
            here.asked,
            sitting,
            here.held.answers,
            signs=signs_of(request, instrument, sitting, here.asked, here.held.answers),
        )
    except NotTaken as refused:
        here.keep()
        if instrument.stage() is not Stage.OPEN:
            return _too_late(request, here)
        return _check_page(request, here, refused=f"{refused.what} {_contact_words(instrument)}".strip(), status=409)
    if made.is_new:
        count_steps(
            instrument, here.asked.version, passed=[here.steps[0].code if here.asked.is_one_screen else CHECKED]
        )
    return redirect("say_done", instrument.slug)


def _shown(
    request: HttpRequest, here: _Here, now: Step, *, problems: Sequence[Problem] = (), status: int = 200, wait: int = 0
) -> HttpResponse:
    listed = here.steps
    codes = [one.code for one in listed]
    at = codes.index(now.code) if now.code in codes else 0
    sent: dict[str, Sequence[str]] = {}
    for question in now.questions:
        sent.update(here.held.raw.get(question.code, {}))
    areas = tuple(code for question in now.questions for code in question.areas)
    has_file = any(question.kind is QuestionKind.FILE for question in now.questions)
    names = area_names(areas) | (file_names(here.sitting) if has_file else {})
    screen = shown_screen(
        now,
        here.questionnaire,
        here.held.answers,
        sent=sent,
        problems=problems,
        names=names,
        is_first_of_page=at == 0 or listed[at - 1].page.code != now.page.code,
    )
    sends = here.asked.is_one_screen
    more = {
        "screen": screen,
        "number": at + 1,
        "of": len(listed),
        "before": at > 0,
        "refused": _wait_words(wait, has_file=has_file) if wait else "",
        "sends": sends,
        "to_check": at == len(listed) - 1 or request.GET.get("then") == "check",
        "then": "check" if "check" in (request.GET.get("then"), request.POST.get("then")) else "",
        "has_file": has_file,
        "challenge": challenge_for(here.instrument, here.sitting) if sends else "",
    }
    return _after(here.draw(request, "step", more, status), wait)


def _check_page(
    request: HttpRequest, here: _Here, *, refused: str = "", status: int = 200, wait: int = 0
) -> HttpResponse:
    problems = _all_problems(here)
    slug = here.instrument.slug
    told = []
    for step, problem in problems:
        question = next(one for one in step.questions if one.code == problem.question)
        href = f"{reverse('say_step', args=[slug, step.code])}?then=check#{field_id(problem.at)}"
        told.append({"href": href, "label": question.label, "text": said_of(problem)})
    more = {
        "answered": answered_parts(here.steps, here.questionnaire, here.held.answers, names=file_names(here.sitting)),
        "troubles": told,
        "refused": _wait_words(wait) if wait else refused,
        "challenge": challenge_for(here.instrument, here.sitting),
    }
    return _after(here.draw(request, "check", more, status), wait)


def _contact_words(instrument: Instrument) -> str:
    """To whom somebody may turn whose answers are not taken; empty where nobody is named."""
    contact = facts_of(instrument).contact
    return _("Your answers are kept here. Write to %(contact)s.") % {"contact": contact} if contact else ""


def _wait_words(seconds: int, *, has_file: bool = False) -> str:
    """What is said where more comes from somewhere than people send."""
    said = _(
        "More answers came from your connection within a minute than people send, so this was not taken yet. Nothing "
        "is lost: what you wrote is still on this page."
    )
    wait = ngettext(
        "Wait %(seconds)s second, then press the button again.",
        "Wait %(seconds)s seconds, then press the button again.",
        seconds,
    )
    said = f"{said} {wait % {'seconds': seconds}}"
    return f"{said} {_('A file must be chosen again.')}" if has_file else said


def _after(response: HttpResponse, seconds: int) -> HttpResponse:
    """The response, with the seconds after which it may be tried again."""
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


def _problems_kept(here: _Here, now: Step) -> tuple[Problem, ...]:
    """What is wrong with what was kept as it was sent: said again when the screen is looked at again."""
    questions = [question for question in now.questions if question.code in here.held.raw]
    sent: dict[str, Sequence[str]] = {}
    for question in questions:
        sent.update(here.held.raw[question.code])
    return read_sent(questions, sent).problems


def _all_problems(here: _Here) -> list[tuple[Step, Problem]]:
    """Everything that keeps the answers from being sent in, screen by screen."""
    found: list[tuple[Step, Problem]] = []
    for step in here.steps:
        sent: dict[str, Sequence[str]] = {}
        for question in step.questions:
            sent.update(here.held.raw.get(question.code) or fields_of(question, here.held.answers))
        found += [(step, problem) for problem in read_sent(step.questions, sent).problems]
    return found


def _before(here: _Here, step: str) -> str:
    codes = [one.code for one in here.steps]
    if step not in codes:
        raise Http404(_("There is no such screen."))
    return codes[max(0, codes.index(step) - 1)]


def _over(here: _Here) -> HttpResponse:
    """Forget everything that was answered, here and in the browser."""
    drop_draft(here.sitting)
    response = redirect("say", here.instrument.slug)
    forget_sitting(response, here.instrument.slug)
    return response
