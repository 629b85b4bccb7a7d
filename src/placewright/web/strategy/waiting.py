"""What waits in the strategy, for the team's first page: the pages, the ledger, data, drafts, editions and signals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from placewright.records.verdict import Verdict
from placewright.web.accounts.what_waits import HOOK, Waiting
from placewright.web.strategy import data_queries
from placewright.web.strategy.bench import judged_now
from placewright.web.strategy.building import shown_build
from placewright.web.strategy.co_design.models import EditionUnderWay
from placewright.web.strategy.co_design.queries import unanswered
from placewright.web.strategy.co_design.states import State
from placewright.web.strategy.current import shown
from placewright.web.strategy.models import RECORD_MODELS, Build, BuildState, Refresh
from placewright.web.strategy.models.refreshes import TO_DECIDE
from placewright.web.strategy.services.reviewing import unseen_records
from placewright.web.strategy.signals import signals_now
from placewright.web.strategy.worker_presence import is_left_alone, is_worker_missing


@hooks.register(HOOK, order=-10)
def strategy_waits(request: HttpRequest) -> Iterator[Waiting]:
    """The parts of the strategy, in the order of the chain."""
    yield from _worker()
    yield _pages()
    yield _ledger()
    yield _data()
    yield _drafts()
    yield _editions()
    yield _signals()


def _worker() -> Iterator[Waiting]:
    """Only where none runs: whatever is asked for then stays undone."""
    if is_worker_missing():
        says = (
            _(
                "The worker ended time after time and is left alone: nothing is built, refreshed or sent until "
                "Placewright is stopped and started again. The public's pages stay up."
            )
            if is_left_alone()
            else _(
                "No worker runs: nothing is built, refreshed or sent until one is started. The public's pages stay up."
            )
        )
        yield Waiting(_("Work in the background"), reverse("team_builds"), (says,), is_pressing=True)


def _pages() -> Waiting:
    last, seen = Build.objects.first(), shown_build()
    subject, href = _("The public's pages"), reverse("team_builds")
    if last is None:
        return Waiting(
            subject, href, (_("Nothing is built yet. Ask for a build; it makes the pages."),), is_pressing=True
        )
    if last.state in (BuildState.STOPPED, BuildState.FAILED):
        says = _("Build %(number)s did not come to its end: %(state)s.") % {
            "number": last.pk,
            "state": last.get_state_display(),
        }
        return Waiting(subject, reverse("team_build", args=[last.pk]), (says,), is_pressing=True)
    if last.state != BuildState.READY:
        return Waiting(subject, href, (_("Build %(number)s is under way.") % {"number": last.pk},))
    if seen is None:
        return Waiting(subject, href, (_("A build is ready, and none is shown."),), is_pressing=True)
    day = date_format(timezone.localtime(seen.finished_at or seen.asked_at), "j F Y, H:i")
    rests = _("The public sees build %(number)s, made on %(day)s.") % {"number": seen.pk, "day": day}
    return Waiting(subject, href, rests=rests)


def _ledger() -> Waiting:
    subject, href = _("The ledger"), reverse("strategy_desk")
    judged = judged_now()
    if judged is None:
        return Waiting(subject, href, rests=_("Claims are tested once there is a build."))
    verdicts = Counter(result.verdict for result in judged.results.values())
    fails, unseen, errors = verdicts[Verdict.FAILS], len(unseen_records(judged)), len(judged.errors)
    says = []
    if fails:
        says.append(ngettext("%(n)s claim fails its test.", "%(n)s claims fail their tests.", fails) % {"n": fails})
    if unseen:
        says.append(
            ngettext(
                "%(n)s record rests on something that changed or was never reviewed.",
                "%(n)s records rest on something that changed or was never reviewed.",
                unseen,
            )
            % {"n": unseen}
        )
    if errors:
        says.append(ngettext("%(n)s error stops a build.", "%(n)s errors stop a build.", errors) % {"n": errors})
    total, holds = len(judged.results), verdicts[Verdict.HOLDS]
    rests = (
        _("%(holds)s of %(total)s claims hold, and none fails.") % {"holds": holds, "total": total}
        if total
        else _("There are no claims yet. Begin with one, or take one over from the signals.")
    )
    return Waiting(subject, href, tuple(says), rests, is_pressing=bool(says))


def _data() -> Waiting:
    subject, href = _("Data"), reverse("team_data")
    refresh = Refresh.objects.filter(is_open=True).first()
    if refresh is not None:
        href = reverse("team_refresh", args=[refresh.pk])
        if refresh.state in TO_DECIDE:
            says = _("New figures wait for a decision: %(state)s.") % {"state": refresh.get_state_display()}
            return Waiting(subject, href, (says,), is_pressing=True)
        says = _("A refresh is under way: %(state)s.") % {"state": refresh.get_state_display()}
        return Waiting(subject, href, (says,))
    now = shown()
    lines = data_queries.dataset_lines(now, data_queries.today()) if now else []
    due = sum(line.is_stale for line in lines)
    if due:
        text = ngettext(
            "%(n)s dataset has a newer release by its publisher's calendar.",
            "%(n)s datasets have newer releases by their publishers' calendars.",
            due,
        )
        return Waiting(subject, href, (text % {"n": due},))
    pinned = ngettext("%(n)s dataset is pinned.", "%(n)s datasets are pinned.", len(lines)) % {"n": len(lines)}
    return Waiting(subject, href, rests=pinned)


def _drafts() -> Waiting:
    subject = _("Drafts")
    found = [(model, model.objects.filter(has_unpublished_changes=True).count()) for model in RECORD_MODELS]
    held = [(model, number) for model, number in found if number]
    most, _number = max(found, key=lambda one: one[1])  # Wagtail has no list of all kinds
    href = reverse(most.snippet_viewset.get_url_name("list"))
    if not held:
        return Waiting(subject, href, rests=_("Every record is public as it stands."))
    count = sum(number for _model, number in held)
    text = ngettext(
        "%(n)s record has changes that are not public yet: %(kinds)s.",
        "%(n)s records have changes that are not public yet: %(kinds)s.",
        count,
    )
    kinds = ", ".join(str(model._meta.verbose_name_plural) for model, _number in held)
    return Waiting(subject, href, (text % {"n": count, "kinds": kinds},))


def _editions() -> Waiting:
    subject, href = _("Co-design"), reverse("co_design:index")
    open_ones = list(EditionUnderWay.objects.exclude(state=State.PUBLISHED))
    if not open_ones:
        return Waiting(subject, href, rests=_("No edition is under way."))
    waiting = sum(len(unanswered(one, all_kinds=True)) for one in open_ones)
    if waiting:
        text = ngettext("%(n)s remark waits for an answer.", "%(n)s remarks wait for an answer.", waiting)
        return Waiting(subject, href, (text % {"n": waiting},), is_pressing=True)
    states = "; ".join(f"{one.title}: {one.get_state_display()}" for one in open_ones)
    return Waiting(subject, href, rests=states)


def _signals() -> Waiting:
    found = len(signals_now())
    rests = (
        ngettext("%(n)s thing stands out in the evidence.", "%(n)s things stand out in the evidence.", found)
        % {"n": found}
        if found
        else _("Nothing stands out in the evidence.")
    )
    return Waiting(_("Signals"), reverse("strategy_signals"), rests=rests)
