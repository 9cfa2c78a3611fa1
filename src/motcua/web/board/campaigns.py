"""Campaigns on the board: the list, one campaign as it stands this morning, who is behind, its burn-up, its report."""

from __future__ import annotations

import datetime as dt
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua import wiring
from motcua.domain.campaigns import burnup, letters, scores
from motcua.domain.campaigns.burnup import BurnUp
from motcua.domain.campaigns.plan import State
from motcua.domain.campaigns.standing import OfTarget, Row
from motcua.domain.hours import local
from motcua.domain.permissions.campaigns import CampaignAct
from motcua.domain.permissions.roles import Actor
from motcua.queries import board, configuration
from motcua.queries.campaigns import campaigns, standings
from motcua.queries.campaigns.campaigns import Campaign, Happened
from motcua.queries.campaigns.standings import Standing
from motcua.services.campaigns import drawing, report, rights
from motcua.web.board import campaign_words as say
from motcua.web.board.views import draw, name_of
from motcua.web.shared.dossiers import documents
from motcua.web.shared.guards import staff_only

FEW = 8  # units behind shown at first


@staff_only(*board.ROLES)
def home(request: HttpRequest) -> HttpResponse:
    """List the campaigns that concern the reader, the latest first."""
    actor = request.actor  # type: ignore[attr-defined]
    lines = [
        {"one": one, "state": say.STATES[one.state], "over": one.over and one.state is State.RUNNING}
        for one in campaigns.listed(today(request)) if sees(actor, one)
    ]  # fmt: skip
    return draw(request, "campaigns", {"lines": lines, "may_prepare": rights.may(actor, CampaignAct.PREPARE)})


@staff_only(*board.ROLES)
def show(request: HttpRequest, campaign_id: uuid.UUID) -> HttpResponse:
    """Show a campaign as it stands."""
    actor, campaign = request.actor, found(request, campaign_id)  # type: ignore[attr-defined]
    day = local(campaign.closed_at).date() if campaign.closed_at else today(request)
    units = campaigns.seen(actor, campaign)
    standing, told = standings.of(campaign, units, day), campaigns.happened(campaign.id, units, day)
    chosen, scored = _chosen(request, standing), _scores(campaign, standing, told)
    context = {
        "campaign": campaign, "state": say.STATES[campaign.state], "plan": campaign.plan, "day_number": campaign.plan.day_number(day),
        "left": standing.days.left, "until": standing.until, "acts": _acts(actor, campaign), "alone": _alone(units),
        "begun": campaign.state is not State.DRAFT and campaign.plan.first <= day,
        "targets": [_target(one, campaign, one is chosen) for one in standing.targets],
        "chosen": _shown(standings.drawn(campaign, units, day, standing, chosen.number), campaign, standing, everything="all" in request.GET)
        if chosen else None,
        "told": _told(actor, campaign, told), "scores": scored[:FEW], "scores_rest": scored[FEW:], "formula": campaign.formula,
        "pace": say.PACES[campaign.plan.pace],
    }  # fmt: skip
    return draw(request, "campaign", context)


@staff_only(*board.ROLES)
def pdf(request: HttpRequest, campaign_id: uuid.UUID) -> HttpResponse:
    """Print the report of a campaign."""
    actor, at = request.actor, request.now  # type: ignore[attr-defined]
    found(request, campaign_id)
    try:
        name, content = report.pdf(campaign_id=campaign_id, actor=actor, at=at, printer=wiring.printer(actor))
    except report.NotForCampaigns:
        raise Http404 from None
    return documents.pdf(content, f"{name}")


def today(request: HttpRequest) -> dt.date:
    """Return the day of the request."""
    return local(request.now).date()  # type: ignore[attr-defined,no-any-return]


def found(request: HttpRequest, campaign_id: uuid.UUID) -> Campaign:
    """Return a campaign the reader may see. Raises Http404."""
    campaign = campaigns.one(campaign_id, today(request))
    if campaign is None or not sees(request.actor, campaign):  # type: ignore[attr-defined]
        raise Http404
    return campaign


def sees(actor: Actor, campaign: Campaign) -> bool:
    """Return whether the actor sees a campaign: a draft only who prepares or approves, otherwise who reaches one of its units."""
    if rights.may(actor, CampaignAct.PREPARE) or rights.may(actor, CampaignAct.APPROVE):
        return True
    return campaign.state is not State.DRAFT and bool(campaigns.seen(actor, campaign))


def unit_name(unit: str) -> str:
    """Return the name of a unit by its id."""
    return name_of(configuration.current().units.get(unit))


def _acts(actor: Actor, campaign: Campaign) -> dict[str, object]:
    """Return what the actor may do with the campaign as it stands."""
    draft, running = campaign.state is State.DRAFT, standings.is_open(campaign)
    return {
        "edit": draft and rights.may(actor, CampaignAct.PREPARE),
        "approve": draft and rights.may(actor, CampaignAct.APPROVE),
        "remind": campaign.state is State.RUNNING and rights.may(actor, CampaignAct.REMIND),
        "task": running and rights.may(actor, CampaignAct.GIVE_TASK),
        "difficulty": running and bool(campaigns.own_units(actor, CampaignAct.REPORT_DIFFICULTY, campaign)),
        "close": campaign.state is State.RUNNING and campaign.over and rights.may(actor, CampaignAct.CLOSE),
        "report": not draft,
    }


def _alone(units: tuple[str, ...]) -> str:
    return unit_name(units[0]) if len(units) == 1 else ""


def _chosen(request: HttpRequest, standing: Standing) -> OfTarget | None:
    """Return the target asked for; at first the one with most units behind."""
    asked = request.GET.get("target", "")
    for one in standing.targets:
        if asked == str(one.number):
            return one
    return max((one for one in standing.targets if one.target.by_unit), key=lambda one: (len(one.behind), -one.number), default=None)


def _target(one: OfTarget, campaign: Campaign, chosen: bool) -> dict[str, object]:
    levels = [say.LEVELS[level] for level in say.LEVELS if level in one.target.levels]
    return {
        "name": say.indicator(one.target), "goal": say.goal(one), "value": say.figure(one.target, one.whole.value), "counts": say.counts(one.whole),
        "standing": say.standing(one, one.whole), "late": one.whole.behind, "levels": levels, "note": one.target.note, "chosen": chosen,
        "behind": len(one.behind), "of": len(one.rows), "weight": one.target.weight, "number": one.number,
        "short": say.short(one, one.whole), "a_day": say.a_day(one.whole),
        "url": f"{reverse('board_campaign', args=[campaign.id])}?target={one.number}#chi-tieu" if one.target.by_unit else "",
    }  # fmt: skip


def _shown(one: OfTarget, campaign: Campaign, standing: Standing, *, everything: bool) -> dict[str, object]:
    behind = one.behind if everything else one.behind[:FEW]
    drawn = burnup.burn_up(one, campaign.plan, standing.days.every, standing.until)
    return {
        "name": say.indicator(one.target), "number": one.number, "sentence": one.target.about.sentence, "formula": one.target.about.formula,
        "behind": [_row(one, row) for row in behind], "count": len(one.behind), "of": len(one.rows), "more": len(one.behind) - len(behind),
        "met": [_row(one, row) for row in one.rows if not row.behind] if everything else [], "each": one.target.each,
        "ahead": say.ahead(one), "chart": _chart(one, drawn) if drawn else "", "adds_up": one.target.adds_up,
        "lines": [{"p": p, "share": say.figure(one.target, (p.hit or 0) / p.of) if p.of and p.hit is not None else "–",
                   "needed": say.number(int(p.needed + 1 / 2))} for p in drawn.lines] if drawn else [],
        "share": one.target.about.has_population,
    }  # fmt: skip


def _row(one: OfTarget, row: Row) -> dict[str, object]:
    return {
        "id": row.unit, "unit": unit_name(row.unit), "value": say.figure(one.target, row.value), "counts": say.counts(row), "goal": say.figure(one.target, row.goal),
        "short": say.short(one, row), "a_day": say.a_day(row), "standing": say.standing(one, row),
    }  # fmt: skip


def _chart(one: OfTarget, drawn: BurnUp) -> str:
    told = say.ahead(one) or pgettext("campaign", "The table beside it has the figures.")
    named = drawing.Named(_("Burn-up: %(name)s") % {"name": say.indicator(one.target)}, told, pgettext("campaign", "There"), pgettext("campaign", "Needed pace"), pgettext("campaign", "Forecast with its range"))
    return mark_safe(drawing.draw(drawn, named))  # noqa: S308  every word in it was escaped where it is drawn


def _told(actor: Actor, campaign: Campaign, told: Happened) -> dict[str, object]:
    """Return reminders, tasks and difficulties with the names of their units and what the reader may answer."""
    answers = set(campaigns.own_units(actor, CampaignAct.ANSWER, campaign)) if standings.is_open(campaign) else set()
    return {
        "reminders": [{"one": r, "unit": unit_name(r.unit), "lines": [_line(x) for x in r.behind], "answers": r.unit in answers and r.answered_at is None}
                      for r in told.reminders],
        "tasks": [{"one": t, "unit": unit_name(t.unit), "answers": t.unit in answers and t.done_on is None} for t in told.tasks],
        "difficulties": [{"one": d, "unit": unit_name(d.unit), "to": unit_name(d.to_unit), "answers": d.to_unit in answers and d.answered_on is None}
                         for d in told.difficulties],
        "counted": told.counted,
    }  # fmt: skip


def _line(behind: object) -> str:
    assert isinstance(behind, dict)
    return letters.line(behind)


def _scores(campaign: Campaign, standing: Standing, told: Happened) -> list[dict[str, object]]:
    return [
        {"rank": rank, "unit": unit_name(unit), "targets": say.points(one.targets), "tasks": say.points(one.tasks),
         "taken": f"−{one.taken}" if one.taken else "0", "total": say.points(one.total)}
        for rank, unit, one in scores.ranked(standings.scored(campaign, standing, told))
    ]  # fmt: skip
