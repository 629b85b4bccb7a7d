"""Diagrams of a strategy as pictures: logic models, time line, strengths and needs, choices, partners and money."""

from placewright.publish.diagrams.alignments import alignments_picture as alignments_picture
from placewright.publish.diagrams.logic_model import logic_picture as logic_picture
from placewright.publish.diagrams.money import money_picture as money_picture
from placewright.publish.diagrams.priorities import priorities_picture as priorities_picture
from placewright.publish.diagrams.swot import swot_picture as swot_picture
from placewright.publish.diagrams.timeline import timeline_picture as timeline_picture
from placewright.publish.diagrams.trace import trace_picture as trace_picture
