"""Letters of invitation as PDF: one page each, with the link, its code to type, and a square to scan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from itertools import groupby

import qrcode
from django.utils import translation
from django.utils.translation import gettext as _

from placewright.publish.pdf.compile import packaged_fonts
from placewright.publish.pdf.typst_text import literal
from placewright.web.engagement.invitation_files import filled_text, link_of
from placewright.web.engagement.models import Instrument

MOST = 2_000
"""Letters in one file; more are fetched in parts."""

_HEAD = """#set document(title: {title})
#set text(font: "Source Sans 3", size: 11pt, lang: {language}{region})
#set page(paper: "a4", margin: (x: 25mm, top: 45mm, bottom: 25mm))
#set par(leading: 0.7em, spacing: 1.1em)
"""


def letters_pdf(
    instrument: Instrument,
    rows: Iterable[tuple[int, Mapping[str, str], str]],
    text: str,
    address: str,
    *,
    language: str = "en",
) -> bytes:
    """A letter for each invitation; `{name}`, `{organisation}`, `{link}` and `{code}` are filled in.

    What the letter says beside the text is in the language in which people are asked.
    """
    with translation.override(language):
        pages = [_letter(number, contact, token, text, address) for number, contact, token in rows]
    inputs = {key: svg for _source, key, svg in pages}
    spoken = language.partition("-")[0]
    head = {"language": literal(spoken), "region": ', region: "GB"' if spoken == "en" else ""}
    source = _HEAD.format(title=literal(instrument.title), **head) + "\n#pagebreak()\n".join(
        page for page, _key, _svg in pages
    )
    stamp = datetime.combine(datetime.now(tz=UTC).date(), time(), UTC)
    import typst  # it keeps threads, which a server that forks must not have

    return typst.compile(
        source.encode(),
        format="pdf",
        font_paths=packaged_fonts(),
        sys_inputs=inputs,
        pdf_standards=["ua-1"],
        timestamp=stamp,
    )


def qr_svg(text: str) -> str:
    """A text as a square to scan, with the quiet edge that scanners need."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4, box_size=1)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    cells = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{cells}" fill="#000"/></svg>'
    )


def _letter(number: int, contact: Mapping[str, str], token: str, text: str, address: str) -> tuple[str, str, str]:
    link = link_of(address, token)
    to = [contact.get("name", ""), contact.get("organisation", ""), *contact.get("address", "").split("\n")]
    lines = _broken(to)
    body = "\n".join(f"#par({_broken(part)})" for part in _paragraphs(filled_text(text, contact, link, token)))
    key = f"qr-{number}"
    how = _("Scan the square, or open %(address)s and type the code %(code)s.") % {
        "address": f"{address}/have-your-say/invitation/",
        "code": token,
    }
    alt = _("A square code that opens your invitation")
    picture = (
        f'#figure(image(bytes(sys.inputs.at({literal(key)})), format: "svg", width: 36mm, alt: {literal(alt)}), '
        f"caption: none, alt: {literal(alt)})"
    )
    small = _("Invitation %(number)s") % {"number": number}
    source = f"""#block(height: 30mm, {lines})
{body}
#v(1em)
{picture}
#par(text({literal(how)}))
#text(size: 9pt, {literal(small)})
"""
    return source, key, qr_svg(link)


def _paragraphs(text: str) -> list[list[str]]:
    """The lines of each paragraph; a browser sends the ends of lines as two characters."""
    lines = [line.strip() for line in text.splitlines()]
    return [list(part) for has_words, part in groupby(lines, key=bool) if has_words]


def _broken(lines: Iterable[str]) -> str:
    """Lines, each of which begins anew where it began anew in what was written."""
    return " + linebreak() + ".join(f"text({literal(line)})" for line in lines if line) or 'text("")'
