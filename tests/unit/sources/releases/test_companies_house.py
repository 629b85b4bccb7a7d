"""Companies House: counts leave the reader, nothing that tells of one company does."""

from __future__ import annotations

import pyarrow.compute as pc
import pytest

from placewright.core.errors import BadSourceFile

HEADER = (
    "CompanyName,CompanyNumber,Postcode,RegAddress.PostTown,CompanyCategory,CompanyStatus,CountryOfOrigin,"
    "IncorporationDate,SICCode.SicText_1,SICCode.SicText_2,SICCode.SicText_3,SICCode.SicText_4,URI,"
    "localauthority_code,localauthority_name\n"
)
SECRET = "ZEBRA CONFECTIONERY"


def _row(
    category: str = "Private Limited Company", sic: str = "62012 - Business software", code: str = "E08000019"
) -> str:
    return f'{SECRET} LTD,01234567,S3 7NU,"CUDWORTH , BARNSLEY",{category},Active,United Kingdom,03/08/2024,{sic},,,,http://x/01234567,{code},Sheffield\n'


def test_companies_are_counted_by_district_category_status_and_activity(text_file, read, one):
    text = HEADER + _row() * 3 + _row(sic="None Supplied") + _row("Community Interest Company")
    reading = read("companies-house-extract", text_file("c.csv", text))
    assert one(reading, category="private-limited-company", industry="62012")["value"] == 3
    assert one(reading, industry="not-supplied")["place"] == "E08000019"
    assert reading.rows == 5


def test_no_name_number_or_address_leaves_the_reader(text_file, read):
    text = HEADER + _row() * 300 + _row(sic=SECRET) + _row(category=SECRET) + f"{SECRET},only two cells\n"
    reading = read("companies-house-extract", text_file("c.csv", text))
    told = str(reading.observations.to_pylist())
    told += " ".join(str(issue) for issue in reading.issues)
    assert len(reading.issues) == 3
    assert not [secret for secret in (SECRET, "01234567", "S3 7NU", "CUDWORTH") if secret in told]


def test_a_refusal_does_not_quote_a_cell_either(text_file, read):
    with pytest.raises(BadSourceFile) as refusal:
        read("companies-house-extract", text_file("c.csv", HEADER + _row(code=SECRET) + _row(category=SECRET)))
    assert SECRET not in str(refusal.value)


@pytest.mark.publisher
def test_every_row_of_the_extract_is_counted_once(release):
    table = release("companies-house-extract").observations
    assert pc.sum(table["value"]).as_py() == 5554
    interest = table.filter(pc.equal(table["category"].cast("string"), "community-interest-company"))
    assert pc.sum(interest["value"]).as_py() == 554
