"""Comments and tracked changes made in Word come back to their paragraphs; what fits nowhere is listed."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from placewright.publish.word.package import BadWordFile
from placewright.publish.word.returned import read_returned
from placewright.web.accounts.models import Account
from placewright.web.strategy.co_design import exporting
from placewright.web.strategy.co_design.models import EditionUnderWay, MadeEdition, Outcome, Remark
from placewright.web.strategy.co_design.services import answering, saying
from placewright.web.strategy.co_design.services.bringing_back import bring_back
from placewright.web.strategy.co_design.texts import text_in
from placewright.web.strategy.co_design.word_origin import OfAnother, WhichEdition
from placewright.web.strategy.models import Build

from .conftest import SCHOOLS, invite_to, write_output
from .word_files import AUTHOR, OTHER, renamed, sent_back, with_part, without_marks, without_properties

pytestmark = pytest.mark.django_db

WORD = "/team/co-design/under-way/one/word/"


@pytest.fixture
def document(draft: MadeEdition) -> bytes:
    """The draft for Word."""
    return (draft.folder / "strategy.docx").read_bytes()


def test_comments_replies_and_changes_come_back_to_their_paragraphs(
    draft: MadeEdition, document: bytes, editor: Account
) -> None:
    file = bring_back(draft.under_way, sent_back(document), name="reply.docx", by=editor)
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
    bring_back(draft.under_way, sent_back(document), name="reply.docx", by=editor)
    assert not any(row.is_verified for row in Remark.objects.all())


def test_what_fits_no_paragraph_is_listed_with_its_text(
    client: Client, draft: MadeEdition, document: bytes, editor: Account
) -> None:
    client.force_login(editor)
    upload = SimpleUploadedFile("reply.docx", sent_back(document))
    page = client.post(WORD, {"file": upload}).content.decode()
    assert "Without a place in the text" in page
    assert "Something that was never in the edition at all." in page
    listed = client.get("/team/co-design/under-way/one/remarks/?chapter=none").content.decode()
    assert "Something that was" in listed and "Say which schools." not in listed


def test_the_same_file_twice_adds_nothing(draft: MadeEdition, document: bytes, editor: Account) -> None:
    reply = sent_back(document)  # its comments have the second in which they were made
    bring_back(draft.under_way, reply, name="reply.docx", by=editor)
    again = bring_back(draft.under_way, reply, name="reply (2).docx", by=editor)
    assert (again.added, again.known) == (0, 5)
    assert Remark.objects.count() == 5


def test_paragraphs_without_marks_are_known_by_their_words(
    draft: MadeEdition, document: bytes, editor: Account
) -> None:
    bring_back(draft.under_way, sent_back(without_marks(document)), name="reply.docx", by=editor)
    assert Remark.objects.get(text="Say which schools.").number == 2


def test_a_file_is_of_the_edition_that_it_names_and_not_of_the_newest(
    client: Client, draft: MadeEdition, make: Callable[..., MadeEdition], document: bytes, editor: Account
) -> None:
    newer = make("consultation", schools=SCHOOLS.replace("most children", "nearly all children"))
    client.force_login(editor)
    page = client.post(WORD, {"file": SimpleUploadedFile("reply.docx", sent_back(document))}).content.decode()
    comment = Remark.objects.get(text="Say which schools.")
    assert (comment.made, comment.number, comment.words) == (draft, 2, SCHOOLS)
    assert "taken as of “The draft edition” (one-draft)" in page
    assert f"The newest edition is another: “{newer.title}”" in page
    assert "What does not stand so in the newest edition" in page and "reads differently now" in page


@pytest.mark.parametrize("lost", [without_properties, lambda content: renamed(content, "elsewhere-draft")])
def test_a_file_that_names_no_edition_here_is_asked_about(
    client: Client,
    draft: MadeEdition,
    make: Callable[..., MadeEdition],
    document: bytes,
    editor: Account,
    lost: Callable[[bytes], bytes],
) -> None:
    make("consultation", schools=SCHOOLS.replace("good", "fair"))
    client.force_login(editor)
    content = lost(sent_back(document))
    names = read_returned(content).identity.edition
    asked = client.post(WORD, {"file": SimpleUploadedFile("reply.docx", content)})
    assert asked.status_code == 422 and not Remark.objects.exists()
    likely = "one-draft" if names else "one-consultation"  # by its text, or else the newest
    assert f'<option value="{likely}" selected>' in asked.content.decode()
    what = f"names the edition “{names}”, which is not here" if names else "does not say of which edition it is"
    assert what in asked.content.decode()
    client.post(WORD, {"made": "one-draft", "file": SimpleUploadedFile("reply.docx", content)})
    assert Remark.objects.get(text="Say which schools.").made == draft


def test_a_file_is_not_taken_for_an_edition_that_it_is_not_of(
    client: Client, draft: MadeEdition, make: Callable[..., MadeEdition], document: bytes, editor: Account
) -> None:
    make("consultation")
    client.force_login(editor)
    answer = client.post(WORD, {"made": "one-consultation", "file": SimpleUploadedFile("a.docx", sent_back(document))})
    assert answer.status_code == 422 and not Remark.objects.exists()
    assert "The file is of “The draft edition (one-draft)”, and another edition is chosen." in answer.content.decode()


def test_a_file_of_an_edition_that_says_something_else_here_is_asked_about(
    draft: MadeEdition, document: bytes, editor: Account
) -> None:
    shutil.rmtree(draft.folder)
    write_output(draft.folder, schools=SCHOOLS.replace("good", "fair"), edition="one-draft")
    with pytest.raises(WhichEdition, match="its text is not what that edition says here"):
        bring_back(draft.under_way, sent_back(document), name="reply.docx", by=editor)


def test_a_file_of_another_edition_under_way_is_sent_there(
    draft: MadeEdition, document: bytes, editor: Account
) -> None:
    other = EditionUnderWay.objects.create(slug="two", title="The other strategy", opened_by=editor)
    with pytest.raises(OfAnother, match="an edition of “The strategy”"):
        bring_back(other, sent_back(document), name="reply.docx", by=editor)


def test_a_builds_document_carries_the_fingerprint_of_the_text_that_is_matched_with(public: Build) -> None:
    text = text_in(public.out)
    assert text is not None
    assert read_returned((public.out / "strategy.docx").read_bytes()).identity.text == text.fingerprint


def test_a_redline_is_of_the_edition_that_it_begins_with(draft: MadeEdition, build: Build) -> None:
    assert read_returned(exporting.redline_of(draft, build)).identity.edition == "one-draft"


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
    answer = client.post(WORD, {"file": upload})
    assert answer.status_code == 422
    assert not Remark.objects.exists()


def test_a_document_type_with_entities_is_refused(document: bytes) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    with pytest.raises(BadWordFile, match="document type"):
        read_returned(with_part(document, "word/document.xml", bomb))


def test_accepted_words_from_word_are_not_those_of_two_paragraphs(
    draft: MadeEdition, document: bytes, editor: Account
) -> None:
    bring_back(draft.under_way, sent_back(document), name="reply.docx", by=editor)
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
