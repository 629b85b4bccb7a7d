"""The workings: a spreadsheet in which the claims' figures are live formulas over the evidence."""

from placewright.publish.workings.book import workings_xlsx
from placewright.publish.workings.records import Cell, Ranked, Workings

__all__ = ["Cell", "Ranked", "Workings", "workings_xlsx"]
