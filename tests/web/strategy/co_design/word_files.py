"""Word files as officials send them back: comments with a reply, and tracked changes, made on an edition's document."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from placewright.publish.word.package import W14, W

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_EXTENDED_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
AUTHOR, OTHER = "Sam Official", "Kim Colleague"


def sent_back(content: bytes) -> bytes:
    """The document with a comment and a reply, a tracked change, a new paragraph, and a change in one nobody knows."""
    made = Document(io.BytesIO(content))
    schools = _paragraph(made, "Schools are good here")
    first = made.add_comment(schools.runs, text="Say which schools.", author=AUTHOR, initials="SO")
    second = made.add_comment(schools.runs, text="The list is in the annex.", author=OTHER, initials="KC")
    _as_reply(made, first, second)
    _replace(schools, "good", "excellent", author=AUTHOR)
    _new_paragraph(schools, "Schools are not everything.", author=OTHER)
    towns = _paragraph(made, "Towns differ.")
    for mark in towns._p.findall(f"{W}bookmarkStart"):
        towns._p.remove(mark)
    towns.runs[0].text = "Something that was never in the edition at all."
    _replace(towns, "never", "once", author=AUTHOR)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def without_marks(content: bytes) -> bytes:
    """The document as a program saves it that loses bookmarks."""
    made = Document(io.BytesIO(content))
    for mark in list(made.element.body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        mark.getparent().remove(mark)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def without_properties(content: bytes) -> bytes:
    """The document as a program saves it that loses what a document says of itself."""
    made = Document(io.BytesIO(content))
    for name, relation in list(made.part.package.rels.items()):
        if relation.reltype.endswith("/custom-properties"):
            del made.part.package.rels[name]
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def renamed(content: bytes, edition: str) -> bytes:
    """The document as one of another edition."""
    made = Document(io.BytesIO(content))
    for relation in made.part.package.rels.values():
        if relation.reltype.endswith("/custom-properties"):
            relation.target_part._blob = relation.target_part.blob.replace(b">one-draft<", f">{edition}<".encode())
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    """The file with another content of a part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, text if info.filename == name else old.read(info))
    return stream.getvalue()


def _paragraph(made: Any, begins: str) -> Any:
    return next(one for one in made.paragraphs if one.text.startswith(begins))


def _as_reply(made: Any, first: Any, second: Any) -> None:
    for comment, id in ((first, "0000AAAA"), (second, "0000BBBB")):
        comment.paragraphs[-1]._p.set(f"{W14}paraId", id)
    blob = (
        f'<w15:commentsEx {_NAMES}><w15:commentEx w15:paraId="0000AAAA" w15:done="0"/>'
        '<w15:commentEx w15:paraId="0000BBBB" w15:paraIdParent="0000AAAA" w15:done="0"/></w15:commentsEx>'
    ).encode()
    part = Part(PackURI("/word/commentsExtended.xml"), _EXTENDED_TYPE, blob, made.part.package)
    made.part.relate_to(part, _EXTENDED)


def _tracked(kind: str, text: str, author: str) -> Any:
    tag = "delText" if kind == "del" else "t"
    return parse_xml(
        f'<w:{kind} {_NAMES} w:id="900" w:author="{author}" w:date="2026-05-04T10:00:00Z"><w:r>'
        f'<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r></w:{kind}>'
    )


def _replace(paragraph: Any, old: str, new: str, *, author: str) -> None:
    run = next(run for run in paragraph.runs if old in run.text)
    before, _, after = run.text.partition(old)
    run.text = before
    rest = parse_xml(f'<w:r {_NAMES}><w:t xml:space="preserve">{after}</w:t></w:r>')
    for piece in (rest, _tracked("ins", new, author), _tracked("del", old, author)):
        run._r.addnext(piece)


def _new_paragraph(paragraph: Any, text: str, *, author: str) -> None:
    made = parse_xml(
        f'<w:p {_NAMES}><w:pPr><w:rPr><w:ins w:id="901" w:author="{author}" w:date="2026-05-04T11:00:00Z"/></w:rPr>'
        "</w:pPr></w:p>"
    )
    made.append(_tracked("ins", text, author))
    paragraph._p.addnext(made)
