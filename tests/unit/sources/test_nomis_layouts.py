"""What Nomis sends over REST and what it exports from its screens."""

from __future__ import annotations

from typing import Any

import pytest

from placewright.core.errors import BadSourceFile
from placewright.sources.readers import nomis_export, nomis_rest

FIELDS = (
    "DATE_CODE,GEOGRAPHY_CODE,VARIABLE_NAME,MEASURES_NAME,OBS_VALUE,"
    "OBS_STATUS,OBS_STATUS_NAME,OBS_CONF,OBS_CONF_NAME,RECORD_COUNT"
)
REST: dict[str, Any] = {
    "months": "P1Y/{}", "confidence": "Confidence", "of": "Variable",
    "members": {"variable": {"column": "VARIABLE_NAME", "slug": True}},
    "measures": {
        "Variable": {"measure": "rate", "unit": "%"}, "Numerator": {"measure": "numerator", "unit": "people"},
    },
}  # fmt: skip


def record(measure: str, value: str, status: str = "A,Normal Value", conf: str = "F,Free", count: int = 3) -> str:
    return f"2023-12,E07000243,Employment rate - aged 16-64,{measure},{value},{status},{conf},{count}"


def body(*records: str) -> str:
    return "\n".join([FIELDS, *records]) + "\n"


def rest(make_source: Any, file: Any) -> list[dict[str, Any]]:
    source = make_source("nomis_rest", dimensions=["variable"], **REST)
    return list(nomis_rest.read([file], source).observations.to_pylist())


def test_confidence_becomes_a_sampling_interval(make_source: Any, make_file: Any) -> None:
    file = make_file(body(record("Variable", "75.4"), record("Confidence", "5.6"), record("Numerator", "38100")))

    rate, numerator = rest(make_source, file)

    assert (rate["period"], rate["variable"]) == ("P1Y/2023-12", "employment-rate-aged-16-64")
    assert (round(rate["low"], 6), round(rate["high"], 6), rate["error"]) == (69.8, 81.0, "sampling")
    assert (numerator["low"], numerator["error"]) == (None, "unknown")


def test_flags_are_kept_in_nomis_own_words(make_source: Any, make_file: Any) -> None:
    unsound = "G,Group sample size is small (3-9)"
    file = make_file(
        body(record("Variable", "64.6"), record("Confidence", "", unsound), record("Numerator", "", "Q,Missing"))
    )

    rate, numerator = rest(make_source, file)

    assert (rate["value"], rate["status"], rate["low"]) == (64.6, "estimated", None)
    assert rate["caveat"] == "Confidence: OBS_STATUS G: Group sample size is small (3-9)"
    assert (numerator["value"], numerator["status"]) == (None, "not_available")
    assert numerator["caveat"] == "OBS_STATUS Q: Missing"


def test_a_confidential_value_is_suppressed(make_source: Any, make_file: Any) -> None:
    hidden = record("Numerator", "38100", conf="C,Confidential")

    (_, numerator) = rest(make_source, make_file(body(record("Variable", "75.4"), record("Confidence", "5.6"), hidden)))

    assert (numerator["value"], numerator["status"]) == (None, "suppressed")
    assert numerator["caveat"] == "OBS_CONF C: Confidential"


def test_a_body_that_lacks_records_is_refused(make_source: Any, make_file: Any) -> None:
    file = make_file(body(record("Variable", "75.4", count=7584)))

    with pytest.raises(BadSourceFile, match="holds 1 of 7584 records"):
        rest(make_source, file)


EXPORT: dict[str, Any] = {
    "rows": "industry", "columns": "place", "rounding": "bres", "least": 0,
    "places": {"East": "E12000006", "London": "E12000007"},
    "measure": {"measure": "employment", "unit": "jobs"},
    "members": {"industry": {"drop": r"\s*:.*$", "names": {"Column Total": "total"}}},
}  # fmt: skip
SCREEN = """\
Business Register and Employment Survey : open access,,,,
ONS Crown Copyright Reserved [from Nomis on 30 September 2016],,,,
,,,,
date,2015,,,
employment status,Employment,,,
,,,,
Industry,East,,London,
,number,Flags,number,Flags
"01 : Crops, and animals","43,000",,"1,250",
02 : Forestry,800,*,!,!
Column Total,"44,000",,"2,000",
,,,,
Flags,,,,
* small sample,,,,
"""


def export(make_source: Any, file: Any, **more: Any) -> Any:
    return nomis_export.read([file], make_source("nomis_export", dimensions=["industry"], **{**EXPORT, **more}))


def test_an_export_is_read_between_its_preamble_and_its_footers(make_source: Any, make_file: Any) -> None:
    reading = export(make_source, make_file(SCREEN))

    found = reading.observations.to_pylist()
    assert reading.rows == 3
    assert [(one["place"], one["industry"], one["value"]) for one in found[:2]] == [
        ("E12000006", "01", 43_000.0),
        ("E12000007", "01", 1_250.0),
    ]
    assert {one["period"] for one in found} == {"2015"}
    assert [(one["row"], one["column"]) for one in found[:2]] == [(9, "B"), (9, "D")]
    assert (found[0]["low"], found[0]["high"], found[0]["error"]) == (42_500.0, 43_500.0, "rounding")


def test_flags_beside_the_numbers_are_kept(make_source: Any, make_file: Any) -> None:
    flagged = export(make_source, make_file(SCREEN)).observations.to_pylist()[2:4]

    assert [(one["value"], one["status"], one["caveat"]) for one in flagged] == [
        (800.0, "estimated", "Nomis flag *"),
        (None, "suppressed", "Nomis flag !"),
    ]


def test_an_export_with_places_down_and_years_across_uses_the_codes_beside_the_names(
    make_source: Any, make_file: Any
) -> None:
    file = make_file(
        '"annual survey","","",""\n"","","",""\n"Industry:","Total","",""\n"","","",""\n'
        '"local authority","mnemonic","2022","2023"\n"Stevenage","E07000243","1,000","2,000"\n'
    )
    members = {"industry": {"column": "Industry", "names": {"Total": "total"}}}

    found = export(make_source, file, rows="place", columns="period", places={}, members=members).observations

    assert found["place"].to_pylist() == ["E07000243", "E07000243"]
    assert found["period"].to_pylist() == ["2022", "2023"]
    assert found["industry"].to_pylist() == ["total", "total"]


def test_a_name_without_a_code_is_a_wrong_row(make_source: Any, make_file: Any) -> None:
    file = make_file(SCREEN.replace("London", "Londinium"))

    with pytest.raises(BadSourceFile, match="'Londinium' has no place code"):
        export(make_source, file)
