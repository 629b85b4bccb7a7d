"""How wide words are: the advance widths of the shipped font, so that a diagram's text is broken to fit its box."""

from __future__ import annotations

from collections.abc import Iterator

FONT_ALLOWANCE = 0.9
"""Lines are filled to this share of their room: the fonts that stand in for the shipped one are up to a tenth wider."""


def width_of(text: str, size: float, *, strong: bool = False) -> float:
    """The width of the text in pixels at that size of type; kerning, which mostly narrows it, is left out.

    >>> width_of("Ab", 10.0)
    10.96
    """
    widths = _STRONG if strong else _PLAIN
    return round(sum(widths.get(sign, _WIDE) for sign in text) * size / 1000, 2)


def wrapped(text: str, room: float, size: float, *, strong: bool = False, most: int = 0) -> list[str]:
    """The text in lines that fit the room; a word too long for a line is parted, and with `most` the rest is cut off.

    >>> wrapped("Three short words", 50.0, 13.0)
    ['Three', 'short', 'words']
    """
    room *= FONT_ALLOWANCE
    lines: list[str] = []
    for piece, begins in _pieces(text, room, size, strong=strong):
        longer = f"{lines[-1]} {piece}" if lines else piece
        if lines and begins and width_of(longer, size, strong=strong) <= room:
            lines[-1] = longer
        else:
            lines.append(piece)
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and width_of(f"{last} …", size, strong=strong) > room:
            last = last[: last.rfind(" ")] if " " in last else last[:-1]
        lines = [*lines[: most - 1], f"{last} …"]
    return lines


def _pieces(text: str, room: float, size: float, *, strong: bool) -> Iterator[tuple[str, bool]]:
    """The words, long ones parted; and whether a piece begins a word, so that it may stand behind another."""
    for word in text.split():
        rest, begins = word, True
        while width_of(rest, size, strong=strong) > room and len(rest) > 1:
            end = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or _fits(rest[:n], room, size, strong=strong))
            hyphen = rest.rfind("-", 1, end)
            cut = hyphen + 1 if hyphen > 0 else end
            yield rest[:cut] if rest[:cut].endswith("-") else f"{rest[:cut]}-", begins
            rest, begins = rest[cut:], False
        yield rest, begins


def _fits(piece: str, room: float, size: float, *, strong: bool) -> bool:
    return width_of(f"{piece}-", size, strong=strong) <= room


_WIDE = 700
_SIGNS = (
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcde"
    "fghijklmnopqrstuvwxyz{|}~¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎ"
    "ÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ–—‘’“”…•−→←↑↓✓✗≤≥≈€ŵŷ"
    "ŴŶ†‡▲▼●○◆■□△▽‹›"
)
_PLAIN_WIDTHS = (
    "200 289 426 497 497 824 609 249 303 303 418 497 249 311 249 350 497 497 497 497 497 497 497 497 497 497 249 "
    "249 497 497 497 425 847 543 588 571 615 527 494 617 652 263 479 579 486 727 647 664 566 664 569 534 536 645 "
    "515 786 513 476 539 303 350 303 497 500 542 504 553 456 555 496 292 504 544 246 247 495 255 829 547 542 555 "
    "555 347 419 338 544 467 719 446 467 425 303 241 303 497 289 497 497 497 497 241 497 542 744 345 429 497 423 "
    "542 331 497 367 367 542 562 560 249 542 367 365 429 781 808 796 425 544 544 544 544 544 544 822 571 527 527 "
    "527 527 263 263 263 263 639 647 664 664 664 664 664 497 664 645 645 645 645 476 583 576 504 504 504 504 504 "
    "504 778 456 496 496 496 496 246 246 246 246 544 547 542 542 542 542 542 497 542 544 544 544 544 467 555 467 "
    "480 800 249 249 426 426 948 304 497 619 619 619 619 612 526 497 497 497 497 718 467 786 476 454 454 600 600 "
    "600 600 600 600 600 600 600 271 271 "
)
_STRONG_WIDTHS = (
    "200 315 482 513 513 841 639 275 324 324 438 513 275 322 275 344 513 513 513 513 513 513 513 513 513 513 275 "
    "275 513 513 513 444 875 558 597 576 625 538 510 628 663 282 494 597 502 745 657 674 582 674 592 545 546 655 "
    "536 800 541 501 540 324 344 324 513 500 549 516 563 462 564 507 317 520 558 262 263 522 271 843 560 549 564 "
    "564 373 431 361 556 495 748 481 495 443 324 255 324 513 315 513 513 513 513 255 513 549 747 352 455 513 443 "
    "549 348 513 372 372 549 578 599 275 549 372 369 455 795 827 807 444 558 558 558 558 558 558 834 576 538 538 "
    "538 538 282 282 282 282 651 656 674 674 674 674 674 513 674 655 655 655 655 501 600 604 516 516 516 516 516 "
    "516 780 462 507 507 507 507 262 262 262 262 552 560 549 549 549 549 549 513 549 556 556 556 556 495 564 495 "
    "480 800 275 275 482 482 964 325 513 618 618 618 618 630 546 513 513 513 513 748 495 800 501 482 482 600 600 "
    "600 600 600 600 600 600 600 282 282 "
)
_PLAIN = dict(zip(_SIGNS, map(int, _PLAIN_WIDTHS.split()), strict=True))
_STRONG = dict(zip(_SIGNS, map(int, _STRONG_WIDTHS.split()), strict=True))
