"""The register (sổ theo dõi hồ sơ) as its form has it: a line a dossier, in the circular of the day (TT 03/2025, Mẫu 07)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from motcua.domain.dossiers import slip_contents as contents
from motcua.domain.dossiers import slips as forms
from motcua.domain.dossiers.states import Status
from motcua.domain.hours import local
from motcua.queries import configuration, registers
from motcua.services import slip_lists, slip_pages
from motcua.services.dossiers import slips
from motcua.services.print_blocks import Page
from motcua.storage import sealing
from motcua.storage.books.models import Book, BookLine
from motcua.storage.dossiers.models import Dossier

NOTES = {
    Status.WITHDRAWN: "Công dân rút hồ sơ", Status.STOPPED: "Dừng xử lý", Status.NOT_RECEIVED: "Từ chối tiếp nhận",
}  # fmt: skip


def page(book: Book, rows: Sequence[BookLine], at: dt.datetime, *, keeper: str = "") -> Page:
    """Lay out a register in the forms in force on the day its last line was entered."""
    config, day = configuration.current(), _last_day(rows, at)
    gap = forms.GapRule(str(config.setting("form_gap", day)))
    return slip_pages.page_of(_slip(book, rows, at, keeper), form_set=forms.form_set_on(day, forms.form_sets(gap)), at=at)


def table(book: Book, rows: Sequence[BookLine], at: dt.datetime) -> tuple[Sequence[str], list[list[str]]]:
    """Return the headings of the form and a row a dossier, worded as on paper: for a workbook."""
    return slip_lists.REGISTER_HEADINGS, slip_lists.register_rows(_slip(book, rows, at, ""))


def _last_day(rows: Sequence[BookLine], at: dt.datetime) -> dt.date:
    return local(rows[-1].given_at if rows else at).date()


def _slip(book: Book, rows: Sequence[BookLine], at: dt.datetime, keeper: str) -> contents.RegisterBook:
    wanted = [row.dossier_id for row in rows if row.dossier_id]
    known, ways = registers.dossiers(wanted), registers.ways_of_return(wanted)
    lines = [_line(row, known[row.dossier_id], ways) for row in rows if row.dossier_id in known]
    day = _last_day(rows, at)
    return contents.RegisterBook(
        head=slips.head_of(configuration.current(), book.unit_id, at), year=book.year, book=str(book.year), lines=tuple(lines), keeper=keeper,
        first_day=local(rows[0].given_at).date() if rows else day, last_day=day,
    )  # fmt: skip


def _line(row: BookLine, dossier: Dossier, ways: Mapping[uuid.UUID, str]) -> contents.RegisterLine:
    config = configuration.current()
    contact = sealing.unseal(dossier.contact_sealed, context="dossiers.contact") if dossier.contact_sealed else {}
    told = contact if isinstance(contact, Mapping) else {}
    revision = configuration.revision(dossier.revision_id)
    return contents.RegisterLine(
        ordinal=row.number or 0, code=dossier.code, procedure=dossier.title, sets=revision.copies_of_dossier,
        applicant=dossier.owner_name, contact=", ".join(filter(None, (told.get("address"), told.get("phone")))),
        agency=config.unit(dossier.competent_unit_id).name, received_at=dossier.accepted_at or row.given_at,
        due_at=dossier.appointment_at, returned_at=dossier.returned_at,
        return_way=ways.get(dossier.id, "") if dossier.returned_at else "", note=NOTES.get(Status(dossier.status), ""),
    )  # fmt: skip
