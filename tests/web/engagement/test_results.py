"""Results are made after closing, pass a gate, are public with what may be said of them, and can be cited by claims."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone

from placewright.questionnaires.model import Rule
from placewright.questionnaires.reading import digest_of, plain_questionnaire
from placewright.questionnaires.recipe import Recipe, Stratum
from placewright.questionnaires.results_model import results_from_plain
from placewright.questionnaires.standing import NotForThisKind
from placewright.web.accounts.models import Account
from placewright.web.common.models import LogEntry
from placewright.web.engagement.launching import facts_of
from placewright.web.engagement.models import Instrument, InstrumentKind, Invitation, QuestionnaireVersion, Response
from placewright.web.engagement.result_gate import gate_of
from placewright.web.engagement.result_pages import shown_questions
from placewright.web.engagement.services import results as services
from placewright.web.engagement.services import running
from placewright.web.engagement.services.answering import withdraw
from placewright.web.engagement.services.questionnaires import working_version
from placewright.web.engagement.text_reviews import texts_written
from placewright.web.strategy.models import Summary
from web.engagement.made import make_instrument, make_open
from web.engagement.results_made import ASKED, answered, closed, consulted, signed_in

pytestmark = pytest.mark.django_db
TEAM = "/team/engagement"


def test_results_are_closed_until_it_has_closed(officer: Account) -> None:
    vale = make_open(make_instrument())

    with pytest.raises(services.NotYet, match="closed until then"):
        services.make_tables(vale, by=officer)


def _flag(responses: list[Response]) -> None:
    for one in responses:
        one.flags.create(kind="quick")


def test_what_flagged_answers_change_is_a_table_of_every_change_with_and_without(analyst: Account) -> None:
    vale = consulted()
    _flag(answered(vale, (20, {"who": "person", "rail": "yes", "side": "east"})))
    _flag(answered(vale, (10, {"who": "person", "rail": "no", "side": "west"})))
    services.publish_results(services.make_tables(vale, by=analyst), "", by=analyst)

    for page in (Client().get("/have-your-say/vale/results/"), signed_in(analyst).get(f"{TEAM}/vale/results/")):
        said = page.content.decode().partition('id="flagged"')[2]
        assert "Should rail be built?: People" in said
        assert "<td>60</td><td>40</td><td>−3.8</td>" in said.replace(" ", "")
    lines = Client().get("/have-your-say/vale/results/tables.csv").content.decode("utf-8-sig")
    assert "individuals,flagged,Without answers to be looked at,,,yes,Yes,40," in lines


def test_what_few_flagged_answers_change_is_not_shown_since_it_would_tell_what_they_said(analyst: Account) -> None:
    vale = consulted()
    _flag(answered(vale, (3, {"who": "person", "rail": "yes", "side": "east"})))
    services.publish_results(services.make_tables(vale, by=analyst), "", by=analyst)

    page = Client().get("/have-your-say/vale/results/").content.decode()

    assert "3 answers looked as if" in page
    assert "too few for what they change to be shown" in page


def test_a_consultation_is_published_as_counts_with_everything_that_must_be_said(analyst: Account) -> None:
    vale = consulted()
    made = services.make_tables(vale, by=analyst)
    assert all(line.passed for line in gate_of(made))

    services.publish_results(made, "Two letters came too late.", by=analyst)
    page = Client().get("/have-your-say/vale/results/").content.decode()

    assert "who answered chose to" in page
    assert "75 people, 3 organisations" in page
    assert "Vale Buses" in page
    assert "Two letters came too late." in page
    assert "too few" not in page.partition("Should rail be built?")[2].partition("Where do you live?")[0]
    assert "%" not in page.partition('id="q-rail"')[2].partition('id="q-side"')[0]
    assert LogEntry.objects.filter(verb="published results of", key="vale").exists()


def test_each_picture_is_also_drawn_for_a_phone_where_it_is_folded_under_what_it_says(analyst: Account) -> None:
    services.publish_results(services.make_tables(consulted(), by=analyst), "", by=analyst)

    page = Client().get("/have-your-say/vale/results/").content.decode()
    rail = page.partition('id="q-rail"')[2].partition("</section>")[0]

    regions = re.findall(r'role="region" aria-label="([^"]+)"', page)
    assert len(regions) == len(set(regions)) > 2 and "Table: Should rail be built?, People" in regions
    assert re.search(r'class="broad"><svg.*class="slim"><svg', rail, re.DOTALL)
    said, fold = rail.split('<details class="behind"><summary>Pictures and tables<')
    assert "<strong>People:</strong> 75 of 75 answered." in said and "<strong>Organisations:</strong> 3 of 3" in said
    assert re.search(r'class="broad"><svg.*<td class="number">', fold, re.DOTALL)
    assert "<svg" not in said


def test_results_are_read_by_page_and_opened_whole_without_scripts(analyst: Account) -> None:
    services.publish_results(services.make_tables(consulted(), by=analyst), "", by=analyst)
    address = "/have-your-say/vale/results/"

    page, whole = (Client().get(f"{address}{more}").content.decode() for more in ("", "?tables=all"))

    assert '<a href="#part-1">All</a>' in page and '<h2 id="part-1">All</h2>' in page
    assert f'href="{address}?tables=all#contents"' in page and f'href="{address}#contents"' in whole
    assert '<details class="behind" open' not in page and '<details class="behind">' not in whole
    assert page.count("<table") == whole.count("<table") and page.count("<svg") == whole.count("<svg")


def test_questions_of_the_same_words_are_told_apart_by_their_screens(analyst: Account) -> None:
    vale = consulted()
    definition = plain_questionnaire(ASKED)
    groups = definition["pages"][0]["groups"]
    groups[0]["title"] = "On rail"
    again = {"code": "again", "kind": "long-text", "label": "Anything else?"}
    groups.append({"code": "buses", "title": "On buses", "questions": [again]})
    vale.versions.update(definition=definition, digest="another")
    answered(vale, (12, {"who": "person", "more": "It is slow.", "again": "So are they."}))
    services.publish_results(services.make_tables(vale, by=analyst), "", by=analyst)

    page = Client().get("/have-your-say/vale/results/").content.decode()
    assert '<a href="#q-again">On buses: Anything else?</a>' in page
    assert "<h3>On rail: Anything else?</h3>" in page and "<h3>Should rail be built?</h3>" in page


def test_how_many_answered_in_words_is_said_once_and_has_no_table_of_one_row(analyst: Account) -> None:
    vale = consulted()
    answered(vale, (12, {"who": "person", "rail": "yes", "more": "It is slow."}))
    services.publish_results(services.make_tables(vale, by=analyst), "", by=analyst)

    page = Client().get("/have-your-say/vale/results/").content.decode()
    more = page.partition('id="q-more"')[2].partition("</section>")[0]

    assert "answered." in more and "Answered in words" in more
    assert "<table" not in more


def test_years_have_a_median_and_no_total(analyst: Account) -> None:
    vale = closed(InstrumentKind.SURVEY)
    definition = plain_questionnaire(ASKED)
    began = {"code": "began", "kind": "number", "label": "When did it begin?", "whole": True}
    definition["pages"][0]["groups"][0]["questions"].append(began | {"least": 1000, "most": 2100})
    vale.versions.update(definition=definition)
    answered(vale, *((4, {"rail": "yes", "began": 1980 + at}) for at in range(10)))
    services.keep_design(vale, Recipe(population="firms", strata=(Stratum("", "All", 1_000),)), (), by=analyst)
    made = services.make_tables(vale, by=analyst)
    assert "total" in str(made.tables["questions"][-1])
    services.publish_results(made, "", by=analyst)

    page = Client().get("/have-your-say/vale/results/").content.decode()
    said = page.partition('id="q-began"')[2].partition("</section>")[0]

    assert "Median" in said and "Total of the population" not in said
    assert re.search(r"Half gave 19\d0 or less; the middle half lies between", said.partition("<details")[0])


def test_what_organisations_chose_is_public_under_their_names_where_they_were_told(analyst: Account) -> None:
    vale = closed()
    definition = plain_questionnaire(ASKED)
    hide = {"code": "hide", "kind": "single", "label": "Name it not?", "part": "confidential"}
    hide |= {"options": [{"code": "yes", "label": "Yes"}, {"code": "no", "label": "No"}]}
    definition["pages"][0]["groups"][0]["questions"].insert(2, hide)
    vale.versions.update(definition=definition)
    vale.facts = vale.facts | {"names_answers": True}
    vale.save()
    body = {"who": "organisation", "rail": "yes"}
    answered(vale, (1, body | {"body": "Vale Buses", "hide": "no"}), (1, body | {"body": "Vale Bank", "hide": "yes"}))
    answered(vale, (40, {"who": "person", "rail": "no"}))
    services.publish_results(services.make_tables(vale, by=analyst), "", by=analyst)

    landing = Client().get("/have-your-say/vale/").content.decode()
    page = Client().get("/have-your-say/vale/results/").content.decode()
    lines = Client().get("/have-your-say/vale/results/tables.csv").content.decode("utf-8-sig")

    assert "published under their names" in landing
    assert "<summary>Vale Buses</summary>" in page
    assert "<dt>Should rail be built?</dt><dd>Yes</dd>" in page
    assert "organisations,organisation,Vale Buses" in lines
    assert "Vale Bank" not in page + lines
    folded = page.partition('id="named"')[2]
    assert folded.index('<details class="behind"><summary>1 organisation') < folded.index("<summary>Vale Buses<")

    withdraw(next(one for one in vale.responses.all() if one.answers.get("body") == "Vale Buses"))
    left = Client().get("/have-your-say/vale/results/").content.decode()
    assert "Vale Buses" not in left + Client().get("/have-your-say/vale/results/tables.csv").content.decode("utf-8-sig")


def test_names_are_not_promised_after_it_opened(officer: Account) -> None:
    vale = make_open(make_instrument())
    facts = facts_of(vale)
    with pytest.raises(running.CannotBeDone, match="told before it opened"):
        running.keep_facts(vale, replace(facts, names_answers=True), by=officer)
    running.keep_facts(vale, replace(facts, purpose="Another."), by=officer)


def test_nothing_is_public_before_results_are_published(officer: Account) -> None:
    vale = consulted()
    services.make_tables(vale, by=officer)

    assert Client().get("/have-your-say/vale/results/").status_code == 404
    assert Client().get("/have-your-say/vale/results/tables.csv").status_code == 404


def test_the_checked_tables_come_as_files(analyst: Account) -> None:
    import openpyxl

    vale = consulted()
    services.publish_results(services.make_tables(vale, by=analyst), "", by=analyst)

    csv = Client().get("/have-your-say/vale/results/tables.csv").content.decode("utf-8-sig")
    json = Client().get("/have-your-say/vale/results/tables.json").json()
    book = openpyxl.load_workbook(BytesIO(Client().get("/have-your-say/vale/results/tables.xlsx").content))

    assert "rail,rail,Should rail be built?,individuals,,All,75,,yes,Yes,40,,,,,,\r\n" in csv
    assert set(json["made_of"]) == {"questionnaire", "data", "recipe", "code", "version", "layout", "tables"}
    assert book.sheetnames == ["About", "Tables"]


def test_each_question_becomes_a_summary_that_says_what_it_counts(analyst: Account) -> None:
    vale = consulted()

    done = services.publish_results(services.make_tables(vale, by=analyst), "", by=analyst)
    summary = Summary.objects.get(slug="vale-rail-individuals")

    assert done.waiting is None
    assert summary.live
    assert summary.kind_of == "count"
    assert [(row["id"], row["count"]) for row in summary.rows] == [("yes", 40), ("no", 35)]
    assert summary.population == "people who chose to answer"


def test_tables_of_answers_that_changed_since_are_not_published(analyst: Account) -> None:
    vale = consulted()
    made = services.make_tables(vale, by=analyst)
    one = vale.responses.order_by("id").first()
    assert one is not None
    one.state = "withdrawn"
    one.save()

    with pytest.raises(services.NotYet, match="have changed since"):
        services.publish_results(made, "", by=analyst)


def test_a_rehearsal_has_tables_and_is_never_published(analyst: Account) -> None:
    vale = consulted()
    rehearsal = make_instrument(slug="vale-rehearsal", rehearsal_of=vale)
    answered(rehearsal, (40, {"size": "micro"}))

    made = services.make_tables(rehearsal, by=analyst)

    with pytest.raises(services.NotYet, match="never published"):
        services.publish_results(made, "", by=analyst)
    assert not Summary.objects.exists()


def test_words_are_quoted_with_leave_and_without_what_tells_who_wrote_them(officer: Account) -> None:
    vale = consulted()
    answered(vale, (1, {"who": "person", "leave": "yes", "more": "Ring me on 01632 960123 about the rail."}))
    answered(vale, (1, {"who": "person", "leave": "no", "more": "Not for others."}))
    open_one, closed_one = sorted(texts_written(vale), key=lambda one: not one.has_leave)

    with pytest.raises(services.NotYet, match="has not given leave"):
        services.review_text(closed_one, may_quote=True, redacted="Not for others.", by=officer)
    with pytest.raises(services.NotYet, match="telephone number"):
        services.review_text(open_one, may_quote=True, redacted=open_one.text, by=officer)
    services.review_text(open_one, may_quote=True, redacted=services.suggested_words(open_one), by=officer)
    made = services.make_tables(vale, by=officer)

    assert [quote.text for quote in results_from_plain(made.tables).quotes] == [
        "Ring me on [telephone number] about the rail."
    ]
    assert {"what": "texts", "why": "no-leave", "number": 1} in made.withheld
    assert LogEntry.objects.filter(verb="let be quoted a text of").exists()
    assert not any("01632" in entry.note for entry in LogEntry.objects.all())


def test_names_and_addresses_that_a_text_might_hold_are_looked_at_before_it_is_quoted(officer: Account) -> None:
    vale = consulted()
    text = "My name is Jo Example, of 4 Mill Lane."
    one = answered(vale, (1, {"who": "person", "rail": "yes", "leave": "yes", "more": text}))[0]
    page = f"{TEAM}/vale/texts/"
    browser = signed_in(officer)
    key = f"{one.reference}.more"

    shown = browser.get(page).content.decode()
    unseen = browser.post(page, {f"{key}.decision": "quote", f"{key}.words": "I am Jo Example, build it."})
    left = browser.post(page, {f"{key}.decision": "quote", f"{key}.words": "Build it."})

    assert "<q>Jo Example</q> (a name that somebody gives); <q>4 Mill Lane</q> (a house and its street)" in shown
    assert unseen.status_code == 422
    assert "Look at “Jo Example”." in unseen.content.decode()
    assert "I am Jo Example, build it.</textarea>" in unseen.content.decode(), "what was written is kept"
    assert 'value="quote" checked' in unseen.content.decode(), "and what was chosen"
    assert left.status_code == 302
    browser.post(page, {f"{key}.decision": "quote", f"{key}.words": "As Great Gatsby says.", f"{key}.looked": "1"})
    assert one.text_reviews.get().redacted == "As Great Gatsby says."


def test_who_is_never_asked_a_question_has_no_empty_table_of_it(analyst: Account) -> None:
    vale = consulted()
    page = ASKED.pages[0]
    first, *rest = page.groups[0].questions
    homes = [replace(one, shown_if=Rule(question="who", value="person")) if one.code == "side" else one for one in rest]
    routed = replace(ASKED, pages=(replace(page, groups=(replace(page.groups[0], questions=(first, *homes)),)),))
    held = results_from_plain(services.make_tables(vale, by=analyst).tables)

    to_all, by_rule = ({one.code: one.wholes for one in shown_questions(held, asked)} for asked in (ASKED, routed))

    assert [table.title for table in to_all["side"]] == ["People", "Organisations"]
    assert [table.title for table in by_rule["side"]] == ["People"]
    assert by_rule["rail"] == to_all["rail"]


def test_a_question_that_too_few_answered_says_so_once_and_has_no_table_of_withheld_cells(analyst: Account) -> None:
    vale = closed()
    answered(vale, (5, {"who": "person", "rail": "yes"}), (40, {"who": "person", "side": "east"}))
    held = results_from_plain(services.make_tables(vale, by=analyst).tables)

    people = {one.code: one.wholes[0] for one in shown_questions(held, ASKED)}

    assert people["rail"].rows == ()
    assert people["rail"].words == "Too few answered for numbers to be shown."
    assert people["side"].rows


def test_a_question_that_is_put_to_organisations_alone_says_so_once(analyst: Account) -> None:
    vale = consulted()
    page = ASKED.pages[0]
    first, *rest = page.groups[0].questions
    alone = Rule(question="who", value="organisation")
    put = [replace(one, shown_if=alone) if one.code == "side" else one for one in rest]
    routed = replace(ASKED, pages=(replace(page, groups=(replace(page.groups[0], questions=(first, *put)),)),))
    QuestionnaireVersion.objects.filter(instrument=vale).update(
        definition=plain_questionnaire(routed), digest=digest_of(routed)
    )
    for row in vale.responses.all():
        answers = {code: held for code, held in row.answers.items() if code != "side" or row.answers["who"] != "person"}
        Response.objects.filter(pk=row.pk).update(answers=answers)
    services.publish_results(services.make_tables(vale, by=analyst), "", by=analyst)

    team = signed_in(analyst).get("/team/engagement/vale/results/").content.decode()
    public = Client().get("/have-your-say/vale/results/").content.decode()

    assert [page.count("This was put to organisations alone.") for page in (team, public)] == [1, 1]


def test_while_it_is_open_the_page_of_texts_says_that_they_are_closed(officer: Account) -> None:
    vale = consulted()
    answered(vale, (1, {"who": "person", "leave": "yes", "more": "Build it."}))
    Instrument.objects.filter(pk=vale.pk).update(closes_at=timezone.now() + timedelta(days=1))

    page = signed_in(officer).get(f"{TEAM}/vale/texts/")

    assert "What people write can be read once it has closed." in page.content.decode()
    assert "Build it." not in page.content.decode()
    assert not LogEntry.objects.filter(verb="read texts of").exists()


def test_a_quotation_whose_leave_is_taken_back_stops_publication(analyst: Account) -> None:
    vale = consulted()
    row = answered(vale, (1, {"who": "person", "leave": "yes", "more": "Build it."}))[0]
    services.review_text(next(iter(texts_written(vale))), may_quote=True, redacted="Build it.", by=analyst)
    made = services.make_tables(vale, by=analyst)
    row.answers = {**row.answers, "leave": "no"}
    row.save()

    failed = {line.name for line in gate_of(made) if not line.passed}

    assert failed == {"unchanged", "consent"}


def test_a_consultation_takes_no_weights_and_says_why(officer: Account) -> None:
    recipe = Recipe(population="residents", strata=(Stratum("all", "All", 100),))

    with pytest.raises(NotForThisKind, match="cannot be weighted"):
        services.keep_design(closed(), recipe, (), by=officer)


def test_breakdowns_are_chosen_before_it_closes(officer: Account) -> None:
    vale = consulted()
    opened = make_open(make_instrument(slug="dale"))

    services.keep_design(opened, Recipe(), ["size"], by=officer)
    with pytest.raises(services.NotYet, match="before it closes"):
        services.keep_design(vale, Recipe(), ["side"], by=officer)


def test_the_weights_of_a_closed_survey_are_kept_with_its_breakdowns_in_whatever_order_the_form_has_them(
    officer: Account,
) -> None:
    vale = closed(InstrumentKind.QUOTA)
    vale.breakdowns = ["side", "rail"]
    vale.save(update_fields=["breakdowns"])

    services.keep_design(vale, Recipe(population="firms"), ["rail", "side"], by=officer)

    vale.refresh_from_db()
    assert vale.breakdowns == ["side", "rail"]
    assert vale.design["population"] == "firms"


def test_a_survey_is_weighted_by_what_the_page_was_told(officer: Account) -> None:
    vale = closed(InstrumentKind.SURVEY)
    answered(vale, (40, {"rail": "yes", "side": "east"}), (20, {"rail": "no", "side": "west"}))
    browser = signed_in(officer)
    sent = {
        "population": "firms of the Vale",
        "unit": "firms",
        "margins": "side; east; East; 100; A list; 2025\nside; west; West; 300; A list; 2025",
        "strata": "",
        "trim_at": "",
        "note": "",
    }

    assert browser.post("/team/engagement/vale/weights/", sent).status_code == 302
    assert browser.post("/team/engagement/vale/results/", {"do": "make"}).status_code == 302
    page = browser.get("/team/engagement/vale/results/").content.decode()

    assert "25 % (" in page
    assert "held to the population" in page
    assert "A list, 2025" in browser.get("/team/engagement/vale/weights/").content.decode().replace("; 2025", ", 2025")


def test_the_team_sees_how_many_of_each_stratum_answered_as_the_public_does(officer: Account, analyst: Account) -> None:
    vale = closed(InstrumentKind.SURVEY)
    answered(vale, (40, {"rail": "yes"}))
    made = services.make_tables(vale, by=analyst)
    services.publish_results(made, "", by=analyst)
    made.tables["strata"] = [
        {"label": "Small", "population": 1_900, "drawn": 300, "answered": 36},
        {"label": "Large", "population": 100},
    ]
    made.save()

    team = signed_in(officer).get("/team/engagement/vale/results/").content.decode()
    public = Client().get("/have-your-say/vale/results/").content.decode()

    for page in (team, public):
        assert "Drawn and answered" in page
        plain = page.replace('<td class="number">', "<td>")
        assert ">Small</th><td>1,900</td><td>300</td><td>36</td>" in plain
        assert ">Large</th><td>100</td><td>–</td><td>withheld</td>" in plain


def test_only_a_survey_says_whether_groups_differ_by_more_than_chance(officer: Account, analyst: Account) -> None:
    pages, files = {}, {}
    for kind in InstrumentKind:
        held = closed(kind, slug=kind.value)
        held.breakdowns = ["side"]
        held.save()
        answered(
            held,
            (70, {"rail": "yes", "side": "east", "who": "person"}),
            (30, {"rail": "no", "side": "east", "who": "person"}),
            (40, {"rail": "yes", "side": "west", "who": "person"}),
            (60, {"rail": "no", "side": "west", "who": "person"}),
        )
        services.publish_results(services.make_tables(held, by=analyst), "", by=analyst)
        pages[kind] = Client().get(f"/have-your-say/{held.slug}/results/").content.decode()
        files[kind] = Client().get(f"/have-your-say/{held.slug}/results/tables.csv").content.decode()

    # 199 (70 x 60 - 30 x 40)^2 / (110 x 90 x 100 x 100), since everybody weighs the same
    said = "The groups differ by more than chance would explain (F(1, 199) = 18.1, p &lt; 0.001)."
    assert [kind for kind, page in pages.items() if said in page] == [InstrumentKind.SURVEY]
    assert [kind for kind, file in files.items() if "test_p" in file] == [InstrumentKind.SURVEY]


def test_a_line_of_the_plan_that_cannot_be_read_is_named(officer: Account) -> None:
    vale = closed(InstrumentKind.SURVEY)

    page = signed_in(officer).post("/team/engagement/vale/weights/", {"strata": "a; A; many", "margins": ""})

    assert page.status_code == 422
    assert "“many” is no whole number" in page.content.decode()
    assert vale.design == {}


def test_an_option_that_no_class_holds_is_named_with_its_question(officer: Account) -> None:
    vale = closed(InstrumentKind.SURVEY)
    sent = {"population": "firms", "strata": "", "margins": "side; east; East; 100; A list; 2025"}

    page = signed_in(officer).post("/team/engagement/vale/weights/", sent)

    words = unescape(page.content.decode())
    label = next(one.label for one in working_version(vale).questionnaire.questions() if one.code == "side")
    assert page.status_code == 422
    assert f"margin side: 'west' of “{label}” is in no class." in words
    assert vale.design == {}


def test_who_reads_texts_is_logged_and_decides_on_a_page(officer: Account) -> None:
    vale = consulted()
    row = answered(vale, (1, {"who": "person", "leave": "yes", "more": "Build it."}))[0]
    browser = signed_in(officer)

    assert "Build it." in browser.get("/team/engagement/vale/texts/").content.decode()
    key = f"{row.reference}.more"
    sent = {f"{key}.decision": "quote", f"{key}.words": "Build it."}
    assert browser.post("/team/engagement/vale/texts/", sent).status_code == 302

    assert row.text_reviews.get().may_quote
    assert LogEntry.objects.filter(verb="read texts of", key="vale").exists()


def test_the_team_s_page_publishes_for_who_may(analyst: Account, officer: Account) -> None:
    vale = consulted()
    made = services.make_tables(vale, by=officer)
    sent = {"do": "publish", "number": str(made.number), "note": ""}

    assert signed_in(officer).post("/team/engagement/vale/results/", sent).status_code == 404
    assert signed_in(analyst).post("/team/engagement/vale/results/", sent).status_code == 302
    made.refresh_from_db()
    assert made.published_at is not None


def test_weights_name_strata_that_invitations_have(officer: Account) -> None:
    vale = closed(InstrumentKind.SURVEY)
    Invitation.objects.create(instrument=vale, number=1, token_hash="a", sealed_contact=b"", stratum="small")

    def keep(code: str) -> None:
        recipe = Recipe(population="firms", strata=(Stratum(code, code, 100),))
        services.keep_design(vale, recipe, vale.breakdowns, by=officer)

    with pytest.raises(services.NotYet, match="No invitation has the stratum “smal”") as refused:
        keep("smal")
    assert "as the invitations have them: small." in str(refused.value)
    keep("small")
