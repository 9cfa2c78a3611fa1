"""Preparing a campaign on the board: from a template, its days and units, targets, formula, and its approval."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.domain.campaigns import templates
from motcua.domain.campaigns.plan import Pace, State
from motcua.domain.campaigns.scores import Formula
from motcua.domain.permissions.campaigns import MAY, CampaignAct
from motcua.queries.campaigns import campaigns
from motcua.queries.campaigns.campaigns import Campaign
from motcua.services.campaigns import preparing
from motcua.web.board import campaign_words as say
from motcua.web.board.campaign_forms import (
    ApproveForm,
    FormulaForm,
    NewForm,
    PlanForm,
    TargetForm,
    target_as_typed,
    units_of,
)
from motcua.web.board.campaigns import found
from motcua.web.board.views import draw
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import post_or_back, staff_only

_PREPARES = MAY[CampaignAct.PREPARE]


@staff_only(*_PREPARES)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a campaign from a template or from nothing."""
    form = NewForm(_posted(request), initial=_from_template(request.GET.get("template", "")))
    if request.method == "POST" and form.is_valid():
        data, made = form.cleaned_data, list[uuid.UUID]()
        if say.did(form, lambda: made.append(preparing.begin(**_who(request), **data))):
            messages.success(request, _("The draft is there. Look at units and targets; the leader of the province approves it."))
            return redirect("board_campaign_edit", made[0])
    return draw(request, "campaign_form", {"form": form, "title": _("New campaign"), "button": _("Begin the draft"), "back": "board_campaigns"},
                status=_status(form))  # fmt: skip


@staff_only(*_PREPARES)
def edit(request: HttpRequest, campaign_id: uuid.UUID) -> HttpResponse:
    """Change a draft: name, days, pace, units; its targets and formula stand below."""
    campaign = _draft(request, campaign_id)
    plan = campaign.plan
    usual = {str(u.id) for u in campaigns.usual_units(plan.first, plan.last)}
    form = PlanForm(
        _posted(request), units=units_of(usual | set(campaign.units) | {campaigns.top()}),
        initial={"name": plan.name, "first": plan.first, "last": plan.last, "pace": plan.pace.value, "units": list(campaign.units)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = {**form.cleaned_data, "pace": Pace(form.cleaned_data["pace"])}
        if say.did(form, lambda: preparing.change(campaign_id=campaign_id, **_who(request), **data)):
            messages.success(request, _("The draft has been changed."))
            return redirect("board_campaign", campaign_id)
    return draw(request, "campaign_edit", {"form": form, "campaign": campaign, "targets": _targets(campaign)}, status=_status(form))


@staff_only(*_PREPARES)
def target(request: HttpRequest, campaign_id: uuid.UUID, number: int | None = None) -> HttpResponse:
    """Add a target to a draft, or change one."""
    campaign = _draft(request, campaign_id)
    if number is not None and number >= len(campaign.targets):
        raise Http404
    form = TargetForm(_posted(request), initial={"goal": "absolute", "weight": 1} if number is None else target_as_typed(campaign.targets[number]))
    if request.method == "POST" and form.is_valid() and say.did(
        form, lambda: preparing.put_target(campaign_id=campaign_id, target=form.target(), number=number, **_who(request))
    ):  # fmt: skip
        messages.success(request, _("The target stands in the draft."))
        return redirect("board_campaign_edit", campaign_id)
    title = _("Add a target") if number is None else _("Change a target")
    return _page(request, form, campaign, title, _("Keep the target"), "board_campaign_edit")


@staff_only(*_PREPARES)
@post_or_back("board_campaigns")
def target_out(request: HttpRequest, campaign_id: uuid.UUID, number: int) -> HttpResponse:
    """Take a target out of a draft."""
    form = Form({})
    if say.did(form, lambda: preparing.take_target_out(campaign_id=campaign_id, number=number, **_who(request))):
        messages.success(request, _("The target has been taken out of the draft."))
        return redirect("board_campaign_edit", campaign_id)
    found(request, campaign_id)
    messages.warning(request, " ".join(str(e) for e in form.non_field_errors()))
    return redirect("board_campaign", campaign_id)


@staff_only(*_PREPARES)
def formula(request: HttpRequest, campaign_id: uuid.UUID) -> HttpResponse:
    """Set how the emulation score is reckoned."""
    campaign = _draft(request, campaign_id)
    made = campaign.formula
    form = FormulaForm(_posted(request), targets=campaign.targets, initial={"cap": made.cap, "tasks": made.tasks, "unanswered": made.unanswered})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = Formula(cap=data["cap"], tasks=data["tasks"], unanswered=data["unanswered"])
        if say.did(form, lambda: preparing.set_formula(campaign_id=campaign_id, formula=given, weights=form.weights(), **_who(request))):
            messages.success(request, _("The formula has been set."))
            return redirect("board_campaign_edit", campaign_id)
    return _page(request, form, campaign, _("Emulation score"), pgettext("campaign", "Set the formula"), "board_campaign_edit")


@staff_only(*MAY[CampaignAct.APPROVE])
def approve(request: HttpRequest, campaign_id: uuid.UUID) -> HttpResponse:
    """Approve a draft by its decision."""
    campaign = found(request, campaign_id)
    form = ApproveForm(_posted(request))
    if request.method == "POST" and form.is_valid() and say.did(
        form, lambda: preparing.approve(campaign_id=campaign_id, **_who(request), **form.cleaned_data)
    ):  # fmt: skip
        messages.success(request, _("The campaign is approved. It runs by itself from its first day."))
        return redirect("board_campaign", campaign_id)
    return _page(request, form, campaign, _("Approve the campaign"), pgettext("campaign", "Approve"), "board_campaign")


def _page(request: HttpRequest, form: Form, campaign: Campaign, title: str, button: str, back: str) -> HttpResponse:
    return draw(request, "campaign_form", {"form": form, "campaign": campaign, "title": title, "button": button, "back": back}, status=_status(form))


def _draft(request: HttpRequest, campaign_id: uuid.UUID) -> Campaign:
    campaign = found(request, campaign_id)
    if campaign.state is not State.DRAFT:
        raise Http404
    return campaign


def _targets(campaign: Campaign) -> list[dict[str, object]]:
    return [
        {"number": i, "name": say.indicator(t), "typed": target_as_typed(t), "goal": say.GOALS[t.goal], "share": t.about.has_population or t.goal != "absolute",
         "levels": [say.LEVELS[x] for x in say.LEVELS if x in t.levels], "note": t.note, "weight": t.weight}
        for i, t in enumerate(campaign.targets)
    ]  # fmt: skip


def _from_template(key: str) -> dict[str, object]:
    known = templates.ALL.get(key)
    return {"template": key, "name": known.name} if known else {"template": ""}


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.actor, "at": request.now}  # type: ignore[attr-defined]


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _status(form: Form) -> int:
    return 422 if form.is_bound else 200
