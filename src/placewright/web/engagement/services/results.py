"""Tables made of the answers, decisions on what is quoted, and results made public, which claims can cite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.core.issues import Severity
from placewright.core.words import marked
from placewright.questionnaires.personal_data import find_personal_data, without_personal_data
from placewright.questionnaires.personal_hints import find_hints
from placewright.questionnaires.recipe import Recipe, check_recipe, plain_recipe
from placewright.questionnaires.results import make_results
from placewright.questionnaires.results_frozen import frozen_digests
from placewright.questionnaires.results_model import plain_results, results_from_plain
from placewright.questionnaires.standing import Standing
from placewright.records.summary import Summary
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.engagement.issue_words import where_words
from placewright.web.engagement.models import Instrument, ResultSet, Stage, TextReview
from placewright.web.engagement.result_gate import gate_of
from placewright.web.engagement.result_replies import counted_responses, with_area_names
from placewright.web.engagement.result_summaries import summaries_of
from placewright.web.engagement.services.noticing import mark_alike
from placewright.web.engagement.services.questionnaires import working_version
from placewright.web.engagement.text_reviews import Written, quotes_now, texts_written
from placewright.web.strategy.models import WaitingChange
from placewright.web.strategy.services.waiting import publish_or_wait


class NotYet(PlacewrightError):
    """Results that cannot be made or published as things stand."""


@dataclass(frozen=True, slots=True)
class Published:
    """What became of publishing: summaries that are live, or what waits for an editor since live records rest on it."""

    live: tuple[str, ...]
    waiting: WaitingChange | None = None


def keep_design(instrument: Instrument, recipe: Recipe, breakdowns: Iterable[str], *, by: Account) -> None:
    """Keep how answers are weighted, and by which questions results are broken down.

    Raises:
        NotForThisKind: weights for a consultation.
        NotYet: the recipe has an error, or breakdowns would be chosen after answers can be seen.
    """
    wanted = list(dict.fromkeys(breakdowns))
    with transaction.atomic():
        held = Instrument.objects.select_for_update().get(pk=instrument.pk)
        standing, asked = Standing(held.kind), with_area_names(working_version(held).questionnaire)
        if recipe.strata or recipe.margins:
            standing.require_weights("design")
        wrong = [one for one in check_recipe(recipe, asked, standing) if one.severity is Severity.ERROR]
        if wrong:
            raise NotYet(wrong[0].what, where=where_words(wrong[0].where), fix=wrong[0].fix)
        _require_drawn(held, recipe)
        for code in wanted:
            question = asked.question(code)
            if question is None or not question.options:
                raise NotYet(_("“%(code)s” has no options.") % {"code": code}, where=where_words("breakdowns"))
        after = held.stage() in {Stage.CLOSED, Stage.PUBLISHED} and not held.is_rehearsal
        if after and set(wanted) != set(held.breakdowns):
            raise NotYet(
                _("Breakdowns are chosen before it closes."),
                where=where_words("breakdowns"),
                fix=_("Two tables made for different breakdowns after the fact could be subtracted."),
            )
        held.design = plain_recipe(recipe)
        if set(wanted) != set(held.breakdowns):  # the form knows no order of its own
            held.breakdowns = wanted
        held.save(update_fields=["design", "breakdowns"])
        record_event("planned the results of", "instrument", held.slug, by=by, note=", ".join(wanted))


def _require_drawn(held: Instrument, recipe: Recipe) -> None:
    """Stop at a stratum that no invitation has, once the sample is drawn."""
    drawn = set(held.invitations.exclude(stratum="").values_list("stratum", flat=True))
    if held.is_rehearsal or not drawn:
        return
    for item in recipe.strata:
        strange = [code for code in (item.codes or (item.code,)) if code and code not in drawn]
        if strange:
            raise NotYet(
                _("No invitation has the stratum “%(code)s”.") % {"code": strange[0]},
                where=where_words(f"stratum {item.code}"),
                fix=_("Take the codes as the invitations have them: %(codes)s.")
                % {"codes": ", ".join(sorted(drawn)[:12])},
            )


def make_tables(instrument: Instrument, *, by: Account) -> ResultSet:
    """Make the tables of all questions from the answers that count now.

    Raises:
        NotYet: it has not closed.
        PlacewrightError: nobody has answered, or the weights cannot be made; the message says why.
    """
    with transaction.atomic():
        held = Instrument.objects.select_for_update().get(pk=instrument.pk)
        if held.stage() not in {Stage.CLOSED, Stage.PUBLISHED} and not held.is_rehearsal:
            raise NotYet(_("It has not closed: results are closed until then."), fix=_("Rehearse it meanwhile."))
        mark_alike(held, by=by)
        counted = counted_responses(held)
        tables = make_results(counted.newest, counted.replies, counted.plan)
        tables = replace(tables, quotes=quotes_now(held))
        last = held.results.order_by("-number").first()
        kept: dict[str, Any] = {
            "tables": plain_results(tables),
            "frozen": frozen_digests(counted.versions, counted.replies, counted.plan, tables),
            "withheld": _withheld(held, tables.omissions),
        }
        number = last.number + 1 if last else 1
        made = ResultSet.objects.create(instrument=held, number=number, made_by=by, **kept)
        record_event("made results of", "instrument", held.slug, by=by, note=str(made.number))
    return made


def publish_results(made: ResultSet, note: str, *, by: Account) -> Published:
    """Make results public: the pages, the files, and a summary for each question that claims can cite.

    Summaries on which live records rest already wait until an editor agrees to what they change.

    Raises:
        NotYet: a check of the gate does not pass; the message names it.
    """
    with transaction.atomic():
        held = Instrument.objects.select_for_update().get(pk=made.instrument_id)
        failed = [line for line in gate_of(made) if not line.passed]
        if failed:
            raise NotYet(f"{failed[0].title}: {failed[0].what}", where=failed[0].name, fix=failed[0].fix)
        made.published_at, made.published_by, made.note = timezone.now(), by, note.strip()[:500]
        made.save(update_fields=["published_at", "published_by", "note"])
        if held.published_at is None:
            held.published_at = made.published_at
            held.save(update_fields=["published_at"])
        withheld = sum(int(one["number"]) for one in made.withheld)
        said = f"results {made.number}; withheld: {withheld}"
        record_event("published results of", "instrument", held.slug, by=by, note=said)
    return _publish_summaries(summaries_of(held, results_from_plain(made.tables)), of=made, by=by)


def review_text(
    written: Written, *, may_quote: bool, redacted: str, by: Account, has_looked: bool = False
) -> TextReview:
    """Decide whether one text is quoted, and in which words.

    Args:
        has_looked: that names and addresses which the words might hold were looked at, and none says who somebody is.

    Raises:
        NotYet: who wrote it gave no leave, the words still hold what looks like personal data, or nobody looked at what
            might be.
    """
    words = redacted.strip()
    if may_quote and not written.has_leave:
        raise NotYet(_("Who wrote it has not given leave to publish it."), where=written.question)
    if may_quote and (not words or find_personal_data(words)):
        kinds = ", ".join(sorted({one.kind.value for one in find_personal_data(words)}))
        what = _("Something still looks like personal data: %(kinds)s.") % {"kinds": kinds} if words else _("No words.")
        raise NotYet(what, where=written.question, fix=_("Take it out, or do not quote the text."))
    hints = find_hints(words) if may_quote and not has_looked else ()
    if hints:
        pieces = ", ".join(f"“{words[one.start : one.end]}”" for one in hints)
        fix = _("Take out who somebody is, or tick that you looked at these and nothing that is left says it.")
        raise NotYet(_("Look at %(pieces)s.") % {"pieces": pieces}, where=written.question, fix=fix)
    with transaction.atomic():
        decided: dict[str, Any] = {
            "found": [[one.kind.value, one.start, one.end] for one in written.found],
            "may_quote": may_quote,
            "redacted": words if may_quote else "",
            "by": by,
        }
        review, _is_new = TextReview.objects.update_or_create(
            response=written.response, question=written.question, defaults=decided
        )
        verb = "let be quoted a text of" if may_quote else "kept unquoted a text of"
        record_event(verb, "response", written.response.reference, by=by, note=written.question)
    return review


def suggested_words(written: Written) -> str:
    """The text as it might be quoted: without what looks like personal data."""
    return without_personal_data(written.text)


def _withheld(held: Instrument, omissions: Iterable[Any]) -> list[dict[str, Any]]:
    found = [{"what": one.what, "why": one.why.value, "number": one.number} for one in omissions]
    texts = list(texts_written(held))
    without_leave = sum(not one.has_leave for one in texts)
    unread = sum(one.needs_look for one in texts)
    refused = sum(one.has_leave and one.review is not None and not one.review.may_quote for one in texts)
    for why, number in (("no-leave", without_leave), ("not-read", unread), ("decided", refused)):
        if number:
            found.append({"what": marked("texts"), "why": why, "number": number})
    return found


def _publish_summaries(summaries: Sequence[Summary], *, of: ResultSet, by: Account) -> Published:
    names = tuple(summary.id for summary in summaries)
    reason = _("results %(number)s of “%(title)s”") % {"number": of.number, "title": of.instrument.title}
    waiting = publish_or_wait("summary", summaries, reason=reason, by=by)
    return Published(() if waiting else names, waiting)
