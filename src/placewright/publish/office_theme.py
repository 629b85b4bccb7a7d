"""The theme of Word documents and slides: the colours of the site by the names that office programs give them."""

from __future__ import annotations

from placewright.publish.theme import LIGHT

FACE = "Arial"
"""The face of office documents: one that their readers have, since such files carry no font with them."""

_ROLES = {
    "dk1": "ink",
    "lt1": "surface",
    "dk2": "accent-strong",
    "lt2": "page",
    "accent1": "accent",
    "accent2": "part2",
    "accent3": "part3",
    "accent4": "part4",
    "accent5": "part6",
    "accent6": "part5",
    "hlink": "accent",
    "folHlink": "soft",
}

_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="{{}}" cap="flat" cmpd="sng" algn="ctr">{_FILL}<a:prstDash val="solid"/></a:ln>'
_PLAIN = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def office_colour(role: str) -> str:
    """A colour of the light theme as office programs write it: `0C5B55`.

    >>> office_colour("accent")
    '0C5B55'
    """
    return LIGHT[role].removeprefix("#").upper()


def office_theme() -> bytes:
    """The part of an office document that holds its theme."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{office_colour(role)}"/></a:{name}>' for name, role in _ROLES.items())
    face = f'<a:latin typeface="{FACE}"/><a:ea typeface=""/><a:cs typeface=""/>'
    lines = "".join(_LINE.format(width) for width in (6350, 12700, 19050))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Placewright">'
        f'<a:themeElements><a:clrScheme name="Placewright">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Placewright"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont>'
        '</a:fontScheme><a:fmtScheme name="Placewright">'
        f"<a:fillStyleLst>{3 * _FILL}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>"
        f"<a:effectStyleLst>{3 * _PLAIN}</a:effectStyleLst><a:bgFillStyleLst>{3 * _FILL}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    ).encode()
