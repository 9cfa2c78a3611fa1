"""The words of campaigns: states, goals, levels, what is wrong, and figures in sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from motcua.domain.campaigns.plan import Goal, Pace, PlanWrong, State, Target
from motcua.domain.campaigns.standing import OfTarget, Row
from motcua.domain.figures import rounding
from motcua.domain.figures.indicators._indicator import Account, Better
from motcua.domain.people.units import Level
from motcua.services.campaigns.rights import CampaignNotPossible, CampaignWrong, NotForCampaigns
from motcua.web.shared import words
from motcua.web.shared.forms import Form

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STATES: Mapping[State, StrOrPromise] = {
    State.DRAFT: pgettext_lazy("campaign", "Draft"),
    State.APPROVED: pgettext_lazy("campaign", "Approved, not begun"),
    State.RUNNING: pgettext_lazy("campaign", "Running"),
    State.CLOSED: pgettext_lazy("campaign", "Closed"),
}
GOALS: Mapping[Goal, StrOrPromise] = {
    Goal.ABSOLUTE: gettext_lazy("Reach this level"),
    Goal.POINTS: gettext_lazy("Grow on a base year, in percentage points"),
    Goal.RELATIVE: gettext_lazy("Grow on a base year, relative to its figure (in percent of it)"),
}
PACES: Mapping[Pace, StrOrPromise] = {
    Pace.WORKING: gettext_lazy("Over working days"),
    Pace.CALENDAR: gettext_lazy("Over all days (“30 days and nights”)"),
}
LEVELS: Mapping[Level, StrOrPromise] = {
    Level.PROVINCE: pgettext_lazy("campaign level", "Province level"),
    Level.DISTRICT: pgettext_lazy("campaign level", "District level (until 30/6/2025)"),
    Level.COMMUNE: pgettext_lazy("campaign level", "Commune level"),
}
NOT_ALLOWED = gettext_lazy("This is not among your rights. Nothing was changed.")
NOT_POSSIBLE: Mapping[str, StrOrPromise] = {
    "state": gettext_lazy("The campaign stands elsewhere by now. Nothing was changed; look at it again."),
    "same_person": gettext_lazy("Whoever prepared a campaign doesn't approve it. Another person has to."),
    "no_targets": gettext_lazy("A campaign without targets can't be approved. Add a target first."),
    "not_over": gettext_lazy("The last day isn't over yet. The campaign can be closed from the day after it."),
    "answered": gettext_lazy("This has been answered already. Nothing was changed."),
    "nobody_behind": gettext_lazy("None of these units is behind, or their last reminder still waits for an answer. Nobody was reminded."),
}
WRONG: Mapping[str, StrOrPromise] = {
    "name": gettext_lazy("Enter the name of the campaign."),
    "template": gettext_lazy("Choose one of the list."),
    "last": gettext_lazy("The last day must not be before the first, and at most 400 days after it."),
    "units": gettext_lazy("Choose at least one unit."),
    "indicator": gettext_lazy("Choose an indicator. Means and percentiles can't be targets."),
    "amount": gettext_lazy("Enter a number above 0, for example 85 or 17.5; a share is at most 100."),
    "goal": gettext_lazy("Percentage points only fit an indicator that is a share. Choose another way."),
    "base_year": gettext_lazy("Enter the base year, for example 2022."),
    "targets": gettext_lazy("A campaign has at most 30 targets."),
    "weight": gettext_lazy("Enter a whole number from 0 to 100."),
    "cap": gettext_lazy("Enter a whole number from 100 to 200."),
    "tasks": gettext_lazy("Enter a whole number from 0 to 50."),
    "unanswered": gettext_lazy("Enter a whole number from 0 to 20."),
    "decision": gettext_lazy("Enter number and sign of the decision, for example 140/KH-UBND."),
    "decided_on": gettext_lazy("The day of the decision can't lie ahead."),
    "words": gettext_lazy("Write it in a few words, at most 2,000 letters."),
    "text": gettext_lazy("Write it in a few words, at most 2,000 letters."),
    "evidence": gettext_lazy("Say what proves it: the number of a paper, an address, a figure."),
    "title": gettext_lazy("Write what is to be done."),
    "unit": gettext_lazy("Choose a unit of the campaign."),
    "to_unit": gettext_lazy("Choose another unit of the campaign that can remove the difficulty."),
    "due": gettext_lazy("The day must not lie in the past."),
    "number": gettext_lazy("The campaign stands elsewhere by now. Nothing was changed; look at it again."),
}


def did(form: Form, act: Callable[[], object]) -> bool:
    """Do it; what was wrong stands at its box, what was typed stays."""
    try:
        act()
    except NotForCampaigns:
        form.add_error(None, str(NOT_ALLOWED))
    except CampaignNotPossible as refused:
        form.add_error(None, str(NOT_POSSIBLE[refused.why]))
    except (CampaignWrong, PlanWrong) as wrong:
        form.add_error(wrong.what if wrong.what in form.fields else None, str(WRONG[wrong.what]))
    return form.is_valid()


def language() -> str:
    """Return the language of the page."""
    return get_language() or "vi"


def indicator(target: Target) -> str:
    """Return the name of a target's indicator."""
    return target.about.name.in_language(language())[0]


def number(value: int) -> str:
    """Return a whole number with its groups."""
    return words.number(value, language=language())


def figure(target: Target, value: Fraction | float | None) -> str:
    """Return a value of a target as it is printed: a share with two decimals, a number whole; a dash for none."""
    if value is None:
        return "–"
    exact = Fraction(value).limit_denominator(10**9)
    if target.about.has_population:
        return words.percent(rounding.half_up(exact, Decimal("0.0001")), language=language(), places=2)
    return number(int(exact + Fraction(1, 2)))


def counts(row: Row) -> str:
    """Return the counts a share comes from."""
    if row.hit is None or row.of is None:
        return ""
    return pgettext("campaign", "%(hit)s of %(of)s") % {"hit": number(row.hit), "of": number(row.of)}


def goal(one: OfTarget) -> str:
    """Return what a target asks, with how growth is meant and on which figure."""
    target, wanted = one.target, figure(one.target, one.whole.goal)
    if target.goal is Goal.ABSOLUTE:
        return wanted
    given = {"more": words.number(rounding.half_up(target.amount * 100), language=language()), "year": str(target.base_year),
             "base": figure(target, one.base), "goal": wanted}  # fmt: skip
    if one.base is None:
        return _("no figure of the base year %(year)s") % given
    if target.goal is Goal.POINTS:
        return _("%(goal)s (%(more)s percentage points more than %(base)s in %(year)s)") % given
    return _("%(goal)s (%(more)s percent more, relative to %(base)s in %(year)s)") % given


def what(target: Target, count: int) -> str:
    """Return a number of what the target counts."""
    if target.about.account is Account.DOSSIER:
        return ngettext("%(n)s dossier", "%(n)s dossiers", count) % {"n": number(count)}
    if target.about.account is Account.PROCEDURE:
        return ngettext("%(n)s procedure", "%(n)s procedures", count) % {"n": number(count)}
    if target.about.account is Account.DONG:
        return f"{number(count)} đ"
    return number(count)


def missing(one: OfTarget, row: Row) -> str:
    """Return how many a row lacks of what is counted until now, or has too many; empty of what is met."""
    if row.short is None or not row.behind:
        return ""
    now = {"what": what(one.target, row.short.now)}
    return (_("%(what)s too many") if one.target.about.better is Better.DOWN else _("short by %(what)s")) % now


def short(one: OfTarget, row: Row) -> str:
    """Return in a sentence what a row lacks: until now, until the end, and a day; empty of what is met."""
    if row.short is None or not row.behind:
        return ""
    end, said = row.short.end, missing(one, row)
    if end is None or row.of is None or not row.short.coming or one.target.about.better is Better.DOWN:
        return said
    said += "; " + _("until the end %(what)s more (%(coming)s are expected to come)") % {
        "what": what(one.target, end), "coming": number(row.short.coming)}  # fmt: skip
    if not row.short.possible:
        said += "; " + _("that is more than is expected to come")
    return said


def a_day(row: Row) -> str:
    """Return how many a day are needed, with one decimal."""
    return "" if row.a_day is None else words.number(rounding.half_up(row.a_day, Decimal("0.1")), language=language())


def points(value: Fraction) -> str:
    """Return points with two decimals."""
    return words.number(rounding.half_up(value), language=language(), places=2)


def standing(one: OfTarget, row: Row) -> str:
    """Return whether a row meets its goal, in a word."""
    if one.missing:
        return _("No source is connected for this figure")
    if row.value is None:
        return pgettext("campaign", "Nothing counted")
    if row.goal is None:
        return pgettext("campaign", "No figure of the base year")
    return pgettext("campaign target", "Behind") if row.behind else pgettext("campaign target", "Met")


def ahead(one: OfTarget) -> str:
    """Return the forecast in a sentence, with its range and what it was learned from; empty where there is none."""
    found = one.forecast
    if found is None:
        return ""
    return _(
        "If it goes on as in the last %(days)s working days it ends at %(value)s, in nine of ten cases between %(low)s and %(high)s; %(verdict)s."
    ) % {
        "days": found.days, "value": figure(one.target, found.value), "low": figure(one.target, found.low),
        "high": figure(one.target, found.high), "verdict": _verdict(one),
    }  # fmt: skip


def _verdict(one: OfTarget) -> str:
    found, wanted, up = one.forecast, one.whole.goal, one.target.about.better is not Better.DOWN
    assert found is not None
    if wanted is None:
        return _("there is no goal to compare with")
    low, high = (found.low, found.high) if up else (-found.high, -found.low)
    mark = float(wanted if up else -wanted)
    if low >= mark:
        return _("the target is within sure reach")
    return _("the target will be missed unless more is done") if high < mark else _("whether the target is met is open")
