"""What the pages About this site and Privacy say until editors write them anew, in the language of the site."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class FirstPage:
    """A page as an installation begins with it; `text` is markup."""

    slug: str
    title: str
    lede: str
    text: str


def first_pages() -> tuple[FirstPage, ...]:
    """Both pages, in the language that is spoken now."""
    return (
        FirstPage("about", _("About this site"), _("What this site is, and what can be relied on."), _about()),
        FirstPage("privacy", _("Privacy"), _("What this site does with data about people."), _privacy()),
    )


def _about() -> str:
    return " ".join(
        (
            _paragraph(
                _(
                    "This site is made with Placewright, an open system with which a place makes its economic "
                    "strategy. It shows the strategy, the evidence that it rests on, and how the two are tied together."
                )
            ),
            _heading(_("What can be relied on")),
            _paragraph(
                _(
                    "No number in the strategy is typed by hand. Each is computed from official statistics, quoted "
                    "from a named source, or a decision that somebody took, and leads to where it comes from. Each "
                    "claim has a test that is run again whenever the figures change; its verdict stands beside it."
                )
            ),
            _heading(_("How old it is")),
            _paragraph(
                _(
                    "The foot of every page says by which day its figures were released. What changed is listed on the "
                    "front page and in the feed of changes."
                )
            ),
        )
    )


def _privacy() -> str:
    return " ".join(
        (
            _paragraph(
                _(
                    "This statement says what the software does with data about people. Whoever runs this site adds "
                    "who they are, on what legal basis they work, and how they can be reached."
                )
            ),
            _heading(_("If you read the public pages")),
            _points(
                _(
                    "No account is needed, nothing is asked, and nothing follows you: the pages hold no tracker, no "
                    "advertisement and no file from another site."
                ),
                _(
                    "Reading sets no cookie. The choice of light or dark is kept in your own browser and is not sent. "
                    "So is one page that says that there is no connection, for when there is none."
                ),
                _(
                    "The web server may keep an ordinary log of requests with network addresses; whoever runs it says "
                    "for how long."
                ),
            ),
            _heading(_("If you work here")),
            _points(
                _(
                    "Your account holds your name, e-mail address, organisation and roles. Your password is kept as a "
                    "digest alone."
                ),
                _("Two cookies are needed to sign in and to send forms safely. Neither is read by anybody else."),
                _(
                    "What you change is written in an event log with your account and the moment, which nobody can "
                    "edit; administrators can read it. Failed attempts to sign in are counted for a while, so that "
                    "passwords cannot be guessed."
                ),
                _("The devices on which you are signed in are listed for you, and you can sign each of them out."),
            ),
            _heading(_("Data about people in the evidence")),
            _paragraph(
                _(
                    "The evidence is published statistics. Results of surveys and consultations appear only as "
                    "summaries in which small counts are withheld, so that nobody can be told apart."
                )
            ),
        )
    )


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def _heading(words: str) -> str:
    return f"<h2>{escape(words)}</h2>"


def _points(*all_words: str) -> str:
    return f"<ul>{' '.join(f'<li>{escape(words)}</li>' for words in all_words)}</ul>"
