"""Pages of dated rules: what is in force, what was and will be, and a new value."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.domain.hours import local
from motcua.domain.permissions import administration
from motcua.queries import console_settings
from motcua.queries.console_settings import Setting, Value
from motcua.services import dated_settings
from motcua.services.dated_settings import SettingWrong
from motcua.services.staffing import NotAdministered
from motcua.web.console import room, rule_words, words
from motcua.web.console.calendar_forms import RuleForm
from motcua.web.shared.guards import staff_only

HERE = "console_rules"


@staff_only(*room.RULES)
def rules(request: HttpRequest) -> HttpResponse:
    """List every dated rule with the value in force."""
    day = local(request.now).date()  # type: ignore[attr-defined]
    found = [_shown(one) for one in console_settings.all_settings(day)]
    return room.draw(request, "rules", {"rules": found}, current=HERE)


@staff_only(*room.RULES)
def rule(request: HttpRequest, key: str) -> HttpResponse:
    """Show one rule with its history; posting sets a new value from a day on."""
    actor, day = request.actor, local(request.now).date()  # type: ignore[attr-defined]
    if key not in dated_settings.RULES:
        raise Http404
    found = console_settings.setting(key, day)
    may = administration.everywhere(actor)
    form = RuleForm(room.posted(request), key=key, today=day, current=found.now.value)
    if request.method == "POST" and form.is_valid() and _put(request, form, key):
        messages.success(request, _("The rule has been set. Dossiers accepted before its day keep the rule of their day."))
        return redirect("console_rule", key)
    context = {"rule": _shown(found), "form": form if may else None}
    return room.draw(request, "rule", context, current=HERE, status=422 if form.is_bound else 200)


def _put(request: HttpRequest, form: RuleForm, key: str) -> bool:
    data = form.cleaned_data
    try:
        dated_settings.put(
            key=key, text=data["value"], first=data["first"], basis=data["basis"], actor=request.actor, at=request.now  # type: ignore[attr-defined]
        )  # fmt: skip
    except NotAdministered:
        form.add_error(None, words.NOT_ADMINISTERED)
    except SettingWrong as wrong:
        form.add_error({"past": "first", "basis": "basis"}.get(wrong.code, "value"), rule_words.wrong(wrong))
    return form.is_valid()


def _shown(found: Setting) -> dict[str, object]:
    values = [_value(found.key, one) for one in found.values]
    return {
        "key": found.key, "label": rule_words.LABELS[found.key], "hint": rule_words.HINTS[found.key], "values": values,
        "now": next(v for v in values if v["when"] == "now"), "later": [v for v in values if v["when"] == "later"],
    }  # fmt: skip


def _value(key: str, one: Value) -> dict[str, object]:
    typed = dated_settings.typed(key, one.value)
    if key == "code_pattern" and not typed:
        typed = console_settings.pattern_from_surroundings()
    text = rule_words.value(key, typed)
    basis = one.basis if one.first else pgettext("rule", "as the product was installed")
    pattern = dated_settings.RULES[key].kind in (dated_settings.Kind.PATTERN, dated_settings.Kind.TEXT)
    return {"text": text, "plain": rule_words.plain(key, text), "pattern": pattern, "first": one.first, "basis": basis, "when": one.when}
