"""The gate before the public: what is not borne out or untested does not go live unless somebody lets it pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from placewright.build.drafts import check_claim
from placewright.ledger.claims import judge_claims
from placewright.web.common.models import LogEntry
from placewright.web.strategy.bench import authored_now, bench
from placewright.web.strategy.gate import PublicationStopped, StillInUse, check_record, what_stops
from placewright.web.strategy.live import live_check
from placewright.web.strategy.models import Build, Chapter, Claim, Decision, Priority
from placewright.web.strategy.services.publishing import delete
from placewright.web.strategy.services.waiving import waive
from strategy_tests import account_of, as_sent, client_of

pytestmark = pytest.mark.django_db

LIE = " The county has 62,000 firms."


def _rules(row: Claim | Chapter | Priority) -> set[str]:
    return {ruled.rule for ruled in what_stops(row)}


def test_a_claim_checked_while_it_is_written_is_judged_as_in_a_build(live_pilot: Build) -> None:
    built, authored = bench(), authored_now()
    assert built is not None
    judged = judge_claims(authored.claims, built.context(authored), reviews=authored.reviews).results
    for id, claim in list(authored.claims.items())[::7]:
        checked = check_claim(claim, built, authored, today=date(2026, 11, 1))
        assert checked.result is not None
        kept = tuple(mark for mark in checked.result.marks if mark != "stale")
        assert replace(checked.result, marks=kept) == replace(judged[id], marks=judged[id].marks), id


def test_what_is_live_in_the_pilot_may_stay(live_pilot: Build) -> None:
    for row in (
        Claim.objects.get(slug="lead-lost"),
        Chapter.objects.get(slug="productivity"),
        Priority.objects.first(),
    ):
        assert row is not None
        assert _rules(row) == set()


def test_an_unbound_number_is_refused_with_its_sentence(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lead-lost")
    row.text += LIE
    found = [ruled for ruled in what_stops(row) if ruled.rule == "unbound-number"]
    assert "'62,000' is typed, in 'The county has 62,000 firms.'" in found[0].issue.what


def test_what_a_refused_publication_marks_can_be_shown_in_the_text_and_let_pass(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lead-lost")
    place = f"/team/snippets/strategy/claim/edit/{row.pk}/"
    data = as_sent(row, text=row.text + LIE, **{"action-publish": "yes"})
    page = client_of("editor").post(place, data).content.decode()
    assert "This cannot be published as it is written" in page
    assert "data-jump-from" in page and "data-waive=" in page
    assert "Sentence: &#x27;62,000" not in page


def test_an_untested_word_of_comparison_is_refused(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lead-lost")
    row.text += " Firms grow faster than anywhere."
    assert "untested-comparison" in _rules(row)


def test_a_claim_that_the_figures_contradict_is_refused(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lead-lost")
    row.holds = [{"figure": "now", "is": "above", "than": "then"}]
    assert "fails" in _rules(row)


def test_a_figure_that_a_chapter_prints_cannot_be_dropped_from_its_claim(live_pilot: Build) -> None:
    chapter = Chapter.objects.get(slug="productivity")
    chapter.text += "\n\nThe lead was {{ lead-lost.now }} of late.\n"
    chapter.save()
    row = Claim.objects.get(slug="lead-lost")
    row.figures = {("newest" if name == "now" else name): spec for name, spec in row.figures.items()}
    row.holds = [{**test, "figure": test["figure"].replace("now", "newest")} for test in row.holds]
    row.text = row.text.replace("{{ now", "{{ newest")
    LogEntry.objects.count()
    assert any("no figure 'now'" in ruled.issue.what for ruled in what_stops(row))


@pytest.mark.parametrize(("model", "slug"), [(Chapter, "productivity"), (Priority, None)])
def test_the_same_rules_hold_for_chapters_and_priorities(
    live_pilot: Build, model: type[Chapter | Priority], slug: str | None
) -> None:
    row = model.objects.get(slug=slug) if slug else model.objects.first()
    assert row is not None
    row.text += f"\n\n{LIE.strip()}\n"
    assert "unbound-number" in _rules(row)


def test_a_line_of_an_issue_is_that_of_the_text(live_pilot: Build) -> None:
    row = Chapter.objects.get(slug="productivity")
    row.text = f"{LIE.strip()}\n\n{row.text}"
    (found,) = [ruled for ruled in what_stops(row) if ruled.rule == "unbound-number"]
    assert found.issue.where == "strategy/productivity.md, line 1"


def test_a_browser_is_refused_and_told_why(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lead-lost")
    before = row.text
    data = as_sent(row, text=row.text + LIE, **{"action-publish": "yes"})
    answer = client_of("editor").post(f"/team/snippets/strategy/claim/edit/{row.pk}/", data)
    assert answer.status_code == 200
    assert "62,000" in answer.content.decode()
    row.refresh_from_db()
    assert row.text == before


def test_the_ledger_answers_while_one_types_and_marks_the_slip(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lead-lost")
    data = as_sent(row, text=row.text + LIE)
    answer = client_of("analyst").post(f"/team/editing/check/claim/{row.pk}/", data).content.decode()
    start = (row.text + LIE).index("62,000")
    assert f"&quot;start&quot;: {start}, &quot;end&quot;: {start + 6}" in answer
    assert "14.8%" in answer  # what the figure prints
    row.refresh_from_db()
    assert LIE not in row.text


def test_nobody_can_go_around_the_gate(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lead-lost")
    row.text += LIE
    revision = row.save_revision()
    with pytest.raises(PublicationStopped) as caught:
        revision.publish(skip_permission_checks=True)
    assert [ruled.rule for ruled in caught.value.issues] == ["unbound-number"]
    row.refresh_from_db()
    assert LIE not in row.text


def test_a_waiver_with_name_reason_and_day_lets_it_pass(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lead-lost")
    row.text += LIE
    until = timezone.localdate().replace(year=timezone.localdate().year + 1, day=1)
    waive(
        "claim:lead-lost",
        "unbound-number",
        by=account_of("editor"),
        name="The editor",
        why="From a speech",
        until=until,
    )
    row.save_revision().publish(skip_permission_checks=True)
    row.refresh_from_db()
    assert LIE in row.text
    assert LogEntry.objects.filter(verb="waived", key="lead-lost").exists()


def test_a_waiver_of_one_typed_number_lets_no_second_one_pass(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lead-lost")
    sound = row.text
    row.text = sound + LIE
    [issue] = [one for one in live_check(row).issues if one.stops]
    assert issue.waived_as.startswith("'")
    until = timezone.localdate() + timedelta(days=30)
    waive(
        "claim:lead-lost",
        issue.rule,
        by=account_of("editor"),
        name="The editor",
        why="From a speech",
        until=until,
        what=issue.waived_as,
    )
    assert not [one.what for one in live_check(row).issues if one.stops]
    row.text = sound + LIE + " About 9,999 jobs went."
    [other] = [one for one in live_check(row).issues if one.stops]
    assert "9,999" in other.what


def test_what_was_published_is_logged_and_a_build_is_asked_for(live_pilot: Build) -> None:
    row, editor = Claim.objects.get(slug="air-quality"), account_of("editor")
    row.title = "Air, anew"
    row.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)
    assert Claim.objects.get(pk=row.pk).title == "Air, anew"
    entry = LogEntry.objects.get(verb="published")
    assert (entry.kind, entry.key, entry.by_id) == ("claim", "air-quality", editor.pk)
    assert Build.objects.filter(reason="claim:air-quality was published").exists()


def test_a_claim_that_a_chapter_says_is_neither_taken_back_nor_deleted(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lead-lost")
    with pytest.raises(StillInUse, match="chapter:"):
        row.unpublish()
    with pytest.raises(StillInUse):
        delete(row)
    row.refresh_from_db()
    assert row.live


def test_a_claim_that_nothing_says_is_taken_back_and_can_be_made_live_again(live_pilot: Build) -> None:
    old = Claim.objects.get(slug="air-quality")
    row = Claim(
        **{f.name: getattr(old, f.name) for f in Claim._meta.concrete_fields if f.name not in _OWN}, slug="apart"
    )
    row.live = False
    row.save()
    row.save_revision().publish(skip_permission_checks=True)
    row = Claim.objects.get(slug="apart")
    row.unpublish()
    assert not Claim.objects.get(slug="apart").live
    row.get_latest_revision().publish(skip_permission_checks=True)
    assert Claim.objects.get(slug="apart").live


def test_an_editor_takes_a_record_back_in_the_browser(live_pilot: Build) -> None:
    row = Decision(slug="apart", kind_of="assumption", by="Editor", date=date(2026, 11, 28), text="It is so.")
    row.live = False
    row.save()
    row.save_revision().publish(skip_permission_checks=True)
    answer = client_of("editor").post(f"/team/snippets/strategy/decision/unpublish/{row.pk}/")
    assert answer.status_code == 302
    assert not Decision.objects.get(slug="apart").live


_OWN = frozenset({"id", "slug", "live", "latest_revision", "live_revision"})


def test_before_the_first_build_nothing_is_said(db: None) -> None:
    assert check_record("claim", None).issues == ()


def test_records_are_not_deleted_many_at_once(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="air-quality")
    client_of("editor").post(f"/team/bulk/strategy/claim/delete/?id={row.pk}")
    assert Claim.objects.filter(pk=row.pk).exists()


def test_a_chapter_is_previewed_as_the_site_draws_it_in_the_teams_frame_alone(live_pilot: Build) -> None:
    row, client = Chapter.objects.get(slug="productivity"), client_of("editor")
    address = f"/team/snippets/strategy/chapter/preview/{row.pk}/"
    client.post(address, as_sent(row, text=f"{row.text}\n\nThese are words of the draft alone.\n"))
    answer = client.get(f"{address}?mode=")
    assert "These are words of the draft alone." in answer.content.decode()
    assert 'class="chapter' in answer.content.decode()
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


def test_value_and_verdict_are_seen_before_stance_and_foundation_are_chosen(live_pilot: Build) -> None:
    data = as_sent(Claim.objects.get(slug="lead-lost"))
    unfinished = {**data, "stance": [""], "foundation": [""], "slug": [""]}
    answer = client_of("analyst").post("/team/editing/check/claim/0/", unfinished).content.decode()
    assert "14.8%" in answer and "pw-verdict-holds" in answer
    assert "Stance: This field is required." in answer
    assert "This stops publication" in answer and "still-without" not in answer


def test_a_figure_of_a_period_that_is_not_published_says_which_are(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lead-lost")
    row.figures = {**row.figures, "now": row.figures["now"] | {"period": "2031"}}
    sent = as_sent(row, **{"figures-mode": "text"})
    answer = client_of("analyst").post(f"/team/editing/check/claim/{row.pk}/", sent).content.decode()
    assert "it is not published for this place and period. Published: 19 periods, from 2004 to 2022." in answer


def test_the_form_of_a_claim_tells_how_each_word_was_read(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lost-decade")
    row.text += " It withers."
    check = live_check(row)
    assert [one.untaken for one in check.read][-1] == ("withers",)
    assert not [one for one in check.issues if one.rule == "unread"]
    page = render_to_string("strategy/panels/ledger_answer.html", {"check": check}, using="django")
    assert "How the words were read" in page
    assert "held against figures and tests" in page
    assert "‘withers’: no rule took it" in page
