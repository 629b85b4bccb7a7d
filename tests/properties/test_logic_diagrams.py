"""Logic models of any shape are laid out with boxes apart, text inside them, and links round them."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from placewright.publish.diagrams import logic_picture
from placewright.publish.diagrams.lettering import width_of
from placewright.publish.views_diagrams import LogicNode, LogicStep, LogicView

SVG = "{http://www.w3.org/2000/svg}"
STAGES = ("input", "activity", "output", "outcome", "impact")
GRADES = ("strong", "moderate", "weak", "asserted")


@st.composite
def models(draw: st.DrawFn) -> LogicView:
    words = st.lists(st.text("abcdefgh-& <é", min_size=1, max_size=24), min_size=1, max_size=9)
    count = draw(st.integers(1, 14))
    nodes = tuple(
        LogicNode(f"n{n}", draw(st.sampled_from(STAGES)), " ".join(draw(words)).strip() or "x") for n in range(count)
    )
    ends = st.integers(0, count - 1)
    steps = tuple(
        LogicStep(f"n{draw(ends)}", f"n{draw(ends)}", draw(st.sampled_from(GRADES)))
        for _ in range(draw(st.integers(0, 20)))
    )
    return LogicView("any", "Any", nodes, steps)


@settings(max_examples=60, deadline=None)
@given(models())
def test_boxes_lie_apart_and_hold_their_text(view: LogicView) -> None:
    picture = logic_picture(view)
    root = ElementTree.fromstring(picture.svg)
    boxes = []
    for group in root:
        if not group.attrib.get("id", "").startswith("box-"):
            continue
        rect = group[0].attrib
        left, top = float(rect["x"]), float(rect["y"])
        right, foot = left + float(rect["width"]), top + float(rect["height"])
        boxes.append((left, top, right, foot))
        for text in group.iter(f"{SVG}text"):
            size, x, y = (float(text.attrib[name]) for name in ("font-size", "x", "y"))
            assert left <= x and x + width_of(text.text or "", size) <= right
            assert top <= y - 0.7 * size and y + 0.2 * size <= foot
    assert len(boxes) == len(view.nodes)
    for number, a in enumerate(boxes):
        assert a[0] >= 0 and a[2] <= picture.width and a[3] <= picture.height
        for b in boxes[number + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    level = re.findall(r" ([\d.]+),([\d.]+)L([\d.]+),[\d.]+C", picture.svg)
    for x0, y0, x1 in level:
        for left, top, right, foot in boxes:
            assert float(x1) <= left or float(x0) >= right or not top < float(y0) < foot


@settings(max_examples=20, deadline=None)
@given(models())
def test_a_model_is_drawn_the_same_each_time_and_said_in_words(view: LogicView) -> None:
    first, second = logic_picture(view), logic_picture(view)
    assert first == second and first.alt and first.text and first.table is not None and first.table.rows
