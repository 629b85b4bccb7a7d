"""Of which edition a Word file is that came back: what the file says, held against the editions that are here."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.publish.word.identity import WordIdentity
from placewright.web.strategy.co_design.models import EditionUnderWay, MadeEdition
from placewright.web.strategy.co_design.texts import text_in
from placewright.web.strategy.models import BuildState


class WhichEdition(PlacewrightError):
    """A file that does not tell of which edition here it is; `suggested` is the one that it may be."""

    suggested: str = ""

    @classmethod
    def asked(cls, what: str, suggested: MadeEdition | None) -> WhichEdition:
        """The question which it is."""
        made = cls(what, fix=_("Choose the edition that was sent out, and the file again."))
        made.suggested = suggested.slug if suggested is not None else ""
        return made


class OfAnother(PlacewrightError):
    """A file that is of another edition than the one chosen."""


def ready_editions(under_way: EditionUnderWay) -> list[MadeEdition]:
    """The editions that a file may be of, the newest first."""
    return list(under_way.made.filter(state=BuildState.READY).order_by("-id"))


def edition_of_file(under_way: EditionUnderWay, says: WordIdentity, *, chosen: str = "") -> MadeEdition:
    """The edition that the file names; where it names none that is here, the one that was chosen.

    Raises:
        WhichEdition: nothing was chosen, and the file does not tell, or its text is not that of the edition it names.
        OfAnother: the file is of another edition than the chosen, or than all of this one under way.
    """
    here = ready_editions(under_way)
    by_choice = next((one for one in here if one.slug == chosen), None)
    named = MadeEdition.objects.filter(slug=says.edition, state=BuildState.READY).select_related("under_way").first()
    if named is not None and not _is_text_of(says, named):
        named, what = None, _("The file names the edition “%s”, but its text is not what that edition says here.")
    else:
        what = _("The file names the edition “%s”, which is not here.")
    if named is None:
        if by_choice is not None:
            return by_choice
        if not says.edition:
            what = _("The file does not say of which edition it is.")
        raise WhichEdition.asked(what % says.edition if says.edition else what, _likeliest(here, says))
    if named.under_way_id != under_way.pk:
        raise OfAnother(
            _("The file is of “%(edition)s”, an edition of “%(under_way)s”.")
            % {"edition": named.title, "under_way": named.under_way.title},
            fix=_("Bring it back there."),
        )
    if by_choice not in (None, named):
        raise OfAnother(
            _("The file is of “%s”, and another edition is chosen.") % named,
            fix=_("Choose that edition, or leave it to the file, and choose the file again."),
        )
    return named


def _is_text_of(says: WordIdentity, made: MadeEdition) -> bool:
    """Whether the text that the file was made with is the edition's; so it is where the file tells of none."""
    text = text_in(made.folder)
    return not says.text or text is None or text.fingerprint == says.text


def _likeliest(here: Sequence[MadeEdition], says: WordIdentity) -> MadeEdition | None:
    """The newest edition that has the file's text; without one, the newest."""
    same = (one for one in here if says.text and (text := text_in(one.folder)) and text.fingerprint == says.text)
    return next(same, here[0] if here else None)
