"""Comments and tracked changes made in Word come back to their paragraphs; what fits nowhere is listed."""

from __future__ import annotations

import csv
import io
import shutil

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from placewright.publish.word.package import BadWordFile
from placewright.publish.word.returned import read_returned
from placewright.web.accounts.models import Account
from placewright.web.strategy.co_design import exporting
from placewright.web.strategy.co_design.models import MadeEdition, Outcome, Remark
from placewright.web.strategy.co_design.services import answering, saying
from placewright.web.strategy.co_design.services.bringing_back import bring_back
from placewright.web.strategy.models import Build

from .conftest import SCHOOLS, invite_to, write_output
from .word_files import AUTHOR, OTHER, sent_back, with_part, without_marks

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(draft: MadeEdition) -> bytes:
    """The draft for Word."""
    return (draft.folder / "strategy.docx").read_bytes()


def test_comments_replies_and_changes_come_back_to_their_paragraphs(
    draft: MadeEdition, document: bytes, editor: Account
) -> None:
    file = bring_back(draft, sent_back(document), name="reply.docx", by=editor)
    assert (file.added, file.known, file.unmatched) == (5, 0, 1)
    comment = Remark.objects.get(text="Say which schools.")
    assert (comment.chapter, comment.number, comment.words, comment.said_by) == ("people", 2, SCHOOLS, AUTHOR)
    reply = Remark.objects.get(text="The list is in the annex.")
    assert (reply.reply_to, reply.said_by) == (comment, OTHER)
    change = Remark.objects.get(kind="proposal", chapter="people", said_by=AUTHOR)
    assert (change.number, change.proposed) == (2, SCHOOLS.replace("good", "excellent"))
    assert change.said_at.isoformat() == "2026-05-04T10:00:00+00:00"
    new = Remark.objects.get(kind="proposal", said_by=OTHER)
    assert (new.number, new.proposed) == (2, f"{SCHOOLS}\n\nSchools are not everything.")


def test_comments_of_a_program_that_numbers_no_paragraphs_keep_their_own(draft: MadeEdition, document: bytes) -> None:
    file = Document(io.BytesIO(document))
    schools = next(one for one in file.paragraphs if "Schools are good here" in one.text)
    file.add_comment(schools.runs, text="Which?", author=AUTHOR)
    file.add_comment(file.add_paragraph("From elsewhere.").runs, text="A preface is wanting.", author=AUTHOR)
    stream = io.BytesIO()
    file.save(stream)
    which, preface = read_returned(stream.getvalue()).comments
    assert (which.reply_to, preface.reply_to) == ("", "")
    assert which.paragraph == SCHOOLS


def test_a_name_in_a_word_file_is_not_verified(draft: MadeEdition, document: bytes, editor: Account) -> None:
    bring_back(draft, sent_back(document), name="reply.docx", by=editor)
    assert not any(row.is_verified for row in Remark.objects.all())


def test_what_fits_no_paragraph_is_listed_with_its_text(
    client: Client, draft: MadeEdition, document: bytes, editor: Account
) -> None:
    client.force_login(editor)
    upload = SimpleUploadedFile("reply.docx", sent_back(document))
    page = client.post("/team/co-design/under-way/one/word/", {"made": "one-draft", "file": upload}).content.decode()
    assert "Without a place in the text" in page
    assert "Something that was never in the edition at all." in page
    listed = client.get("/team/co-design/under-way/one/remarks/?chapter=none").content.decode()
    assert "Something that was" in listed and "Say which schools." not in listed


def test_the_same_file_twice_adds_nothing(draft: MadeEdition, document: bytes, editor: Account) -> None:
    bring_back(draft, sent_back(document), name="reply.docx", by=editor)
    again = bring_back(draft, sent_back(document), name="reply (2).docx", by=editor)
    assert (again.added, again.known) == (0, 5)
    assert Remark.objects.count() == 5


def test_paragraphs_without_marks_are_known_by_their_words(
    draft: MadeEdition, document: bytes, editor: Account
) -> None:
    bring_back(draft, sent_back(without_marks(document)), name="reply.docx", by=editor)
    assert Remark.objects.get(text="Say which schools.").number == 2


def test_a_document_that_nobody_touched_says_nothing(document: bytes) -> None:
    found = read_returned(document)
    assert not found.comments and not found.changes


@pytest.mark.parametrize(
    "content",
    [b"", b"no file at all", b"PK\x05\x06" + b"\0" * 18],
    ids=["empty", "text", "empty archive"],
)
def test_what_is_no_word_document_is_refused(
    client: Client, draft: MadeEdition, editor: Account, content: bytes
) -> None:
    client.force_login(editor)
    upload = SimpleUploadedFile("reply.docx", content)
    answer = client.post("/team/co-design/under-way/one/word/", {"made": "one-draft", "file": upload})
    assert answer.status_code == 422
    assert not Remark.objects.exists()


def test_a_document_type_with_entities_is_refused(document: bytes) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    with pytest.raises(BadWordFile, match="document type"):
        read_returned(with_part(document, "word/document.xml", bomb))


def test_accepted_words_from_word_are_not_those_of_two_paragraphs(
    draft: MadeEdition, document: bytes, editor: Account
) -> None:
    bring_back(draft, sent_back(document), name="reply.docx", by=editor)
    new = Remark.objects.get(kind="proposal", said_by=OTHER)
    with pytest.raises(Exception, match="more than one paragraph"):
        answering.answer(new, outcome=Outcome.ACCEPTED, why="", by=editor, apply=True)
    assert not new.answers.exists()


def test_a_redline_says_what_changed_since_the_edition(draft: MadeEdition, build: Build) -> None:
    shutil.rmtree(build.out)
    write_output(build.out, pay="£19.00", schools=SCHOOLS.replace("good", "fair"))
    found = {change.before: change.after for change in read_returned(exporting.redline_of(draft, build)).changes}
    assert found[SCHOOLS] == SCHOOLS.replace("good", "fair")
    pay = next(before for before in found if before.startswith("£18.20"))
    assert found[pay] == pay.replace("£18.20", "£19.00")
    assert exporting.redline_of(draft, build) == exporting.redline_of(draft, build)


def test_the_log_goes_out_for_word_and_as_csv_that_runs_nothing(draft: MadeEdition, editor: Account) -> None:
    link = invite_to(draft, editor, name="=cmd|' /C calc'!A0").link
    row = saying.comment(link, chapter="people", number=2, text="=1+1", once="0" * 16)
    answering.answer(row, outcome=Outcome.PARTLY, why="In the annex.", by=editor)
    rows = list(csv.DictReader(io.StringIO(exporting.log_as_csv(draft.under_way).lstrip("\ufeff"))))
    assert (rows[0]["text"], rows[0]["answer"], rows[0]["why"]) == ("'=1+1", "partly", "In the annex.")
    assert rows[0]["said by"].startswith("'=cmd")
    made = Document(io.BytesIO(exporting.log_as_word(draft.under_way)))
    styles = {one.style.name for one in made.paragraphs}
    assert {"Title", "Heading 1", "Heading 2"} <= styles
    assert any("Partly accepted: In the annex." in one.text for one in made.paragraphs)
