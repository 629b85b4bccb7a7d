"""Places offered while a name is typed: those that have figures, the nearest to what is typed first."""

from __future__ import annotations

from placewright.web.explorer.evidence_shown import EvidenceShown

_MOST = 12


def suggested(typed: str, evidence: EvidenceShown) -> list[dict[str, str]]:
    """Code, name and level of places whose names or codes hold what is typed; those that begin with it come first."""
    wanted = typed.strip().casefold()[:60]
    if not wanted:
        return []
    places = [(name.casefold(), code) for name, code in evidence.named]
    first = [code for name, code in places if name.startswith(wanted) or code.casefold().startswith(wanted)]
    more = [code for name, code in places if f" {wanted}" in name]
    found = list(dict.fromkeys((*first, *more)))[:_MOST]
    return [{"code": code, "name": evidence.name(code), "level": evidence.level(code)} for code in found]
