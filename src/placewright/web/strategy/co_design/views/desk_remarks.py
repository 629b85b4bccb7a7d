"""The desk's remarks: reviewers invited, what they said filtered and answered, and Word files brought back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from placewright.core.differences import word_differences
from placewright.core.errors import PlacewrightError
from placewright.publish.word.package import LARGEST
from placewright.web.accounts.capabilities import May
from placewright.web.common.access import only, require
from placewright.web.common.mends import said_by, told_by
from placewright.web.strategy.co_design import access, queries, word_origin
from placewright.web.strategy.co_design.forms import AnswerForm, BringBack, Extend, Invite
from placewright.web.strategy.co_design.models import EditionUnderWay, Outcome, RemarkKind
from placewright.web.strategy.co_design.services import answering, bringing_back, inviting
from placewright.web.strategy.co_design.states import ReviewerRole
from placewright.web.strategy.models import Chapter

_SHOWN = 100


@only(May.SEE_TEAM.permission)
@require_safe
def remarks(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that was said, narrowed by chapter, reviewer and state."""
    under_way = access.under_way(slug)
    lines = queries.log_lines(under_way)
    chapters = dict.fromkeys((line.remark.chapter, line.chapter_title) for line in lines if line.remark.chapter)
    reviewers = sorted({line.remark.said_by for line in lines})
    chapter, reviewer = request.GET.get("chapter", ""), request.GET.get("reviewer", "")
    state = request.GET.get("state", "")
    found = [
        line
        for line in lines
        if (not chapter or line.remark.chapter == chapter or (chapter == "none" and not line.remark.is_placed))
        and (not reviewer or line.remark.said_by == reviewer)
        and (not state or line.state == state)
    ]
    context = {
        "one": under_way,
        "lines": [_shown(line) for line in found[:_SHOWN]],
        "count": sum(line.remark.wants_answer for line in found),
        "agreements": sum(not line.remark.wants_answer for line in found),
        "left_out": max(len(found) - _SHOWN, 0),
        "chapters": list(chapters),
        "has_unplaced": any(not line.remark.is_placed for line in lines),
        "reviewers": reviewers,
        "states": [("open", _("Not answered")), *Outcome.choices],
        "chosen": {"chapter": chapter, "reviewer": reviewer, "state": state},
        "stands": _stands(lines),
        "may_answer": request.user.has_perm(May.ANSWER_REVIEWERS.permission),
        **_crumbs(under_way, _("Remarks")),
    }
    return render(request, "strategy/co_design/remarks.html", context)


@only(May.SEE_TEAM.permission)
@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """A remark, where its paragraph stands now, and its answer."""
    found = access.remark(pk)
    under_way = found.made.under_way
    line = next(line for line in queries.log_lines(under_way) if line.remark.pk == pk)
    form = AnswerForm(request.POST or None, initial={"outcome": Outcome.ACCEPTED})
    may_answer = found.wants_answer and request.user.has_perm(May.ANSWER_REVIEWERS.permission)
    may_apply = found.kind == RemarkKind.PROPOSAL and request.user.has_perm(May.EDIT_RECORDS.permission)
    if request.method == "POST":
        require(request, May.ANSWER_REVIEWERS.permission)
        if form.is_valid():
            given = form.cleaned_data
            try:
                made = answering.answer(
                    found,
                    outcome=Outcome(given["outcome"]),
                    why=given["why"],
                    by=access.account(request),
                    apply=given["apply"] and may_apply,
                )
                done = _("The answer is kept, and the words are in the chapter’s draft.")
                messages.success(request, done if made.applied else _("The answer is kept."))
                return redirect(f"{reverse('co_design:remarks', args=[under_way.slug])}#r-{pk}")
            except PlacewrightError as error:
                form.add_error(None, said_by(error))
    chapter = Chapter.objects.filter(slug=found.chapter).first() if found.chapter else None
    context = {
        "line": _shown(line),
        "form": form,
        "may_answer": may_answer,
        "may_apply": may_apply and bool(found.chapter),
        "answers": found.answers.select_related("by"),
        "replies": found.replies.all(),
        "chapter": chapter,
        "is_in_draft": chapter is not None and chapter.has_unpublished_changes,
        **_crumbs(under_way, _("Remark %d") % pk),
    }
    return render(request, "strategy/co_design/remark.html", context, status=422 if form.errors else 200)


@only(May.ANSWER_REVIEWERS.permission)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """A reviewer's link, whose address is shown once."""
    under_way = access.under_way(slug)
    form = Invite(request.POST or None, editions=word_origin.ready_editions(under_way))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        made = access.made_edition(given.pop("made"))
        try:
            invited = inviting.invite(
                made, by=access.account(request), **(given | {"role": ReviewerRole(given["role"])})
            )
            address = request.build_absolute_uri(reverse("review_enter", args=[invited.token]))
            context = {"link": invited.link, "address": address, **_crumbs(under_way, _("The reviewer’s link"))}
            return render(request, "strategy/co_design/invited.html", context)
        except PlacewrightError as error:
            form.add_error(None, said_by(error))
    context = {"form": form, "title": _("Invite a reviewer"), **_crumbs(under_way, _("Invite a reviewer"))}
    return render(request, "strategy/co_design/form.html", context, status=422 if form.errors else 200)


@only(May.ANSWER_REVIEWERS.permission)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a reviewer's link."""
    link = access.reviewer_link(pk)
    inviting.revoke(link, by=access.account(request))
    messages.success(request, _("The link of %s is closed.") % link.name)
    return redirect("co_design:edition", link.made.under_way.slug)


@only(May.ANSWER_REVIEWERS.permission)
@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a reviewer's link open until another day."""
    link = access.reviewer_link(pk)
    form = Extend(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a day from today to a year from now."))
        return redirect("co_design:edition", link.made.under_way.slug)
    try:
        inviting.extend(link, until=form.cleaned_data["until"], by=access.account(request))
    except PlacewrightError as error:
        messages.error(request, told_by(error))
    else:
        messages.success(request, _("The link of %s is open longer.") % link.name)
    return redirect("co_design:edition", link.made.under_way.slug)


@only(May.ANSWER_REVIEWERS.permission)
@require_http_methods(["GET", "HEAD", "POST"])
def word(request: HttpRequest, slug: str) -> HttpResponse:
    """A Word file brought back: its comments and tracked changes become remarks."""
    under_way = access.under_way(slug)
    editions = word_origin.ready_editions(under_way)
    form = BringBack(request.POST or None, request.FILES or None, editions=editions)
    result = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > LARGEST:
                raise bringing_back.CannotBringBack(
                    _("The file is larger than %d MB.") % (LARGEST >> 20), fix=_("Take the pictures out.")
                )
            result = bringing_back.bring_back(
                under_way,
                file.read(),
                name=file.name,
                by=access.account(request),
                chosen=form.cleaned_data["made"],
            )
        except word_origin.WhichEdition as question:
            given = request.POST.copy()
            given["made"] = question.suggested
            form = BringBack(given, request.FILES, editions=editions)
            form.add_error("made", told_by(question))
        except word_origin.OfAnother as error:
            form.add_error("made", told_by(error))
        except PlacewrightError as error:
            form.add_error("file", told_by(error))
    context = {
        "one": under_way,
        "form": form,
        "result": result,
        "unmatched": list(result.remarks.filter(chapter="")) if result else [],
        "newest": editions[0] if editions else None,
        "no_longer": queries.no_longer_as_said(result, editions[0]) if result else [],
        "files": [file for made in under_way.made.all() for file in made.word_files.select_related("by")],
        **_crumbs(under_way, _("Word files")),
    }
    return render(request, "strategy/co_design/word.html", context, status=422 if form.errors else 200)


def _shown(line: queries.LogLine) -> dict[str, object]:
    """A line of the log with its words as they differ."""
    row = line.remark
    is_proposal = row.kind == RemarkKind.PROPOSAL
    return {
        "line": line,
        "row": row,
        "answer": line.answer,
        "found": line.found,
        "words": word_differences(row.words, row.proposed) if is_proposal else (),
    }


def _stands(lines: list[queries.LogLine]) -> list[dict[str, object]]:
    """Who agrees with what: a row for each reviewer who said so, with the chapters."""
    latest = queries.standing_words(sorted((line.remark for line in lines), key=lambda row: row.pk))
    titles = {line.remark.chapter: line.chapter_title for line in lines}
    rows: dict[int, dict[str, object]] = {}
    for (link, chapter), row in latest.items():
        entry = rows.setdefault(link, {"who": row.said_by, "agrees": [], "objects": []})
        kind = "agrees" if row.kind == RemarkKind.AGREEMENT else "objects"
        entry[kind].append({"title": titles[chapter], "at": row.said_at, "pk": row.pk})  # type: ignore[attr-defined]
    return list(rows.values())


def _crumbs(under_way: EditionUnderWay, label: str) -> dict[str, object]:
    return {
        "breadcrumbs_items": [
            {"url": reverse("co_design:index"), "label": _("Co-design")},
            {"url": reverse("co_design:edition", args=[under_way.slug]), "label": under_way.title},
            {"url": "", "label": label},
        ],
        "header_icon": "group",
    }
