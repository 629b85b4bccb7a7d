"""A logic model as wide as a phone: stages below each other, and each box says to which it leads and how surely."""

from __future__ import annotations

from collections.abc import Mapping

from placewright.core.words import gettext as _
from placewright.publish.diagrams.canvas import LINE, SIZE, Canvas, text_width
from placewright.publish.diagrams.lettering import wrapped
from placewright.publish.theme import LIGHT, NARROW
from placewright.publish.views_diagrams import LogicNode, LogicStep, LogicView

_PAD, _NUMBER, _GAP, _HEAD, _RADIUS, _ROW = 10.0, 24.0, 8.0, 26.0, 7.5, 22.0


def logic_on_a_phone(view: LogicView, stages: Mapping[str, str], letters: Mapping[str, str], *, least: str) -> str:
    """The drawing as SVG.

    Args:
        stages: what each stage is called, in their order.
        letters: the letter of each grade of evidence, in the order of the key.
        least: the grade of a link that has none of these.
    """
    nodes = [node for stage in stages for node in view.nodes if node.stage == stage]
    number = {node.id: n for n, node in enumerate(nodes, 1)}
    canvas = Canvas(NARROW)
    y = 0.0
    for stage, name in stages.items():
        canvas.add(f'<path d="M0,{y:.1f}h{NARROW:g}v{_HEAD:g}h-{NARROW:g}Z" fill="{LIGHT["sunken"]}"/>')
        canvas.words(name, (_PAD, y + 18), strong=True)
        y += _HEAD + _GAP
        for node in nodes:
            if node.stage == stage:
                steps = [step for step in view.steps if step.from_ == node.id and step.to in number]
                y += _box(canvas, node, y, number, [(letters.get(s.grade, letters[least]), s) for s in steps]) + _GAP
        y += 2
    return canvas.svg(round(_key(canvas, y + 14, letters)), title=view.title)


def _box(
    canvas: Canvas, node: LogicNode, y: float, number: Mapping[str, int], steps: list[tuple[str, LogicStep]]
) -> float:
    """A box at that height, with a row for each grade of what leads on from it; gives how tall it is."""
    lines = wrapped(node.text, NARROW - 2 * _PAD - _NUMBER, SIZE)
    grades = list(dict.fromkeys(letter for letter, _step in steps))
    tall = 2 * _PAD + len(lines) * LINE - 4 + _ROW * bool(grades)
    is_last = not steps and node.stage == "impact"
    canvas.box((0.5, y), (NARROW - 1, tall), fill="accent-tint" if is_last else "surface", edge="accent")
    canvas.words(str(number[node.id]), (_PAD, y + _PAD + 9), role="accent", strong=True)
    canvas.lines(lines, (_PAD + _NUMBER, y + _PAD + 9))
    x, foot = _PAD + _NUMBER, y + tall - _PAD
    for letter in grades:
        canvas.add(lettered(letter, (x + _RADIUS, foot - 4.5)))
        ends = sorted({number[step.to] for of, step in steps if of == letter})
        words = f"→ {', '.join(map(str, ends))}"
        canvas.words(words, (x + 2 * _RADIUS + 5, foot), role="soft")
        x += 2 * _RADIUS + 5 + text_width(words) + 12
    return tall


def lettered(letter: str, at: tuple[float, float]) -> str:
    """The letter of a grade in its circle."""
    return (
        f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{_RADIUS:g}" fill="{LIGHT["surface"]}" '
        f'stroke="{LIGHT["soft"]}"/><text x="{at[0]:.1f}" y="{at[1] + 3.8:.1f}" font-size="10.5" font-weight="600" '
        f'text-anchor="middle" fill="{LIGHT["ink"]}">{letter}</text>'
    )


def _key(canvas: Canvas, y: float, letters: Mapping[str, str]) -> float:
    canvas.words(_("Evidence for a link:"), (0, y), role="soft")
    x, y = 0.0, y + 20
    for name, letter in letters.items():
        canvas.add(lettered(letter, (x + _RADIUS, y - 4.5)))
        canvas.words(_(name), (x + 2 * _RADIUS + 5, y), role="soft")
        x += 2 * _RADIUS + 5 + text_width(_(name)) + 10
    return y + 10
