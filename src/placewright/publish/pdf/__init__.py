"""The strategy as a tagged PDF that passes for PDF/UA-1."""

from placewright.publish.pdf.compile import strategy_pdf

__all__ = ["strategy_pdf"]
