"""Words of the reports: periods, columns, causes, and why a report cannot be signed."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from motcua.domain.reports.causes import UNNAMED, Cause
from motcua.domain.reports.periods import Kind, Reported, of_day
from motcua.domain.reports.settlement import TakenBack
from motcua.queries.reports import live

GROUPS = (
    (pgettext_lazy("report", "Received"), 4), (pgettext_lazy("report", "Settled"), 4), (pgettext_lazy("report", "Being settled"), 3),
)  # fmt: skip
COLUMNS = {
    "total": pgettext_lazy("report", "Received: total"),
    "online": pgettext_lazy("report", "Received in the period, online"),
    "direct": pgettext_lazy("report", "Received in the period, at the counter or by post"),
    "before": pgettext_lazy("report", "From the earlier period"),
    "settled": pgettext_lazy("report", "Settled: total"),
    "early": pgettext_lazy("report", "Settled before the limit"),
    "on_time": pgettext_lazy("report", "Settled on time"),
    "late": pgettext_lazy("report", "Settled late"),
    "open": pgettext_lazy("report", "Being settled: total"),
    "open_in_time": pgettext_lazy("report", "Being settled, within the limit"),
    "open_late": pgettext_lazy("report", "Being settled, late"),
    "taken_back": pgettext_lazy("report", "Given back, withdrawn"),
}
SHORT = {
    "total": pgettext_lazy("report column", "Total"), "online": pgettext_lazy("report column", "In the period: online"),
    "direct": pgettext_lazy("report column", "In the period: counter, post"), "before": pgettext_lazy("report column", "Earlier period"),
    "settled": pgettext_lazy("report column", "Total"), "early": pgettext_lazy("report column", "Early"),
    "on_time": pgettext_lazy("report column", "On time"), "late": pgettext_lazy("report column", "Late"),
    "open": pgettext_lazy("report column", "Total"), "open_in_time": pgettext_lazy("report column", "Within the limit"),
    "open_late": pgettext_lazy("report column", "Late"), "taken_back": pgettext_lazy("report column", "Given back, withdrawn"),
}  # fmt: skip
CAUSES = {
    Cause.POLICY.value: pgettext_lazy("late cause", "Mechanism, policy"),
    Cause.STAFF.value: pgettext_lazy("late cause", "Organisation, staff"),
    Cause.MEANS.value: pgettext_lazy("late cause", "Facilities, information technology"),
    Cause.OTHER.value: pgettext_lazy("late cause", "Other"),
    UNNAMED: pgettext_lazy("late cause", "Not named yet"),
}
RULES = {
    TakenBack.SETTLED: gettext_lazy("What was withdrawn, stopped or given back after its reception is counted in (7), on time or late by the moment it ended; column R says how many."),
    TakenBack.APART: gettext_lazy("What was withdrawn, stopped or given back after its reception is not counted in (7) but in column R; so (3) = (7) + R + (11)."),
}  # fmt: skip
LEVELS = {"province": pgettext_lazy("level", "Province"), "commune": pgettext_lazy("level", "Commune")}
REFUSED = {
    "not_allowed": gettext_lazy("Only a head, a leader or procedure control of the unit signs its report."),
    "not_over": gettext_lazy("The period has not ended. It can be signed from the day after its last day."),
    "broken": gettext_lazy("Cannot be signed: the numbers do not add up. The dossiers to repair are named below."),
    "chain": gettext_lazy("Cannot be signed: what comes from the earlier period is not what its signed report left open. Sign a correction of that report first."),
    "moved": gettext_lazy("Cannot be signed: the numbers have changed since the page was shown. Look at them again and sign."),
    "nothing": gettext_lazy("Cannot be signed: nothing has changed since the version that was signed."),
    "reason": gettext_lazy("Cannot be signed: write why the report is corrected, for example “a dossier was opened again”."),
}


def period_name(period: Reported) -> str:
    """Return what a period is called."""
    said = {"year": period.year, "ordinal": period.ordinal}
    if period.kind is Kind.MONTH:
        return pgettext("report", "Month %(ordinal)s/%(year)s") % said
    if period.kind is Kind.QUARTER:
        return pgettext("report", "Quarter %(ordinal)s/%(year)s") % said
    if period.kind is Kind.HALF:
        return (pgettext("report", "First half of %(year)s") if period.ordinal == 1 else pgettext("report", "Second half of %(year)s")) % said
    return pgettext("report", "Year %(year)s") % said


def choices(today: dt.date, chosen: Reported) -> list[tuple[str, str]]:
    """Return the periods to choose from: the one running of each kind and those before it, and the one chosen."""
    found: dict[str, Reported] = {}
    for kind, count in ((Kind.QUARTER, 6), (Kind.MONTH, 13), (Kind.HALF, 4), (Kind.YEAR, 3)):
        one = of_day(today, kind, live.cut_off)
        for _place in range(count):
            found[one.key] = one
            one = one.earlier()
    found.setdefault(chosen.key, chosen)
    return [(key, f"{period_name(one)} ({_days(one)})") for key, one in found.items()]


def _days(period: Reported) -> str:
    first, last = live.days(period)
    return _("%(first)s to %(last)s") % {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
