"""The search for personal data in free text; numbers and people here are kept for fiction or invented."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.questionnaires.personal_data import PersonalKind, find_personal_data, without_personal_data


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("mail me: jo.bloggs+survey@vale.example, please", PersonalKind.EMAIL, "jo.bloggs+survey@vale.example"),
        ("jo (at) vale (dot) example", PersonalKind.EMAIL, "jo (at) vale (dot) example"),
        ("jo at vale dot example", PersonalKind.EMAIL, "jo at vale dot example"),
        ("JO@VALE.EXAMPLE", PersonalKind.EMAIL, "JO@VALE.EXAMPLE"),
        ("Write to jo@vale.example. Please", PersonalKind.EMAIL, "jo@vale.example"),
        ("o'neil@vale.example", PersonalKind.EMAIL, "o'neil@vale.example"),
        ("j\u00f6@v\u00e4le.example", PersonalKind.EMAIL, "j\u00f6@v\u00e4le.example"),
        ("jo\uff20vale.example", PersonalKind.EMAIL, "jo\uff20vale.example"),
        ("ring \uff10\uff11632 960123", PersonalKind.PHONE, "\uff10\uff11632 960123"),
        ("+1 202 555 0123 in America", PersonalKind.PHONE, "+1 202 555 0123"),
        ("0049 30 23125 012", PersonalKind.PHONE, "0049 30 23125 012"),
        ("ring 01632 960123", PersonalKind.PHONE, "01632 960123"),
        ("ring (01632) 960 123 today", PersonalKind.PHONE, "(01632) 960 123"),
        ("+44 1632 960123", PersonalKind.PHONE, "+44 1632 960123"),
        ("+44 (0)1632 960123", PersonalKind.PHONE, "+44 (0)1632 960123"),
        ("0044 7700 900123", PersonalKind.PHONE, "0044 7700 900123"),
        ("text 07700900123.", PersonalKind.PHONE, "07700900123"),
        ("07700-900-123", PersonalKind.PHONE, "07700-900-123"),
        ("020 7946 0123", PersonalKind.PHONE, "020 7946 0123"),
        ("I live at AL1 3JE", PersonalKind.POSTCODE, "AL1 3JE"),
        ("sg138eq is mine", PersonalKind.POSTCODE, "sg138eq"),
        ("EC1A 1BB", PersonalKind.POSTCODE, "EC1A 1BB"),
        ("W1A 0AX", PersonalKind.POSTCODE, "W1A 0AX"),
        ("card 4111 1111 1111 1111", PersonalKind.CARD, "4111 1111 1111 1111"),
        ("5500005555555559", PersonalKind.CARD, "5500005555555559"),
        ("378282246310005", PersonalKind.CARD, "378282246310005"),
        ("QQ is none but AB 12 34 56 C is", PersonalKind.NATIONAL_INSURANCE, "AB 12 34 56 C"),
        ("ab123456c", PersonalKind.NATIONAL_INSURANCE, "ab123456c"),
        ("Mrs Example said so", PersonalKind.NAME, "Mrs Example"),
        ("ask Dr. Jo O'Example-Smith.", PersonalKind.NAME, "Dr. Jo O'Example-Smith"),
        ("cllr Jo van Example voted", PersonalKind.NAME, "cllr Jo van Example"),
        ("Mr. J. Example", PersonalKind.NAME, "Mr. J. Example"),
        ("jo (at) vale dot co dot example", PersonalKind.EMAIL, "jo (at) vale dot co dot example"),
        ("ring 01632/960123", PersonalKind.PHONE, "01632/960123"),
        ("ring 44 7700 900123", PersonalKind.PHONE, "44 7700 900123"),
        ("AL1-3JE it is", PersonalKind.POSTCODE, "AL1-3JE"),
        ("4111.1111.1111.1111", PersonalKind.CARD, "4111.1111.1111.1111"),
        ("Professor \u00c9mile Example", PersonalKind.NAME, "Professor \u00c9mile Example"),
        ("Mr.Example came", PersonalKind.NAME, "Mr.Example"),
        ("ask mr example why", PersonalKind.NAME, "mr example"),
        ("mr and mrs. example", PersonalKind.NAME, "mrs. example"),
        ("Messrs Example", PersonalKind.NAME, "Messrs Example"),
        ("see linkedin.com/in/jo-example", PersonalKind.LINK, "linkedin.com/in/jo-example"),
        ("follow @jo_example", PersonalKind.LINK, "@jo_example"),
    ],
)
def test_what_looks_like_personal_data_is_found(text: str, kind: PersonalKind, piece: str) -> None:
    assert [(one.kind, text[one.start : one.end]) for one in find_personal_data(text)] == [(kind, piece)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The A414 takes 45 minutes; 61,525 firms in 2025 wait.",
        "It cost £1,250,000.00 in 2019/20, 3.5 % more.",
        "Policy EMP2 and priority 4.1.2 of the draft",
        "MR scanners and a miss is as good as a mile",
        "on 01/02/2019 and 03/04/2020",
        "from 2019/20 to 2024/25, 0.5/100 000",
        "The Lord Mayor opened it.",
        "AL1 needs a bus; so does SG13.",
        "Reference 1234 5678 9012 3456 of the plan",
        "0000 0000 0000 0000",
        "between 1990 and 2020, 10 000 000 people",
        "QQ123456C is never given",
        "meet at noon. Then go",
        "We met at Hatfield.",
    ],
)
def test_what_only_resembles_it_is_left(text: str) -> None:
    assert find_personal_data(text) == ()


def test_a_text_without_it_says_what_was_there() -> None:
    text = "I am Mr Example, jo@vale.example, 07700 900123, AL1 3JE; AB123456C."

    assert without_personal_data(text) == (
        "I am [name after a title], [e-mail address], [telephone number], [postcode]; [National Insurance number]."
    )


@given(st.text(max_size=200))
def test_nothing_is_found_twice_and_places_lie_in_the_text(text: str) -> None:
    found = find_personal_data(text)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(st.text(alphabet="ab @.0123456789+-()", max_size=4_000))
def test_no_text_makes_the_search_slow(text: str) -> None:
    find_personal_data(text)
