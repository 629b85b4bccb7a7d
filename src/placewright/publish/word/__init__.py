"""The strategy as a Word document that officials can comment on, and what comes back in it."""

from placewright.publish.word.strategy import strategy_docx

__all__ = ["strategy_docx"]
