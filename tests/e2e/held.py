"""Holding a site's answers back until a test lets each of them through."""

from __future__ import annotations

HELD = """() => {
    const real = window.fetch;
    window.held = [];
    window.fetch = async (...asked) => {
        const answer = await real(...asked);
        await new Promise((go) => window.held.push(go));
        return answer;
    };
}"""
"""Answers are there, and told to the page when a test says so."""
