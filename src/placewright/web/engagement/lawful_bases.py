"""Why answers may be held, in words that those who answer read."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from placewright.questionnaires.launch import Basis

BASES: Mapping[Basis, str | Promise] = {
    Basis.PUBLIC_TASK: gettext_lazy("a task in the public interest (Article 6(1)(e) of the UK GDPR)"),
    Basis.LEGAL_OBLIGATION: gettext_lazy("a duty in law (Article 6(1)(c) of the UK GDPR)"),
    Basis.LEGITIMATE_INTERESTS: gettext_lazy("legitimate interests (Article 6(1)(f) of the UK GDPR)"),
    Basis.CONSENT: gettext_lazy("your consent (Article 6(1)(a) of the UK GDPR), which you can take back"),
}
