"""Waivers: what is let pass, by whom, why and until when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from placewright.core.errors import PlacewrightError
from placewright.ledger.argument_checks import ARGUMENT_RULES
from placewright.ledger.prose import PROSE_RULES
from placewright.ledger.standing import RULES
from placewright.web.accounts.capabilities import May
from placewright.web.common.access import only
from placewright.web.common.mends import said_by
from placewright.web.strategy.exchange import MODELS
from placewright.web.strategy.models import Waiver
from placewright.web.strategy.services import waiving


class WaiverForm(forms.Form):
    """What a waiver must say."""

    record = forms.CharField(label=gettext_lazy("Record"), max_length=160)
    rule = forms.ChoiceField(label=gettext_lazy("Rule"))
    what = forms.CharField(
        label=gettext_lazy("What it lets pass"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Words of the issue. Empty lets whatever breaks the rule in this record pass."),
    )
    name = forms.CharField(label=gettext_lazy("By whom"), max_length=200)
    why = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3}))
    until = forms.DateField(label=gettext_lazy("Until"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = (*PROSE_RULES, *RULES, *ARGUMENT_RULES)
        self.fields["rule"].choices = [(name, name) for name in rules]  # type: ignore[attr-defined]

    def clean_record(self) -> str:
        """The record as `kind:id`, which may be a draft still."""
        record = str(self.cleaned_data["record"])
        kind, _colon, id = record.partition(":")
        if kind not in MODELS or not id:
            raise forms.ValidationError(_("Write it as kind:id, such as claim:lead-lost."))
        return record


@only(May.SEE_TEAM.permission)
@require_safe
def waivers(request: HttpRequest) -> HttpResponse:
    """Every waiver."""
    context = {
        "page_title": _("Waivers"),
        "waivers": Waiver.objects.all(),
        "today": timezone.localdate(),
        "may_waive": request.user.has_perm(May.WAIVE.permission),
    }
    return render(request, "strategy/waivers.html", context)


@only(May.WAIVE.permission)
@require_http_methods(["GET", "POST"])
def waive(request: HttpRequest) -> HttpResponseBase:
    """Write a waiver; a script that asks is told in JSON."""
    is_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    initial = {"name": str(request.user)} | request.GET.dict()
    form = WaiverForm(request.POST) if request.method == "POST" else WaiverForm(initial=initial)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            waiving.waive(
                said["record"],
                said["rule"],
                by=request.user,
                name=said["name"],
                why=said["why"],
                until=said["until"],
                what=said["what"],
            )
        except PlacewrightError as error:
            form.add_error(None, said_by(error))
        else:
            if is_script:
                return JsonResponse({"ok": True})
            messages.success(request, _("The waiver is written."))
            return redirect("strategy_waivers")
    if is_script and form.is_bound:
        said_of = (
            f"{form.fields[name].label if name in form.fields else ''} {error}".strip() for name, error in _errors(form)
        )
        return JsonResponse({"error": " ".join(said_of)}, status=400)
    return render(request, "strategy/waive.html", {"form": form, "page_title": _("Let an issue pass")})


@only(May.WAIVE.permission)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let the issue count again."""
    waiving.take_waiver_back(get_object_or_404(Waiver, pk=pk), by=request.user)
    messages.success(request, _("The waiver is taken back."))
    return redirect("strategy_waivers")


def _errors(form: WaiverForm) -> list[tuple[str, str]]:
    return [(name, str(error)) for name, errors in form.errors.items() for error in errors]
