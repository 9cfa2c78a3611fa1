"""The pages and files of a reorganisation: what waits for somebody to choose, the table to fill in, lists as CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from motcua.domain.permissions.roles import Actor
from motcua.domain.reorganisation.sheet import HEADINGS
from motcua.domain.reorganisation.states import Step
from motcua.queries import reorganisations
from motcua.queries.reorganisations import WaitingDossier, WaitingRole
from motcua.services import ledger
from motcua.services.reorganisation import preparing, tree
from motcua.services.reorganisation.previewing import Preview
from motcua.storage.reorganisation.models import Reorganisation

MOST = 10_000  # dossiers in a file
_EXAMPLES = (
    ("H34.C23293", "H48.150", "UBND phường Kon Tum", "ubnd xã", "xã", "H48", "23293", "", "", ""),
    ("H48.C21142", "H48.112", "UBND xã Cà Đam", "ubnd xã", "xã", "H48", "21136", "", "", "x"),
    ("H48.C21142", "H48.118", "UBND xã Tây Trà Bồng", "ubnd xã", "xã", "H48", "21157", "", "", ""),
    ("H48.D524", "H48.18", "", "", "", "", "", "Xây dựng", "", ""),
    ("H48.D524", "H48.105", "", "", "", "", "", "", "21091; 21103; 21109", ""),
)


def to_choose(
    *, reorganisation: Reorganisation, actor: Actor, at: dt.datetime, most: int = reorganisations.PAGE
) -> tuple[tuple[WaitingDossier, ...], tuple[WaitingRole, ...]]:
    """Return dossiers, roles and keys that wait for somebody to choose; whose address is shown is recorded as read.

    Raises NotForThisPerson.
    """
    preparing.demand(actor, Step.SEE)
    heirs = tree.heirs_of(reorganisation)
    dossiers: tuple[WaitingDossier, ...] = ()
    if preparing.may(actor, Step.SETTLE):
        families = {unit: heirs.families(unit) for unit in heirs.losing}
        dossiers = reorganisations.waiting_dossiers(reorganisation, actor, families=families, most=most)
        ledger.read(actor=actor, at=at, purpose="reorganisation", dossier_ids=[one.id for one in dossiers])
    return dossiers, reorganisations.waiting_roles(reorganisation, heirs={unit: heirs.of(unit) for unit in heirs.losing})


def waiting_csv(*, reorganisation: Reorganisation, actor: Actor, at: dt.datetime) -> bytes:
    """Return the dossiers that wait for somebody to choose, as CSV; recorded as read. Raises NotForThisPerson."""
    preparing.demand(actor, Step.SETTLE)
    dossiers, _roles = to_choose(reorganisation=reorganisation, actor=actor, at=at, most=MOST)
    rows = [(one.code, one.title, one.unit, one.address, " / ".join(name for _id, name in one.options)) for one in dossiers]
    return _csv(("Mã hồ sơ", "Việc", "Đơn vị cũ", "Nơi ở", "Có thể chuyển đến"), rows)


def preview_csv(found: Preview) -> bytes:
    """Return the units of a preview with everything counted, as CSV."""
    rows = [
        (one.unit.code, one.unit.name, " / ".join(heir.code for heir in one.heirs), " / ".join(heir.name for heir in one.heirs),
         one.dossiers, *(one.counts.get(name, 0) for name in ("tasks", "bundles", "roles", "books", "counters", "shifts")))
        for one in found.lines
    ]  # fmt: skip
    titles = ("Mã đơn vị cũ", "Đơn vị cũ", "Mã đơn vị mới", "Đơn vị mới", "Hồ sơ", "Việc", "Bó giấy", "Vai trò", "Sổ", "Quầy", "Ca thu chưa chốt")
    return _csv(titles, rows)


def empty_table() -> bytes:
    """Return a workbook with the headings and a few lines to overwrite."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page, bold = book.add_worksheet("Sắp xếp"), book.add_format({"bold": True})
        page.write_row(0, 0, list(HEADINGS.values()), bold)
        for number, line in enumerate(_EXAMPLES, start=1):
            page.write_row(number, 0, line)
        page.set_column(0, len(HEADINGS) - 1, 24)
        page.freeze_panes(1, 0)
    return out.getvalue()


def _csv(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(titles)
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return ("\ufeff" + out.getvalue()).encode()  # the mark by which a spreadsheet reads it as UTF-8


def _harmless(cell: object) -> object:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@") else cell
