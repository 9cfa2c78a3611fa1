"""The demo's campaigns: thirty days and nights in their third week, with reminders, tasks and a difficulty; one waits for approval."""

from __future__ import annotations

import datetime as dt
import uuid
from contextlib import suppress

from motcua.demo import place
from motcua.domain.campaigns import templates
from motcua.domain.hours import ZONE, local
from motcua.domain.people.units import UnitKind, in_force
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import actors, configuration
from motcua.services.campaigns import preparing, running
from motcua.services.campaigns.rights import CampaignNotPossible
from motcua.storage.campaigns.models import Reminder
from motcua.storage.people.models import Staff, StaffRole

DAY = dt.timedelta(days=1)
TASKS = ("Hướng dẫn người dân nộp hồ sơ trực tuyến tại Trung tâm", "Số hóa hồ sơ tồn tại Bộ phận Một cửa")


def build(at: dt.datetime) -> int:
    """Run a campaign since sixteen days and leave another in draft; return how many units were reminded.

    Nobody is reminded where nobody is behind.
    """
    control, leader = _named("kstt", at), _named("lanhdao", at)
    begun = dt.datetime.combine(local(at).date() - 18 * DAY, dt.time(9, 0), tzinfo=ZONE)
    key = _begin("plan_140", begun, begun.date() + 2 * DAY, 32, control)
    preparing.approve(campaign_id=key, decision="140/KH-UBND", decided_on=begun.date(), actor=leader, at=begun)
    _begin("plan_96", at, dt.date(local(at).year + 1, 1, 1), 365, control)
    config, today = configuration.current(), local(at).date()
    named = place.current().shown
    shown = str(next(u.id for u in config.units.values() if u.kind is UnitKind.COMMUNE_COMMITTEE and u.name.endswith(f" {named}")))
    department = min((u for u in config.units.values() if u.kind is UnitKind.DEPARTMENT and in_force(u, today)), key=lambda u: u.code)
    head = _head(shown, at)
    told = _remind(key, [shown, str(department.id)], control, head, at)
    first, _second = (
        running.give_task(campaign_id=key, title=title, unit_id=shown, due=today + 3 * DAY, actor=control, at=at) for title in TASKS
    )
    running.finish_task(task_id=first, evidence="Báo cáo kết quả tuần 2 của UBND xã, 214 lượt hướng dẫn.", actor=head, at=at)
    hard = running.report_difficulty(
        campaign_id=key, unit_id=shown, to_unit=str(department.id), due=today + 2 * DAY, actor=head, at=at,
        words="Ba thôn chưa có sóng di động ổn định, người dân chưa nộp được tại nhà. Đề nghị hướng dẫn cách nộp tại nhà văn hóa thôn.",
    )  # fmt: skip
    running.answer_difficulty(difficulty_id=hard, text="Đã có hướng dẫn nộp tại điểm phục vụ bưu chính và nhà văn hóa thôn.",
                              actor=_head(str(department.id), at), at=at)  # fmt: skip
    return told


def _begin(template: str, at: dt.datetime, first: dt.date, days: int, control: Actor) -> uuid.UUID:
    name = templates.ALL[template].name.replace("2023", str(first.year))
    return preparing.begin(name=name, first=first, last=first + (days - 1) * DAY, template=template, actor=control, at=at)


def _remind(key: uuid.UUID, units: list[str], control: Actor, head: Actor, at: dt.datetime) -> int:
    with suppress(CampaignNotPossible):
        told = running.remind(campaign_id=key, units=units, words="Đề nghị báo cáo cách khắc phục.", actor=control, at=at)
        own = Reminder.objects.filter(unit_id=uuid.UUID(units[0])).first()
        if own is not None:
            running.answer(reminder_id=own.id, text="Từ ngày mai tổ công nghệ số hướng dẫn nộp trực tuyến tại các thôn.", actor=head, at=at)
        return told
    return 0


def _named(username: str, at: dt.datetime) -> Actor:
    return _actor(Staff.objects.get(username=username).id, at)


def _head(unit: str, at: dt.datetime) -> Actor:
    return _actor(StaffRole.objects.filter(unit_id=unit, role=Role.HEAD.value).order_by("id")[0].staff_id, at)


def _actor(staff_id: uuid.UUID, at: dt.datetime) -> Actor:
    found = actors.staff(staff_id, configuration.current(), local(at).date())
    assert found is not None
    return found
