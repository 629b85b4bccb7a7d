"""The whole strategy as one Word document: its parts put into a package whose bytes repeat."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from importlib import resources
from pathlib import Path
from typing import Any

from placewright.core.periods import day_in_words
from placewright.core.words import gettext as _
from placewright.publish.document import Document
from placewright.publish.notices import short_notice
from placewright.publish.office_theme import office_theme
from placewright.publish.repeatable_zip import repeatable_zip
from placewright.publish.theme import LIGHT
from placewright.publish.word.annexes import annexes
from placewright.publish.word.book import Book
from placewright.publish.word.chapters import chapter
from placewright.publish.word.front import contents, cover, glance, how_to_read
from placewright.publish.word.identity import WordIdentity, put_identity
from placewright.publish.word.marks_up import field, paragraph, run, tab
from placewright.publish.word.pictures import drawn_pictures
from placewright.records.paragraphs import fingerprint_of_texts, numbered

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_UNUSED = ("/stylesWithEffects", "/customXml", "/webSettings", "/fontTable", "/thumbnail")
_BULLETS, _NUMBERS, _OWN_LISTS = 1, 2, 3
_LONGEST_RUNNING, _LONGEST_FOOT = 70, 95


def strategy_docx(document: Document, *, pictures: Path | None = None) -> bytes:
    """The document as .docx with real styles, contents, captions and alternative texts; equal input gives equal bytes.

    `pictures` is a folder in which drawn pictures are kept from one time to the next.

    Raises:
        PlacewrightError: a picture has no alternative text or cannot be drawn.
    """
    import docx

    made = docx.Document()
    part = made.part
    book = Book(document, part, drawn_pictures(document, kept=pictures))
    body = "".join(_body(document, book))
    _replace(part, f"<w:document {_NAMES}><w:body>{body}{_section(part, document)}</w:body></w:document>")
    _furnish(part, document, lists=book.lists)
    _describe(made, document)
    put_identity(part.package, WordIdentity(document.edition_id, _text_of(document)))
    stream = io.BytesIO()
    part.package.save(stream)
    return repeatable_zip(stream.getvalue(), day=document.date)


def _body(document: Document, book: Book) -> Iterator[str]:
    yield from cover(document)
    yield from contents(document, book)
    yield from how_to_read(document, book)
    yield from glance(document, book)
    for each in document.chapters:
        yield from chapter(each, book)
    yield from annexes(document, book)
    words = f"{document.title}. {document.edition}, {day_in_words(document.date)}."
    yield paragraph("Source", run(words), properties='<w:spacing w:before="480"/>')


def _section(part: Any, document: Document) -> str:
    """The page: A4, with head and foot on every page but the cover."""
    running = document.title if len(document.title) <= _LONGEST_RUNNING else document.place
    head = paragraph("Header", run(running), tab(), run(document.edition))
    numbers = {"%(page)s": field("PAGE", "1"), "%(all)s": field("NUMPAGES", "1")}
    words = re.split(r"(%\(page\)s|%\(all\)s)", _("Page %(page)s of %(all)s"))
    pages = "".join(numbers.get(word) or run(word) for word in words if word)
    notice = short_notice(document.notice) if document.notice else document.place
    foot = paragraph("Footer", run(notice), properties='<w:ind w:right="1700"/>') if len(notice) > _LONGEST_FOOT else ""
    foot += (
        paragraph("Footer", tab(), pages, properties='<w:pBdr><w:top w:val="nil"/></w:pBdr>')
        if foot
        else paragraph("Footer", run(notice), tab(), pages)
    )
    header, header_relation = part.add_header_part()
    footer, footer_relation = part.add_footer_part()
    _replace(header, f"<w:hdr {_NAMES}>{head}</w:hdr>")
    _replace(footer, f"<w:ftr {_NAMES}>{foot}</w:ftr>")
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{header_relation}"/>'
        f'<w:footerReference w:type="default" r:id="{footer_relation}"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1588" w:right="1276" w:bottom="1588" w:left="1276" '
        'w:header="709" w:footer="624" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/></w:sectPr>'
    )


def _furnish(part: Any, document: Document, *, lists: int) -> None:
    """The parts beside the text: styles, lists, settings and theme in place of the template's."""
    from docx.opc.constants import RELATIONSHIP_TYPE as KIND

    for name, relation in list(part.rels.items()):
        if relation.reltype.endswith(_UNUSED):
            del part.rels[name]
    for name, relation in list(part.package.rels.items()):
        if relation.reltype.endswith(_UNUSED):
            del part.package.rels[name]
    _replace(part.part_related_by(KIND.STYLES), _styles(document))
    _replace(part.part_related_by(KIND.NUMBERING), _lists(lists))
    _replace(part.part_related_by(KIND.SETTINGS), _settings(document))
    part.part_related_by(KIND.THEME)._blob = office_theme()
    part.package.part_related_by(KIND.EXTENDED_PROPERTIES)._blob = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        b"<Application>Placewright</Application></Properties>"
    )


def _replace(part: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    part._element = parse_xml(xml)


def _styles(document: Document) -> str:
    template = (resources.files("placewright.publish.word") / "styles.xml").read_text(encoding="utf-8")
    words = {name: value.removeprefix("#") for name, value in LIGHT.items()} | {"language": document.language}
    text = re.sub(r"\{([a-z0-9-]+)\}", lambda found: words[found[1]], template)
    return text.partition("?>")[2].strip()


def _lists(count: int) -> str:
    def abstract(id: int, kind: str, sign: str, style: str) -> str:
        return (
            f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
            f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/><w:lvlText w:val="{sign}"/>'
            '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>'
        )

    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    own = "".join(
        f'<w:num w:numId="{_OWN_LISTS + n}"><w:abstractNumId w:val="{_NUMBERS}"/>{again}</w:num>' for n in range(count)
    )
    return (
        f"<w:numbering {_NAMES}>{abstract(_BULLETS, 'bullet', '•', 'ListBullet')}"
        f"{abstract(_NUMBERS, 'decimal', '%1.', 'ListNumber')}"
        f'<w:num w:numId="{_BULLETS}"><w:abstractNumId w:val="{_BULLETS}"/></w:num>'
        f'<w:num w:numId="{_NUMBERS}"><w:abstractNumId w:val="{_NUMBERS}"/></w:num>{own}</w:numbering>'
    )


def _settings(document: Document) -> str:
    compatible = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    return (
        f'<w:settings {_NAMES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compatible}</w:compat>'
        f'<w:themeFontLang w:val="{document.language}"/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" '
        'w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" '
        'w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _text_of(document: Document) -> str:
    """The fingerprint of the text, by which a document that comes back is held against the edition it names."""
    return fingerprint_of_texts(
        (each.id, [one.fingerprint for one in numbered(each.blocks)]) for each in document.chapters
    )


def _describe(made: Any, document: Document) -> None:
    moment = datetime.combine(document.date, time(), UTC)
    about = made.core_properties
    about.title, about.author, about.last_modified_by = document.title, document.author, document.author
    about.subject, about.category = document.subtitle[:255], document.edition
    about.comments, about.keywords = document.notice[:255], ""
    about.language, about.revision = document.language, 1
    about.created = about.modified = moment
