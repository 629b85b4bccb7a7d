"""WordprocessingML as text: runs, paragraphs, bookmarks, fields and links, each made whole by a function."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\ufeff\ufffe\uffff]")
_LONGEST_NAME = 40


def clean(text: str) -> str:
    """The text with spaces run together and without characters that no eye sees."""
    return _SPACES.sub(" ", _UNPRINTABLE.sub("", text))


def attribute(text: str) -> str:
    """The text as an attribute's value, in its quotation marks."""
    return quoteattr(clean(text).strip())


def run(text: str, style: str = "", *, strong: bool = False, emphasis: bool = False) -> str:
    """A run of text in a character style.

    >>> run("5 < 6", strong=True)
    '<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">5 &lt; 6</w:t></w:r>'
    """
    words = clean(text)
    if not words:
        return ""
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    properties += "<w:b/><w:bCs/>" if strong else ""
    properties += "<w:i/><w:iCs/>" if emphasis else ""
    return (
        f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}"
        f'<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
    )


def tab() -> str:
    """A tabulator."""
    return "<w:r><w:tab/></w:r>"


def paragraph(style: str, *inner: str, properties: str = "") -> str:
    """A paragraph in a style; `properties` are further ones, in the order that the format asks for."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(inner)}</w:p>'


def anchor_name(*names: str) -> str:
    """A bookmark's name: letters, digits and underscores, 40 at most.

    >>> anchor_name("entry", "A1")
    'entry_A1'
    """
    return re.sub(r"\W", "_", "_".join(names), flags=re.ASCII)[:_LONGEST_NAME]


def link_within(anchor: str, inner: str, *, tip: str = "") -> str:
    """A link to a bookmark."""
    hint = f" w:tooltip={attribute(tip)}" if tip else ""
    return f'<w:hyperlink w:anchor="{anchor}"{hint} w:history="1">{inner}</w:hyperlink>'


def link_away(relation: str, inner: str) -> str:
    """A link to an address, by its relation."""
    return f'<w:hyperlink r:id="{relation}" w:history="1">{inner}</w:hyperlink>'


def field(order: str, shown: str) -> str:
    """A field with the result that shows until it is renewed."""
    return f"{field_begin(order)}{run(shown)}{field_end()}"


def field_begin(order: str) -> str:
    """The beginning of a field, whose result follows."""
    code = f'<w:r><w:instrText xml:space="preserve"> {order} </w:instrText></w:r>'
    return f"{_field_mark('begin')}{code}{_field_mark('separate')}"


def field_end() -> str:
    """The end of a field."""
    return _field_mark("end")


def _field_mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
