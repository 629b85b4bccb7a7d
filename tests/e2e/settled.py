"""Waiting until a page has come to rest: what fades in has no colours to be judged until it is there."""

from __future__ import annotations

from typing import Any

PATIENCE = 120_000
"""Milliseconds that a journey waits for what comes within one where nothing else is done on the machine."""

#: Messages of the team's side are moved into place by a script, some time after the page is there. A press is lost that
#: comes before a page was painted, or while its letters take another width and links move from under it.
IN_PLACE = """() => {
    const isTold = performance instanceof Performance; // a journey that moves the clock on has a stand-in for it
    const painted = !isTold || performance.getEntriesByName('first-contentful-paint').length > 0;
    if (!painted || document.fonts.status !== 'loaded') return false;
    const messages = [...document.querySelectorAll('.messages > ul:has(li)')];
    const shown = messages.every((one) => getComputedStyle(one).opacity === '1');
    const fading = document.getAnimations().filter((one) => one instanceof CSSTransition);
    return shown && fading.every((one) => one.playState !== 'running');
}"""


def settled(page: Any) -> None:
    """The page is there, its messages are in their place and no colour is on its way to another."""
    page.wait_for_load_state()
    for _ in range(1200):  # asked from outside: a page's policy allows no code that is made of text
        if page.evaluate(IN_PLACE):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{page.url} never came to rest")
