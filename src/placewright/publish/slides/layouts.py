"""The look of slides: a master and five layouts with real placeholders, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from placewright.core.words import gettext, marked
from placewright.publish.office_theme import office_colour

NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)

WIDTH, HEIGHT = 12_192_000, 6_858_000
"""The size of a slide, 16 to 9, in EMU."""

SENTENCE, CHART, VERDICT, SOURCE, NUMBER, BESIDE, KICKER, NOTICE = 1, 10, 11, 12, 13, 14, 15, 16
"""The numbers of the placeholders, the same in every layout that has them."""

FOOT, PAGE = 20, 21
"""The placeholders of the foot: what the slides are not, and the slide's number."""

_INCH = 914_400
_EDGE, _ROOM = 0.6, 12.13


@dataclass(frozen=True, slots=True)
class _Place:
    """A placeholder: where it stands in inches, and how its text looks."""

    kind: str
    index: int
    name: str
    box: tuple[float, float, float, float]
    size: float
    colour: str = "tx1"
    strong: bool = False
    anchor: str = "t"
    is_list: bool = False
    prompt: str = "Text"


@dataclass(frozen=True, slots=True)
class _Layout:
    """A layout: its placeholders in reading order, its background, and shapes that only decorate."""

    name: str
    kind: str
    places: tuple[_Place, ...]
    background: str = ""
    shapes: tuple[tuple[str, tuple[float, float, float, float]], ...] = ()
    foot: str = "tx1"


PROMPTS = (
    marked("Beside it"),
    marked("Chapter"),
    marked("Chart"),
    marked("Notice"),
    marked("Number"),
    marked("Place"),
    marked("Points"),
    marked("Source"),
    marked("Subtitle"),
    marked("Text"),
    marked("The claim"),
    marked("Title"),
    marked("Verdict"),
    marked("What the chapter says"),
)
"""What an empty place of a layout asks for."""

_TITLE = _Place("title", 0, "Title", (_EDGE, 0.68, _ROOM, 0.86), 30, "tx2", strong=True, anchor="ctr", prompt="Title")
_KICKER = _Place("body", KICKER, "Chapter", (_EDGE, 0.38, _ROOM, 0.34), 13, "accent1", strong=True, prompt="Chapter")
_SOURCE = _Place("body", SOURCE, "Source", (_EDGE, 6.36, _ROOM, 0.46), 11, "folHlink", anchor="b", prompt="Source")

TITLE_LAYOUT, SECTION_LAYOUT, CHART_LAYOUT, NUMBER_LAYOUT, LIST_LAYOUT = range(5)
"""The layouts in their order."""

_LAYOUTS = (
    _Layout(
        "Title",
        "title",
        (
            _Place("ctrTitle", 0, "Title", (0.9, 1.5, 11.4, 2.1), 46, "bg1", strong=True, anchor="b", prompt="Title"),
            _Place("subTitle", SENTENCE, "Subtitle", (0.9, 3.78, 11.4, 1.1), 22, "bg2", prompt="Subtitle"),
            _Place("body", KICKER, "Place and edition", (0.9, 0.8, 11.4, 0.5), 18, "bg2", strong=True, prompt="Place"),
            _Place("body", NOTICE, "Notice", (0.9, 5.2, 11.4, 1.3), 15, "tx1", anchor="ctr", prompt="Notice"),
        ),
        background="tx2",
        shapes=(("accent2", (0.9, 3.66, 2.4, 0.05)), ("bg2", (0.65, 5.2, 11.9, 1.3))),
        foot="bg2",
    ),
    _Layout(
        "Chapter",
        "secHead",
        (
            _Place("title", 0, "Title", (0.9, 2.0, 11.4, 1.5), 40, "bg1", strong=True, anchor="b", prompt="Chapter"),
            _Place("body", SENTENCE, "Summary", (0.9, 3.85, 10.4, 2.2), 22, "bg2", prompt="What the chapter says"),
            _Place("body", KICKER, "Chapter number", (0.9, 1.5, 11.4, 0.45), 16, "bg2", strong=True, prompt="Chapter"),
        ),
        background="tx2",
        shapes=(("accent2", (0.9, 3.62, 2.4, 0.05)),),
        foot="bg2",
    ),
    _Layout(
        "Claim with chart",
        "obj",
        (
            _TITLE,
            _KICKER,
            _Place("body", SENTENCE, "Claim", (_EDGE, 1.72, 4.75, 3.2), 22, prompt="The claim"),
            _Place("chart", CHART, "Chart", (5.65, 1.66, 7.1, 4.6), 14, prompt="Chart"),
            _Place("body", VERDICT, "Verdict", (_EDGE, 4.98, 4.75, 1.28), 14, anchor="b", prompt="Verdict"),
            _SOURCE,
        ),
    ),
    _Layout(
        "Claim with number",
        "obj",
        (
            _TITLE,
            _KICKER,
            _Place("body", SENTENCE, "Claim", (5.75, 1.72, 6.98, 2.1), 24, prompt="The claim"),
            _Place("body", NUMBER, "Number", (0.85, 1.95, 4.2, 4.05), 18, "tx2", anchor="ctr", prompt="Number"),
            _Place("body", BESIDE, "Beside it", (5.75, 3.86, 6.98, 1.35), 16, "tx1", is_list=True, prompt="Beside it"),
            _Place("body", VERDICT, "Verdict", (5.75, 5.22, 6.98, 1.04), 14, anchor="b", prompt="Verdict"),
            _SOURCE,
        ),
        shapes=(("accent-tint", (_EDGE, 1.72, 4.7, 4.54)), ("accent1", (_EDGE, 1.72, 0.06, 4.54))),
    ),
    _Layout(
        "List",
        "obj",
        (
            _TITLE,
            _KICKER,
            _Place("body", SENTENCE, "List", (_EDGE, 1.72, _ROOM, 4.6), 18, is_list=True, prompt="Points"),
            _SOURCE,
        ),
    ),
)


def dress(presentation: Any, theme: bytes, *, language: str) -> None:
    """Give a presentation made from the library's template this master, these layouts and this theme."""
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.oxml import parse_xml

    presentation.slide_width, presentation.slide_height = WIDTH, HEIGHT
    presentation.element.find(f"{{{_P}}}sldSz").attrib.pop("type", None)
    for default in presentation.element.iter(f"{{{_A}}}defRPr"):
        default.set("lang", language)
    layouts = presentation.slide_layouts
    for spare in list(layouts)[len(_LAYOUTS) :]:
        layouts.remove(spare)
    master = presentation.slide_master
    ids = master.element.find(f"{{{_P}}}sldLayoutIdLst")
    master.part.part_related_by(RELATIONSHIP_TYPE.THEME)._blob = theme
    _refill(master.element, parse_xml(_master(language)), keep=ids, before=f"{{{_P}}}txStyles")
    for layout, look in zip(layouts, _LAYOUTS, strict=True):
        element = layout.element
        element.set("type", look.kind)
        if look.background:
            element.set("showMasterSp", "0")
        _refill(element, parse_xml(_layout(look, language)))


_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"


def _refill(element: Any, new: Any, *, keep: Any = None, before: str = "") -> None:
    for child in list(element):
        element.remove(child)
    for child in list(new):
        if keep is not None and child.tag == before:
            element.append(keep)
        element.append(child)


def _master(language: str) -> str:
    places = (
        _TITLE,
        _Place("body", 1, "Text", (_EDGE, 1.72, _ROOM, 4.6), 18, prompt="Text"),
    )
    tree = "".join(_shape(n, place, language) for n, place in enumerate(places, 2))
    tree += _line() + _foot(8, "folHlink", language)
    bullets = "".join(_level(n, language) for n in range(1, 6))
    return (
        f"<p:sldMaster {NAMES}><p:cSld>{_background('bg1')}{_tree(tree)}</p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
        'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
        "<p:txStyles><p:titleStyle>"
        f'<a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:buNone/>{_look(30, "tx2", language)}'
        f"</a:lvl1pPr></p:titleStyle><p:bodyStyle>{bullets}</p:bodyStyle><p:otherStyle>"
        f'<a:lvl1pPr algn="l">{_look(14, "tx1", language)}</a:lvl1pPr></p:otherStyle></p:txStyles></p:sldMaster>'
    )


def _layout(look: _Layout, language: str) -> str:
    shapes = "".join(_decoration(30 + n, colour, box) for n, (colour, box) in enumerate(look.shapes))
    places = "".join(_shape(n, place, language) for n, place in enumerate(look.places, 2))
    foot = _foot(40, "folHlink" if look.foot == "tx1" else look.foot, language)
    background = _background(look.background) if look.background else ""
    return (
        f'<p:sldLayout {NAMES} type="{look.kind}" preserve="1" userDrawn="1">'
        f'<p:cSld name="{look.name}">'
        f"{background}{_tree(shapes + places + foot)}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
        "</p:sldLayout>"
    )


def _tree(inner: str) -> str:
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
        f"{inner}</p:spTree>"
    )


def _background(colour: str) -> str:
    return f'<p:bg><p:bgPr><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'


def _shape(id: int, place: _Place, language: str) -> str:
    index = f' idx="{place.index}"' if place.index else ""
    kind = f' type="{place.kind}"' if place.kind != "obj" else ""
    bullet = (
        '<a:buClr><a:schemeClr val="accent1"/></a:buClr><a:buFont typeface="Arial"/><a:buChar char="•"/>'
        if place.is_list
        else "<a:buNone/>"
    )
    indent = ' marL="285750" indent="-285750"' if place.is_list else ' marL="0" indent="0"'
    style = (
        f'<a:lvl1pPr{indent}><a:spcBef><a:spcPts val="{600 if place.is_list else 300}"/></a:spcBef>{bullet}'
        f"{_look(place.size, place.colour, language, strong=place.strong)}</a:lvl1pPr>"
    )
    prompt = gettext(place.prompt)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{place.name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f"<p:ph{kind}{index}/></p:nvPr></p:nvSpPr><p:spPr>{_box(place.box)}</p:spPr><p:txBody>"
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{place.anchor}"><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle>{style}</a:lstStyle><a:p><a:r><a:rPr lang="{language}"/><a:t>{prompt}</a:t></a:r></a:p>'
        "</p:txBody></p:sp>"
    )


def feet(notice: str, number: int, *, first_id: int, language: str) -> Iterator[str]:
    """The foot of a slide as placeholders: the notice where there is one, and the slide's number."""
    if notice:
        run = f"<a:r>{_foot_look(language)}<a:t>{escape(notice)}</a:t></a:r>"
        yield _foot_shape(first_id, "ftr", f'<a:pPr algn="l"/>{run}')
    yield _foot_shape(first_id + 1, "sldNum", f'<a:pPr algn="r"/>{_page_field(language, str(number))}')


_FEET = {
    "ftr": ("Footer", FOOT, (_EDGE, 6.98, 10.9, 0.3), "l"),
    "sldNum": ("Slide number", PAGE, (11.73, 6.98, 1.0, 0.3), "r"),
}
_FIELD = "{6F9B3C52-2A54-4D2C-9A4E-0B5D7C1E8A31}"


def _foot_shape(id: int, kind: str, inner: str, *, look: str = "") -> str:
    """A placeholder of the foot; `look` is its box and style, which slides take from their layout."""
    name, index, _, _ = _FEET[kind]
    own = look or "<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>"
    return (
        f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr>{own}<a:p>{inner}</a:p>'
        "</p:txBody></p:sp>"
    )


def _foot(first: int, colour: str, language: str) -> str:
    made = ""
    for n, (kind, (_, _, box, align)) in enumerate(_FEET.items()):
        look = (
            f'<p:spPr>{_box(box)}</p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
            f'<a:lstStyle><a:lvl1pPr algn="{align}">{_look(10, colour, language)}</a:lvl1pPr></a:lstStyle>'
        )
        inner = f'<a:endParaRPr lang="{language}"/>' if kind == "ftr" else _page_field(language, "‹#›")
        made += _foot_shape(first + n, kind, inner, look=look)
    return made


def _page_field(language: str, shown: str) -> str:
    return f'<a:fld id="{_FIELD}" type="slidenum">{_foot_look(language)}<a:t>{shown}</a:t></a:fld>'


def _foot_look(language: str) -> str:
    return f'<a:rPr lang="{language}" sz="1000"><a:latin typeface="+mn-lt"/></a:rPr>'


def _line() -> str:
    return _decoration(12, "bg2", (0, 6.9, 13.34, 0.6)) + _decoration(13, "accent1", (0, 0, 13.34, 0.12))


_SCHEME = ("bg1", "bg2", "tx1", "tx2", "accent1", "accent2")


def _decoration(id: int, colour: str, box: tuple[float, float, float, float]) -> str:
    named = f'<a:schemeClr val="{colour}"/>' if colour in _SCHEME else f'<a:srgbClr val="{office_colour(colour)}"/>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="Decoration {id}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_box(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>{named}</a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody></p:sp>"
    )


def _box(box: tuple[float, float, float, float]) -> str:
    left, top, width, height = (round(each * _INCH) for each in box)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _look(size: float, colour: str, language: str, *, strong: bool = False) -> str:
    return (
        f'<a:defRPr lang="{language}" sz="{round(size * 100)}" b="{int(strong)}"><a:solidFill>'
        f'<a:schemeClr val="{colour}"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr>'
    )


def _level(level: int, language: str) -> str:
    left = 285750 * level
    return (
        f'<a:lvl{level}pPr marL="{left}" indent="-285750" algn="l"><a:lnSpc><a:spcPct val="105000"/></a:lnSpc>'
        '<a:spcBef><a:spcPts val="600"/></a:spcBef><a:buFont typeface="Arial"/><a:buChar char="•"/>'
        f"{_look(max(18 - 2 * (level - 1), 12), 'tx1', language)}</a:lvl{level}pPr>"
    )
