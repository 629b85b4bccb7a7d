"""The strategy as a Word document that officials can comment on."""

from placewright.publish.word.strategy import strategy_docx

__all__ = ["strategy_docx"]
