"""The permission matrix of answering surveys and consultations, which is open to all; nothing is open yet."""

from __future__ import annotations

from routes.kinds import Route, public

_HERE = "/have-your-say/x/"

ROUTES: list[Route] = [
    public("have-your-say/"),
    public("have-your-say/continue/"),
    public("have-your-say/receipt/"),
    public("have-your-say/<slug:slug>/", 404, path=_HERE),
    public("have-your-say/<slug:slug>/begin/", 404, path=f"{_HERE}begin/", method="post"),
    public("have-your-say/<slug:slug>/answer/", 404, path=f"{_HERE}answer/"),
    public("have-your-say/<slug:slug>/answer/<slug:step>/", 404, path=f"{_HERE}answer/a/"),
    public("have-your-say/<slug:slug>/check/", 404, path=f"{_HERE}check/"),
    public("have-your-say/<slug:slug>/later/", 404, path=f"{_HERE}later/"),
    public("have-your-say/<slug:slug>/done/", 404, path=f"{_HERE}done/"),
    public("have-your-say/<slug:slug>/forget/", 404, path=f"{_HERE}forget/", method="post"),
]
