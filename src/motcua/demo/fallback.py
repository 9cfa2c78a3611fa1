"""The demo's outages: a booklet of fallback slips, a power cut with slips entered and waiting, one that waits for the province."""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.demo.province import Province
from motcua.domain.certification.deeds import Deed, Original
from motcua.domain.fallback.rules import OutageKind
from motcua.domain.hours import ZONE, local
from motcua.domain.permissions.roles import Actor
from motcua.queries import actors, configuration
from motcua.services.certification import Desk
from motcua.services.fallback import booklets, entries, outages
from motcua.services.fallback.entries import OfPaper
from motcua.services.walk_ins import Typed, WalkIn
from motcua.storage.people.models import Staff, Unit

# Invented people: number, name, what they brought to be certified, when in the power cut, whether it is confirmed.
SLIPS = (
    ("051190000101", "Phạm Thị Mẫu", "Bằng tốt nghiệp", (9, 40), True),
    ("051088000102", "Đinh Văn Mẫu", "Giấy khai sinh", (9, 55), True),
    ("051192000103", "Phạm Thị Thử", "Học bạ", (10, 20), False),
)


def build(province: Province, at: dt.datetime) -> int:
    """Reserve a booklet, declare two outages and enter what was received in them; return how many slips were entered."""
    centre = province.centres[province.shown.id]
    clerk, head = _actor("mc.bato", at), _actor("ptmc.bato", at)
    booklet = booklets.reserve(unit_id=centre.id, size=20, actor=head, at=at - dt.timedelta(days=20))
    slips = list(booklet.slips.order_by("ordinal"))
    booklets.spoil(slip_id=slips[0].id, reason="Máy in nhòe mã", actor=clerk, at=at - dt.timedelta(days=20))
    lately, before = _working_day(centre, at, 1), _working_day(centre, at, 7)
    old = outages.declare(
        unit_id=centre.id, kind=OutageKind.LINE, began_at=before.replace(hour=14), ended_at=before.replace(hour=16), note="", actor=clerk, at=at
    )
    late = OfPaper(slips[1].code, before.replace(hour=14, minute=30), late_reason="Phiếu để quên trong hồ sơ lưu, phát hiện khi đối chiếu.")
    entries.enter(_desk(centre.id, "051085000104", "Đinh Văn Thử", "Thẻ căn cước"), paper=late, outage_id=old.id, actor=clerk, at=at, second=head)
    cut = outages.declare(
        unit_id=centre.id, kind=OutageKind.POWER, began_at=lately.replace(hour=9, minute=30), ended_at=lately.replace(hour=11), note="", actor=clerk, at=at
    )
    for slip, (number, name, paper, (hour, minute), confirmed) in zip(slips[2:], SLIPS, strict=False):
        of = OfPaper(slip.code, lately.replace(hour=hour, minute=minute))
        made = entries.enter(_desk(centre.id, number, name, paper), paper=of, outage_id=cut.id, actor=clerk, at=at)
        if confirmed:
            entries.confirm(entry_id=made.id, actor=head, at=at)
    return 1 + len(SLIPS)


def _desk(centre: uuid.UUID, number: str, name: str, paper: str) -> Desk:
    return Desk(WalkIn(received_unit=centre, submitter=Typed(number=number, name=name)), Deed.COPY, (Original(paper, 2, 2),))


def _working_day(centre: Unit, at: dt.datetime, back: int) -> dt.datetime:
    """Return midnight of the last working day that lies at least so many days back."""
    calendar, day = configuration.current().calendar(centre.id), local(at).date() - dt.timedelta(days=back)
    while not calendar.works_on(day):
        day -= dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(), ZONE)


def _actor(username: str, at: dt.datetime) -> Actor:
    staff = Staff.objects.get(username=username)
    found = actors.staff(staff.id, configuration.current(), local(at).date())
    assert found is not None
    return found
