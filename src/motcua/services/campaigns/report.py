"""The report of a campaign as a PDF: standing against targets, units, burn-up, tasks, difficulties, scores; final once closed."""

from __future__ import annotations

import datetime as dt
import uuid
from fractions import Fraction

from django.conf import settings

from motcua.domain.campaigns import burnup, scores
from motcua.domain.campaigns.plan import Goal, State
from motcua.domain.campaigns.standing import OfTarget, Row
from motcua.domain.figures import rounding
from motcua.domain.figures.indicators._indicator import Better
from motcua.domain.hours import local
from motcua.domain.people.units import Level
from motcua.domain.permissions.roles import Actor
from motcua.ports.printer import Printer
from motcua.queries import configuration
from motcua.queries.campaigns import campaigns, standings
from motcua.queries.campaigns.campaigns import Campaign, Happened
from motcua.queries.campaigns.standings import Standing
from motcua.services.campaigns import drawing
from motcua.services.campaigns.rights import NotForCampaigns
from motcua.services.dossiers import slips

__all__ = ["NotForCampaigns"]

LEVELS = {Level.PROVINCE: "cấp tỉnh", Level.DISTRICT: "cấp huyện", Level.COMMUNE: "cấp xã"}
_FONT = "Tinos"


def pdf(*, campaign_id: uuid.UUID, actor: Actor, at: dt.datetime, printer: Printer) -> tuple[str, bytes]:
    """Return the report of a campaign that was approved, for the units in the actor's reach, with its file name.

    Once closed it is the same for ever but for the day it is printed. Raises NotForCampaigns, PrintFailed.
    """
    campaign = campaigns.one(campaign_id, local(at).date())
    units = campaigns.seen(actor, campaign) if campaign else ()
    if campaign is None or not units or campaign.state is State.DRAFT:
        raise NotForCampaigns
    day = local(campaign.closed_at or at).date()
    standing = standings.of(campaign, units, day, by_day=True)
    told = campaigns.happened(campaign.id, units, day)
    return f"chien-dich-{campaign.plan.first}.pdf", printer.render("campaign", _data(campaign, standing, told, day, at))


def _data(campaign: Campaign, standing: Standing, told: Happened, day: dt.date, at: dt.datetime) -> dict[str, object]:
    plan, head = campaign.plan, slips.head_of(configuration.current(), uuid.UUID(campaigns.top()), at)
    final = campaign.state is State.CLOSED
    return {
        "at": local(at).isoformat(), "demo": settings.ENVIRONMENT.demo, "office": head.office, "parent": head.parent,
        "place_date": f"{head.place}, {local(at):ngày %d tháng %m năm %Y}", "footer": f"Số liệu đến hết ngày {_day(standing.until)}",
        "title": "Báo cáo kết quả chiến dịch" if final else "Báo cáo nhanh chiến dịch", "subject": plan.name,
        "facts": [
            ["Căn cứ", f"{campaign.decision} ngày {_day(campaign.decided_on)}"], ["Thời gian", f"{_day(plan.first)} – {_day(plan.last)}"],
            ["Tính đến", f"hết ngày {_day(standing.until)}" + ("" if final else f" (ngày thứ {plan.day_number(day)}/{plan.days})")],
            ["Số đơn vị", _number(len(campaign.units))],
        ],
        "targets": [_target(number, one, standing, campaign) for number, one in enumerate(standing.targets, start=1)],
        "units": [_units(one) for one in standing.targets if one.rows],
        "counts": [[name, _number(t.open), _number(t.done), _number(t.late)] for name, t in (
            ("Đôn đốc", told.counted["reminders"]), ("Nhiệm vụ", told.counted["tasks"]), ("Khó khăn, vướng mắc", told.counted["difficulties"]))],
        "tasks": [[t.title, _name(t.unit), _day(t.due), _day(t.done_on) if t.done_on else "chưa xong", t.evidence] for t in told.tasks],
        "difficulties": [[_name(d.unit), d.words, _name(d.to_unit), d.answer or "chưa trả lời"] for d in told.difficulties],
        "scores": [
            [str(rank), _name(unit), _points(one.targets), _points(one.tasks), f"−{one.taken}" if one.taken else "0", _points(one.total)]
            for rank, unit, one in scores.ranked(standings.scored(campaign, standing, told))
        ],
        "formula": formula_in_words(campaign),
    }  # fmt: skip


def formula_in_words(campaign: Campaign) -> str:
    """Return how the emulation score is reckoned, as a sentence for paper."""
    made = campaign.formula
    return (
        f"Điểm mỗi chỉ tiêu là mức đạt chia cho mục tiêu, nhiều nhất {made.cap} %, nhân trọng số; cộng lại theo thang 100. "
        f"Đơn vị có nhiệm vụ: {made.tasks} điểm trong 100 là của nhiệm vụ đã xong. Mỗi đôn đốc quá hạn chưa trả lời trừ {made.unanswered} điểm. "
        "Chỉ tiêu không phát sinh hồ sơ thì không tính. Bằng điểm thì cùng hạng."
    )


def _target(number: int, one: OfTarget, standing: Standing, campaign: Campaign) -> dict[str, object]:
    found = burnup.burn_up(one, campaign.plan, standing.days.every, standing.until)
    levels = ", ".join(LEVELS[level] for level in LEVELS if level in one.target.levels)
    return {
        "number": str(number), "name": one.target.about.name.vi, "levels": levels or "toàn đợt và từng đơn vị", "goal": goal_in_words(one),
        "value": value_in_words(one, one.whole), "met": _met(one), "behind": f"{len(one.behind)}/{len(one.rows)}" if one.rows else "–",
        "note": one.target.note,
        "ahead": "" if one.forecast is None else _ahead(one), "chart": "" if found is None else drawing.draw(found, drawing.Named(
            f"Lũy kế: {one.target.about.name.vi}", "Bảng bên cạnh ghi cùng số liệu.", "Đã đạt", "Nhịp cần có", "Dự báo"),
            key=f"b{number}", font=_FONT),
        "lines": [] if found is None else [[_day(p.day), _number(p.hit), _number(p.of), _number(int(p.needed + Fraction(1, 2)))] for p in found.lines],
    }  # fmt: skip


def _ahead(one: OfTarget) -> str:
    assert one.forecast is not None
    said = [_value(one, Fraction(x).limit_denominator(10**9)) for x in (one.forecast.value, one.forecast.low, one.forecast.high)]
    return f"Dự báo ngày cuối: {said[0]} (từ {said[1]} đến {said[2]}), theo {one.forecast.days} ngày làm việc gần nhất."


def _units(one: OfTarget) -> dict[str, object]:
    rows = sorted(one.rows, key=lambda r: (r.value is None, r.value or 0, r.unit), reverse=one.target.about.better is not Better.DOWN)
    return {
        "name": one.target.about.name.vi,
        "rows": [[_name(row.unit), value_in_words(one, row), "–" if row.goal is None else _value(one, row.goal),
                  "chậm" if row.behind else "đạt" if row.goal is not None and row.value is not None else "–",
                  _number(row.short.now if row.short else None)] for row in rows],
    }  # fmt: skip


def goal_in_words(one: OfTarget) -> str:
    """Return what is to be reached, with how growth is meant and on what."""
    goal = "chưa có số của năm gốc" if one.whole.goal is None else _value(one, one.whole.goal)
    target = one.target
    if target.goal is Goal.ABSOLUTE:
        return goal
    more = _plain(target.amount * 100)
    how = f"tăng {more} điểm phần trăm" if target.goal is Goal.POINTS else f"tăng {more} % (tương đối)"
    base = "" if one.base is None else f": {_value(one, one.base)}"
    return f"{goal} ({how} so với năm {target.base_year}{base})"


def value_in_words(one: OfTarget, row: Row) -> str:
    """Return a figure with its counts."""
    if one.missing or row.hit is None:
        return "chưa có nguồn số liệu"
    if row.value is None:
        return "không phát sinh (0/0)"
    said = _value(one, row.value)
    return said if row.of is None else f"{said} ({_number(row.hit)}/{_number(row.of)})"


def _met(one: OfTarget) -> str:
    if one.missing or one.whole.goal is None or one.whole.value is None:
        return "–"
    return "chưa đạt" if one.whole.behind else "đạt"


def _value(one: OfTarget, value: Fraction) -> str:
    return f"{_plain(value * 100)} %" if one.target.about.has_population else _number(int(value + Fraction(1, 2)))


def _plain(value: Fraction) -> str:
    return str(rounding.half_up(value)).replace(".", ",").removesuffix(",00")


def _points(value: Fraction) -> str:
    return str(rounding.half_up(value)).replace(".", ",")


def _number(value: int | None) -> str:
    return "–" if value is None else f"{value:,}".replace(",", ".")


def _day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"


def _name(unit: str) -> str:
    known = configuration.current().units.get(unit)
    return known.name if known else unit
