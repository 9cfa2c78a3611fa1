"""Acts on a running campaign: reminding units, answering, tasks, difficulties, closing."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from motcua.domain.campaigns import letters
from motcua.domain.campaigns.plan import State
from motcua.domain.permissions.campaigns import MAY, CampaignAct
from motcua.queries.campaigns import campaigns, standings
from motcua.queries.campaigns.campaigns import Campaign
from motcua.services.campaigns import closing, running
from motcua.web.board import campaign_words as say
from motcua.web.board.campaign_forms import (
    AnswerForm,
    DifficultyForm,
    EvidenceForm,
    RemindForm,
    TaskForm,
    units_of,
)
from motcua.web.board.campaigns import found, today, unit_name
from motcua.web.board.views import draw, frame
from motcua.web.shared import sure
from motcua.web.shared.forms import Form
from motcua.web.shared.guards import post_or_back, staff_only


@staff_only(*MAY[CampaignAct.REMIND])
def remind(request: HttpRequest, campaign_id: uuid.UUID) -> HttpResponse:
    """Remind units that are behind, those furthest behind first."""
    campaign = found(request, campaign_id)
    if campaign.state is not State.RUNNING:
        raise Http404
    behind, asked = _behind(request, campaign), request.GET.get("unit", "")
    ticked = [unit for unit in behind if asked in ("", unit)]
    form = RemindForm(_posted(request), choices=[(u, unit_name(u)) for u in behind], hints=behind, initial={"units": ticked})
    if request.method == "POST" and form.is_valid():
        data, sent = form.cleaned_data, list[int]()
        if say.did(form, lambda: sent.append(running.remind(campaign_id=campaign_id, units=data["units"], words=data["words"], **_who(request)))):
            messages.success(request, ngettext("%(n)s unit has been reminded. Its head sees it here and by e-mail.",
                                               "%(n)s units have been reminded. Their heads see it here and by e-mail.", sent[0]) % {"n": sent[0]})  # fmt: skip
            return redirect("board_campaign", campaign_id)
    empty = "" if behind else _("No unit is behind that hasn't a reminder open.")
    return _page(request, form, campaign, _("Remind units that are behind"), pgettext("campaign", "Remind"), empty=empty)


@staff_only(*MAY[CampaignAct.GIVE_TASK])
def task(request: HttpRequest, campaign_id: uuid.UUID) -> HttpResponse:
    """Give a unit a task."""
    campaign = found(request, campaign_id)
    form = TaskForm(_posted(request), units=units_of(campaign.units))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if say.did(form, lambda: running.give_task(
            campaign_id=campaign_id, title=data["title"], unit_id=data["unit"], due=data["due"], **_who(request))):  # fmt: skip
            messages.success(request, _("The task has been given. Its unit sees it in the campaign."))
            return redirect("board_campaign", campaign_id)
    return _page(request, form, campaign, _("Give a task"), _("Give the task"))


@staff_only(*MAY[CampaignAct.REPORT_DIFFICULTY])
def difficulty(request: HttpRequest, campaign_id: uuid.UUID) -> HttpResponse:
    """Send a difficulty of one's unit to the unit that can remove it."""
    campaign = found(request, campaign_id)
    own = campaigns.own_units(request.actor, CampaignAct.REPORT_DIFFICULTY, campaign)  # type: ignore[attr-defined]
    if not own:
        raise Http404
    form = DifficultyForm(_posted(request), own=units_of(own), others=units_of(set(campaign.units)))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if say.did(form, lambda: running.report_difficulty(
            campaign_id=campaign_id, unit_id=data["unit"], to_unit=data["to_unit"], words=data["words"], due=data["due"], **_who(request))):  # fmt: skip
            messages.success(request, _("The difficulty has been sent. The answer will stand in the campaign."))
            return redirect("board_campaign", campaign_id)
    return _page(request, form, campaign, _("Send a difficulty"), pgettext("campaign", "Send"))


@staff_only(*MAY[CampaignAct.ANSWER])
def answer(request: HttpRequest, campaign_id: uuid.UUID, what: str, one_id: uuid.UUID) -> HttpResponse:
    """Answer a reminder or a difficulty, or report a task done, for one's unit."""
    campaign = found(request, campaign_id)
    asked = _asked(request, campaign, what, one_id)
    form = EvidenceForm(_posted(request)) if what == "nhiem-vu" else AnswerForm(_posted(request))
    if request.method == "POST" and form.is_valid() and say.did(form, lambda: _ANSWERS[what](one_id, form.cleaned_data, _who(request))):
        messages.success(request, _("Thank you. It stands in the campaign."))
        return redirect("board_campaign", campaign_id)
    titles = {"don-doc": _("Answer a reminder"), "nhiem-vu": _("Report a task done"), "kho-khan": _("Answer a difficulty")}
    return _page(request, form, campaign, titles[what], pgettext("campaign", "Send"), asked=asked)


@staff_only(*MAY[CampaignAct.CLOSE])
@post_or_back("board_campaigns")
def close(request: HttpRequest, campaign_id: uuid.UUID) -> HttpResponse:
    """Close a campaign whose last day is over."""
    campaign = found(request, campaign_id)
    asked = sure.asked(
        request, title=_("Close the campaign?"), text=_("Its figures are recorded as they stand now and never change again. Nothing can be answered after that."),
        button=_("Close the campaign"), back=reverse("board_campaign", args=[campaign_id]), frame=frame(request),
    )  # fmt: skip
    if asked is not None:
        return asked
    form = Form({})
    if say.did(form, lambda: closing.close(campaign_id=campaign.id, **_who(request))):
        messages.success(request, _("The campaign is closed. Its report says the same from now on."))
    else:
        messages.warning(request, " ".join(str(e) for e in form.non_field_errors()))
    return redirect("board_campaign", campaign_id)


_ANSWERS: dict[str, Callable[[uuid.UUID, dict[str, str], dict[str, Any]], object]] = {
    "don-doc": lambda key, data, who: running.answer(reminder_id=key, text=data["text"], **who),
    "nhiem-vu": lambda key, data, who: running.finish_task(task_id=key, evidence=data["evidence"], **who),
    "kho-khan": lambda key, data, who: running.answer_difficulty(difficulty_id=key, text=data["text"], **who),
}


def _behind(request: HttpRequest, campaign: Campaign) -> dict[str, str]:
    """Return the units behind that have no open reminder, with what they lack, furthest behind first; of one target where one is asked."""
    day = today(request)
    told = campaigns.happened(campaign.id, campaign.units, day)
    waiting = {r.unit for r in told.reminders if r.answered_at is None}
    lacking: dict[str, list[str]] = {}
    for one in standings.of(campaign, campaign.units, day).targets:
        if request.GET.get("target", "") in ("", str(one.number)):
            for row in one.behind:
                said = f"{say.indicator(one.target)}: {say.figure(one.target, row.value)}, {say.missing(one, row)}"
                lacking.setdefault(row.unit, []).append(said)
    return {unit: "; ".join(lines) for unit, lines in lacking.items() if unit not in waiting}


def _asked(request: HttpRequest, campaign: Campaign, what: str, one_id: uuid.UUID) -> list[str]:
    """Return what is to be answered, in words. Raises Http404 for what isn't the actor's to answer."""
    own = set(campaigns.own_units(request.actor, CampaignAct.ANSWER, campaign))  # type: ignore[attr-defined]
    told = campaigns.happened(campaign.id, own, today(request))
    if what == "don-doc":
        for r in told.reminders:
            if r.id == one_id:
                return [unit_name(r.unit), *(letters.line(x) for x in r.behind), *([r.words] if r.words else [])]
    for t in told.tasks if what == "nhiem-vu" else ():
        if t.id == one_id:
            return [unit_name(t.unit), t.title]
    for d in told.difficulties if what == "kho-khan" else ():
        if d.id == one_id and d.to_unit in own:
            return [unit_name(d.unit), d.words]
    raise Http404


def _page(request: HttpRequest, form: Form, campaign: Campaign, title: str, button: str, **more: object) -> HttpResponse:
    context = {"form": form, "campaign": campaign, "title": title, "button": button, "back": "board_campaign", **more}
    return draw(request, "campaign_form", context, status=422 if form.is_bound else 200)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.actor, "at": request.now}  # type: ignore[attr-defined]


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
