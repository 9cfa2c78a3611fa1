"""A signed report as a workbook and as a PDF: both made from what was signed and nothing else, each time the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Mapping

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from motcua.domain.hours import ZONE
from motcua.domain.reports.settlement import TakenBack
from motcua.services import print_blocks as blocks
from motcua.services.print_blocks import Column, Page
from motcua.services.reports import tables
from motcua.services.reports.tables import Table

TITLE = "Báo cáo tình hình, kết quả giải quyết thủ tục hành chính"


def workbook(text: str) -> bytes:
    """Return a signed content as an .xlsx workbook; the moment of signing is the only moment in it."""
    content = json.loads(text)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as out:
        signed = dt.datetime.fromisoformat(content["signed_at"])
        out.set_properties({"title": TITLE, "author": content["unit"]["name"], "created": signed.astimezone(ZONE).replace(tzinfo=None)})
        plain, bold = {"border": 1, "text_wrap": True, "valign": "top"}, {"border": 1, "bold": True, "text_wrap": True, "valign": "vcenter", "align": "center"}
        forms = {"cell": out.add_format(plain), "head": out.add_format(bold), "sum": out.add_format(plain | {"bold": True}), "title": out.add_format({"bold": True})}
        for table in tables.tables(content):
            _sheet(out.add_worksheet(table.name), table, content, forms)
    return buffer.getvalue()


def _sheet(page: Worksheet, table: Table, content: Mapping[str, object], forms: Mapping[str, Format]) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    lines = [_unit(content)["name"], table.title, f"Kỳ báo cáo: {tables.period_words(content)}", number_words(content)]
    for row, line in enumerate(lines):
        page.write_string(row, 0, line, forms["title"])
    top = len(lines) + 1
    _headings(page, table, top, forms["head"])
    page.set_column(0, 0, 5)
    page.set_column(1, 1, 38)
    page.set_column(2, len(table.headings) - 1, 12)
    for row, cells in enumerate(table.rows, start=top + 3):
        form = forms["sum" if tables.TOTAL in cells else "cell"]
        for column, value in enumerate(cells):
            if isinstance(value, str):
                page.write_string(row, column, value, form)
            else:
                page.write_number(row, column, value, form)
    page.freeze_panes(top + 3, 2)
    page.repeat_rows(top, top + 2)
    for row, line in enumerate(notes(content), start=top + 4 + len(table.rows)):
        page.write_string(row, 0, line)


def _headings(page: Worksheet, table: Table, top: int, form: Format) -> None:
    column = 0
    while column < len(table.headings):
        group, heading, _number = table.headings[column]
        span = 1
        if group:
            while column + span < len(table.headings) and table.headings[column + span][0] == group:
                span += 1
            page.merge_range(top, column, top, column + span - 1, group, form) if span > 1 else page.write_string(top, column, group, form)
            for place in range(column, column + span):
                page.write_string(top + 1, place, table.headings[place][1], form)
        else:
            page.merge_range(top, column, top + 1, column, heading, form)
        column += span
    for place, (_group, _heading, number) in enumerate(table.headings):
        page.write_string(top + 2, place, number, form)


def pdf_page(text: str, digest: str) -> Page:
    """Return a signed content as a page for the printer; the fields within each agency stand in the workbook alone."""
    content = json.loads(text)
    signed = dt.datetime.fromisoformat(content["signed_at"])
    unit = content["unit"]
    said: list[blocks.Block] = [blocks.centred(f"Kỳ báo cáo: {tables.period_words(content)}", strong=False)]
    for table in tables.tables(content):
        if table.name != "II.06a chi tiết":
            said += [blocks.text(table.title, strong=True), _block(table)]
    said += [blocks.text(line, italic=True) for line in notes(content)]
    version = f", bản {content['version']}" if content["version"] > 1 else ""
    return Page("slip", {
        "paper": "a4-landscape", "title": TITLE, "code": "", "parent": unit["parent"], "office": unit["name"],
        "number": f"{content['number']:02d}/{content['year']}{version}", "place_date": f"Ngày {signed:%d} tháng {signed:%m} năm {signed:%Y}",
        "at": content["signed_at"], "blocks": said, "form_note": f"{content['form']} (TT 01/2020/TT-VPCP)", "footer": f"SHA-256: {digest}",
        "signatures": [{"authority": "", "title": "Người ký báo cáo", "note": f"đã ký trên hệ thống lúc {signed:%H:%M} ngày {signed:%d/%m/%Y}", "name": content["signed_by"]}],
    })  # fmt: skip


def _block(table: Table) -> blocks.Block:
    columns = [_column(place, *heading) for place, heading in enumerate(table.headings)]
    rows = [[number for _group, _heading, number in table.headings], *[[_cell(value) for value in row] for row in table.rows]]
    return {"kind": "table", "columns": [one.as_data() for one in columns], "rows": rows}


def _column(place: int, group: str, heading: str, _number: str) -> Column:
    if place == 0:
        return Column(title=heading, mm=9, align="center", group=group)
    return Column(title=heading, share=3.4 if place == 1 else 1, align="left" if place == 1 else "right", group=group)


def _cell(value: str | int) -> str:
    return value if isinstance(value, str) else f"{value:,}".replace(",", ".")


def number_words(content: Mapping[str, object]) -> str:
    """Return number and version of a report: `Số 03/2026, bản 2`."""
    return f"Số {int(str(content['number'])):02d}/{content['year']}, bản {content['version']}"


def notes(content: Mapping[str, object]) -> list[str]:
    """Return what a report says below its tables."""
    found = [
        "Mỗi hồ sơ tính một lần tại cơ quan có thẩm quyền giải quyết; hồ sơ đang tạm dừng chờ công dân và hồ sơ chưa có hạn tính là trong hạn.",
        tables.RULES[TakenBack(str(content["taken_back"]))],
    ]
    if content["reason"]:
        found.append(f"Lý do đính chính: {content['reason']}")
    return found


def _unit(content: Mapping[str, object]) -> Mapping[str, str]:
    unit = content["unit"]
    assert isinstance(unit, Mapping)
    return unit
