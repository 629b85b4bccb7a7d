"""The strategy as slides for a board: one claim a slide."""

from placewright.publish.slides.board import board_slides

__all__ = ["board_slides"]
