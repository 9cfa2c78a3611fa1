"""The morning list as it is read and printed: who saw whose dossiers is recorded."""

from __future__ import annotations

import datetime as dt

from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.ports.printer import Printer
from motcua.queries import morning
from motcua.queries.access import NotAllowed
from motcua.queries.morning import Due, Morning
from motcua.services import ledger
from motcua.services import slip_texts as say
from motcua.services.print_blocks import Column, section, table, text

__all__ = ["NotAllowed"]


def of_unit(*, unit: str, actor: Actor, at: dt.datetime) -> Morning:
    """Return the morning list of a unit the actor works in or heads, and record the reading. Raises NotAllowed."""
    if unit not in dict(morning.units(actor)):
        raise NotAllowed(Action.READ)
    found = morning.of_unit(unit=unit, at=at)
    ledger.read(actor=actor, at=at, purpose="morning_list", dossier_ids=found.ids)
    return found


_COLUMNS = (
    Column(title="TT", mm=10, align="center"), Column(title="Mã hồ sơ", mm=48), Column(title="Thủ tục", share=2), Column(title="Bước", mm=38),
    Column(title="Người giữ", mm=42), Column(title="Hạn", mm=30, align="center"), Column(title="Xin lỗi", mm=26),
)  # fmt: skip


def printed(*, unit: str, actor: Actor, at: dt.datetime, printer: Printer) -> bytes:
    """Return the morning list as a PDF, A4 lying; it names no citizen. Raises NotAllowed, PrintFailed."""
    found = of_unit(unit=unit, actor=actor, at=at)
    blocks = []
    for title, part in (("Quá hạn", found.overdue), ("Đến hạn hôm nay", found.today), (f"Đến hạn ngày {found.next_day:%d/%m/%Y}", found.tomorrow)):
        blocks.append(section(f"{title}: {say.two_digits(len(part))} hồ sơ"))
        blocks.append(table(_COLUMNS, [_row(n, one) for n, one in enumerate(part, start=1)]) if part else text("Không có.", italic=True))
    data = {
        "at": say.local(at).isoformat(), "kind": "morning", "paper": "a4-landscape", "parent": found.parent, "office": found.unit,
        "number": "", "place_date": f"Ngày {local(at):%d/%m/%Y}", "title": "Danh sách hồ sơ đến hạn", "form_note": "", "code": "",
        "blocks": blocks, "signatures": [], "footer": f"In lúc {say.short_moment(at)}",
    }  # fmt: skip
    return printer.render("slip", data)


def _row(number: int, one: Due) -> list[str]:
    return [
        str(number), one.code, one.title, one.step.vi if one.step else "", one.holder or "chưa ai nhận", _due(one),
        apology_words(one),
    ]  # fmt: skip


def _due(one: Due) -> str:
    due = say.short_moment(one.due_at)
    return f"{due} (đính chính: {say.short_moment(one.corrected_to)})" if one.corrected_to else due


def apology_words(one: Due) -> str:
    """Return what stands in the column of apologies, in Vietnamese."""
    if one.apology is not None:
        return "đã gửi, đúng hạn" if one.apology else "đã gửi, muộn"
    return f"chậm nhất {one.apologise_by:%d/%m}" if one.apologise_by else "chưa gửi"
