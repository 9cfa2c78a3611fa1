"""The record of practice on paper and in spreadsheets: who finished which exercise, when, and how many are trained."""

from __future__ import annotations

import csv
import datetime as dt
import io

import xlsxwriter

from motcua.domain.hours import local
from motcua.domain.permissions.roles import Actor
from motcua.domain.practice import courses
from motcua.domain.practice.exercises import Course
from motcua.queries import practice as looking
from motcua.queries.practice import Trained

COURSES = {Course.CLERK: "Cán bộ một cửa", Course.HELPER: "Tổ công nghệ số cộng đồng"}


def headings() -> list[str]:
    """Return the headings of the table: person, unit, courses, then each exercise."""
    return ["Họ và tên", "Chức danh", "Đơn vị", *(f"Hoàn thành: {words}" for words in COURSES.values()), *(one.title.vi for one in courses.EXERCISES.values())]


def cells(row: Trained) -> list[str]:
    """Return one line of the table, moments as people write them."""
    whole = [_said(row.courses.get(course)) for course in COURSES]
    return [row.name, row.title, row.unit, *whole, *(_said(row.exercises.get(key)) for key in courses.EXERCISES)]


def workbook(*, actor: Actor, at: dt.datetime) -> tuple[str, bytes]:
    """Return the record as an .xlsx workbook with its file name: the staff of the units the actor looks after."""
    record = looking.record(actor=actor, day=local(at).date())
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as out:
        sheet = out.add_worksheet("Học tập")
        bold = out.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for place, heading in enumerate(headings()):
            sheet.set_column(place, place, 28 if place in (0, 2) else 18)
            sheet.write_string(0, place, heading, bold)
        for line, row in enumerate(record.rows, start=1):
            for place, cell in enumerate(cells(row)):
                sheet.write_string(line, place, cell)
        sheet.freeze_panes(1, 1)
    return f"{_file(at)}.xlsx", buffer.getvalue()


def table(*, actor: Actor, at: dt.datetime) -> tuple[str, bytes]:
    """Return the record as a .csv that spreadsheets open with its Vietnamese letters, with its file name."""
    record = looking.record(actor=actor, day=local(at).date())
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings())
    writer.writerows([_harmless(cell) for cell in cells(row)] for row in record.rows)
    return f"{_file(at)}.csv", text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from reading a name as a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t" and cell else cell


def _said(at: dt.datetime | None) -> str:
    return f"{local(at):%d/%m/%Y %H:%M}" if at else ""


def _file(at: dt.datetime) -> str:
    return f"hoc-tap-{local(at):%y%m%d}"
