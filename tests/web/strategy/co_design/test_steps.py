"""An edition moves through its states by steps that need what they need, and a wrong step is taken back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from docx import Document

from placewright.web.accounts.models import Account
from placewright.web.common.models import LogEntry
from placewright.web.strategy.co_design import exporting, queries
from placewright.web.strategy.co_design.models import EditionUnderWay, MadeEdition
from placewright.web.strategy.co_design.services import answering, inviting, moving, saying
from placewright.web.strategy.co_design.services.moving import CannotMove, move, record_approval, undo
from placewright.web.strategy.co_design.states import ReviewerRole, State
from placewright.web.strategy.models import Chapter

from .conftest import invite_to

pytestmark = pytest.mark.django_db
Make = Callable[..., MadeEdition]


def approved(made: MadeEdition, by: Account, *roles: str) -> MadeEdition:
    for role in roles:
        record_approval(made, role=ReviewerRole(role), name="A body", organisation="It", note="Minutes.", by=by)
    return made


def test_an_edition_goes_from_draft_to_published(under_way: EditionUnderWay, make: Make, editor: Account) -> None:
    consultation = approved(make("consultation"), editor, "board")
    move(under_way, State.CONSULTATION, made=consultation, note="The board agreed.", by=editor)
    move(under_way, State.CO_DESIGN, made=make("co-design"), note="To Government.", by=editor)
    agreed = approved(make("agreed"), editor, "board", "government")
    move(under_way, State.AGREED, made=agreed, note="Signed.", by=editor)
    move(under_way, State.PUBLISHED, made=agreed, note="On the day.", by=editor)
    under_way.refresh_from_db()
    assert under_way.state == State.PUBLISHED
    steps = [(step.before, step.after, step.by) for step in under_way.transitions.order_by("id")]
    assert steps == [
        ("draft", "consultation", editor),
        ("consultation", "co-design", editor),
        ("co-design", "agreed", editor),
        ("agreed", "published", editor),
    ]
    assert [made.slug for made in queries.public_editions()] == ["one-agreed", "one-consultation"]
    assert LogEntry.objects.filter(verb__startswith="moved to", by_id=editor.pk).count() == 4


def test_the_log_holds_each_step_and_approval_also_those_taken_back(
    under_way: EditionUnderWay, make: Make, editor: Account
) -> None:
    consultation = approved(make("consultation"), editor, "board")
    move(under_way, State.CONSULTATION, made=consultation, note="The board agreed.", by=editor)
    moving.take_back_approval(consultation.approvals.get(), by=editor, why="The wrong meeting.")
    rows = list(csv.DictReader(io.StringIO(exporting.log_as_csv(under_way).lstrip("\ufeff"))))
    step, approval = rows
    assert (step["kind"], step["text"]) == ("step", "draft -> consultation\nThe board agreed.")
    assert step["said by"] == str(editor)
    assert (approval["kind"], approval["said by"], approval["answer"]) == ("approval", "A body, It", "taken back")
    words = "\n".join(one.text for one in Document(io.BytesIO(exporting.log_as_word(under_way))).paragraphs)
    assert "Approved: A body, It" in words and "Taken back on" in words


@pytest.mark.parametrize("to", [State.CO_DESIGN, State.AGREED, State.PUBLISHED, State.DRAFT])
def test_no_state_is_skipped(under_way: EditionUnderWay, make: Make, editor: Account, to: State) -> None:
    with pytest.raises(CannotMove, match="cannot move"):
        move(under_way, to, made=make("consultation"), note="At once.", by=editor)


def test_an_edition_of_another_kind_is_not_shown(
    under_way: EditionUnderWay, draft: MadeEdition, editor: Account
) -> None:
    with pytest.raises(CannotMove, match="no consultation edition"):
        move(under_way, State.CONSULTATION, made=draft, note="Go.", by=editor)


def test_a_missing_approval_stops_the_step(under_way: EditionUnderWay, make: Make, editor: Account) -> None:
    made = make("consultation")
    with pytest.raises(CannotMove, match="Not approved for: Board"):
        move(
            under_way, State.CONSULTATION, made=made, note="Go.", by=editor, let_pass={"approval of board": "No time."}
        )
    approval = record_approval(
        made, role=ReviewerRole.BOARD, name="The board", organisation="The county", note="Minutes.", by=editor
    )
    moving.take_back_approval(approval, by=editor, why="Another paper.")
    with pytest.raises(CannotMove, match="Not approved"):
        move(under_way, State.CONSULTATION, made=made, note="Go.", by=editor)


def test_errors_stop_the_step_and_cannot_be_let_pass(under_way: EditionUnderWay, make: Make, editor: Account) -> None:
    made = approved(make("consultation", errors=2), editor, "board")
    with pytest.raises(CannotMove, match="2 errors"):
        move(under_way, State.CONSULTATION, made=made, note="Go.", by=editor, let_pass={"errors": "Never mind."})


def test_a_suspect_claim_stops_the_step_unless_somebody_lets_it_pass_with_a_reason(
    under_way: EditionUnderWay, make: Make, editor: Account
) -> None:
    unsure = [{"claim": "pay", "rule": "suspect", "what": "Changed."}]
    made = approved(make("consultation", unsure=unsure), editor, "board")
    with pytest.raises(CannotMove, match="1 claim in the text is suspect"):
        move(under_way, State.CONSULTATION, made=made, note="Go.", by=editor, let_pass={"suspect": " "})
    step = move(under_way, State.CONSULTATION, made=made, note="Go.", by=editor, let_pass={"suspect": "Seen by me."})
    assert {"name": "suspect", "let_pass": "Seen by me."}.items() <= next(
        one for one in step.found if one["name"] == "suspect"
    ).items()


def test_whoever_may_not_waive_lets_nothing_pass(under_way: EditionUnderWay, make: Make, editor: Account) -> None:
    made = approved(make("consultation", unsure=[{"claim": "pay", "rule": "unreviewed", "what": ""}]), editor, "board")
    somebody = Account.objects.create_user("other@example.org", "a password of no use")
    with pytest.raises(CannotMove, match="was not reviewed"):
        move(under_way, State.CONSULTATION, made=made, note="Go.", by=somebody, let_pass={"unreviewed": "Fine."})


def test_an_objection_stops_the_step_until_it_is_answered(
    under_way: EditionUnderWay, make: Make, draft: MadeEdition, editor: Account
) -> None:
    link = invite_to(draft, editor).link
    objection = saying.agree(link, chapter="people", agrees=False, text="Not so.", once="0" * 16)
    made = approved(make("consultation"), editor, "board")
    with pytest.raises(CannotMove, match="1 objection is not answered"):
        move(under_way, State.CONSULTATION, made=made, note="Go.", by=editor)
    answering.answer(objection, outcome=answering.Outcome.DECLINED, why="The figures say so.", by=editor)
    assert move(under_way, State.CONSULTATION, made=made, note="Go.", by=editor).after == State.CONSULTATION


def test_a_reviewer_who_agrees_later_objects_no_longer(draft: MadeEdition, editor: Account) -> None:
    link = invite_to(draft, editor).link
    saying.agree(link, chapter="people", agrees=False, text="Not so.", once="0" * 16)
    saying.agree(link, chapter="people", agrees=True, text="", once="1" * 16)
    assert not queries.unanswered(draft.under_way, all_kinds=False)


def test_pages_that_are_not_what_was_pinned_stop_the_step(
    under_way: EditionUnderWay, make: Make, editor: Account
) -> None:
    made = approved(make("consultation"), editor, "board")
    (made.site / "index.html").write_text("Something else.", encoding="utf-8")
    with pytest.raises(CannotMove, match="not what was pinned"):
        move(under_way, State.CONSULTATION, made=made, note="Go.", by=editor)


def test_a_wrong_step_is_taken_back_by_another_and_its_page_says_so(
    under_way: EditionUnderWay, make: Make, editor: Account, client: Client
) -> None:
    made = approved(make("consultation"), editor, "board")
    step = move(under_way, State.CONSULTATION, made=made, note="Go.", by=editor)
    assert client.get("/editions/one-consultation/").status_code == 200
    with pytest.raises(CannotMove, match="No reason"):
        undo(step, why=" ", by=editor)
    back = undo(step, why="The wrong file.", by=editor)
    under_way.refresh_from_db()
    assert (under_way.state, back.undoes, under_way.transitions.count()) == (State.DRAFT, step, 2)
    assert client.get("/editions/one-consultation/").status_code == 410
    with pytest.raises(CannotMove, match="Only the last step"):
        undo(step, why="Again.", by=editor)
    made.refresh_from_db()
    move(under_way, State.CONSULTATION, made=made, note="The right one after all.", by=editor)
    assert client.get("/editions/one-consultation/").status_code == 200


def test_an_accepted_proposal_goes_into_the_draft_and_not_live(draft: MadeEdition, editor: Account) -> None:
    link = inviting.invite(
        draft,
        name="Jo",
        organisation="It",
        role=ReviewerRole.BOARD,
        until=invite_to(draft, editor).link.until,
        may_comment=True,
        may_propose=True,
        may_agree=True,
        by=editor,
    ).link
    said = "£18.20 is what an hour is paid. After school the picture turns: too few adults learn."
    row = saying.propose(link, chapter="people", number=3, proposed=said, text="", once="0" * 16)
    made = answering.answer(row, outcome=answering.Outcome.ACCEPTED, why="", by=editor, apply=True)
    chapter = Chapter.objects.get(slug="people")
    written = chapter.get_latest_revision_as_object().text
    assert "{{ pay.now }} is what an hour is paid. After school the picture turns: too few adults learn." in written
    assert "too few" not in chapter.text and made.applied
    assert chapter.latest_revision.user == editor
