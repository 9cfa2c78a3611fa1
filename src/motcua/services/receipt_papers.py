"""Receipts opened and printed, the cash list of a shift printed: each look at a payer's name is recorded."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import F

from motcua.domain.fees import receipts as rules
from motcua.domain.fees.receipts import Way
from motcua.domain.permissions.roles import Actor
from motcua.domain.procedures.revision import FeeKind
from motcua.ports.printer import Printer
from motcua.queries import configuration
from motcua.queries import receipts as looking
from motcua.queries.receipts import Seen
from motcua.services import ledger, shifts
from motcua.services import slip_texts as say
from motcua.services.dossiers import slips
from motcua.services.dossiers.printing import Printed
from motcua.services.print_blocks import Block, Column, Page, centred, field, fields, signature, table, text
from motcua.services.receipts import PAYER
from motcua.services.shifts import NoSuchShift
from motcua.services.till import NoSuchReceipt
from motcua.storage import sealing
from motcua.storage.fees.models import Receipt, ReceiptLine, Refund, Shift

WAYS = {
    Way.CASH: "Tiền mặt", Way.TRANSFER: "Chuyển khoản", Way.CARD: "Thẻ", Way.ONLINE: "Trực tuyến", Way.FREE: "Không thu tiền",
}  # fmt: skip
KINDS = {FeeKind.PHI.value: "Phí", FeeKind.LE_PHI.value: "Lệ phí"}
SIGN = "(Ký và ghi rõ họ tên)"


@dataclass(frozen=True)
class Opened:
    """A receipt with everything on it."""

    seen: Seen
    unit_id: uuid.UUID
    payer: str
    form: str
    lines: tuple[ReceiptLine, ...]
    refunds: tuple[Refund, ...]
    voided_by: str
    shift_open: bool
    may_void: bool
    may_give_back: bool
    all_back: bool = False  # every fee of it was given back


def opened(*, receipt_id: uuid.UUID, actor: Actor, at: dt.datetime, purpose: str = "fee_receipt") -> Opened:
    """Return a receipt and record that its payer was read. Raises NoSuchReceipt."""
    row = _row(receipt_id, actor)
    (seen,) = looking.seen([row])
    ledger.read(actor=actor, at=at, purpose=purpose, dossier_ids=seen.dossiers)
    lines = tuple(ReceiptLine.objects.filter(receipt=row).order_by("ordinal"))
    unit, shift = str(row.unit_id), Shift.objects.filter(id=row.shift_id).first()
    is_open = shift is not None and shift.closed_at is None
    left = any(line.refund_id is None and line.amount for line in lines)
    return Opened(
        seen=seen, unit_id=row.unit_id, payer=str(sealing.unseal(row.payer_sealed, context=PAYER) or ""), form=row.form, lines=lines,
        refunds=tuple(Refund.objects.filter(receipt=row).order_by("at")), voided_by=row.voided_by_name, shift_open=is_open,
        may_void=seen.stands and is_open and not seen.given_back and rules.may_void(actor, unit=unit, clerk=row.clerk),
        may_give_back=seen.stands and left and rules.may_give_back(actor, unit=unit, clerk=row.clerk),
        all_back=bool(seen.given_back) and not left,
    )  # fmt: skip


def receipt_pdf(*, receipt_id: uuid.UUID, actor: Actor, at: dt.datetime, printer: Printer) -> Printed:
    """Return a receipt as a PDF; every print is counted and a reprint says so. Raises NoSuchReceipt, PrintFailed."""
    found = opened(receipt_id=receipt_id, actor=actor, at=at, purpose="fee_receipt_print")
    page = receipt_page(found, at=at)
    content = printer.render(page.template, page.data)
    Receipt.objects.filter(id=receipt_id).update(prints=F("prints") + 1)
    return Printed(content, f"bien-lai-{found.seen.shown}.pdf")


def receipt_page(found: Opened, *, at: dt.datetime) -> Page:
    """Lay a receipt out: phí and lệ phí apart with their totals, the amount in words, each exemption with its article."""
    seen = found.seen
    single = seen.codes[0] if len(seen.codes) == 1 else ""
    head = slips.head_of(configuration.current(), found.unit_id, seen.at, number=seen.shown, code=seen.codes[0])
    footer = f"In lúc {say.short_moment(at)}" if not seen.prints else f"In lại lần {seen.prints}, {say.short_moment(at)}"
    return Page(template="slip", data={
        "at": say.local(at).isoformat(), "kind": "fee_receipt", "paper": "a5", "parent": head.parent, "office": head.office,
        "number": head.number, "place_date": say.place_and_day(head.place, seen.at), "title": "Biên lai thu phí, lệ phí",
        "form_note": f"Mẫu số {found.form} · Ký hiệu {seen.symbol}", "code": single, "qr": head.lookup, "footer": footer,
        "blocks": _receipt_blocks(found, single),
        "signatures": [signature("Người nộp tiền", name=found.payer, note=SIGN), signature("Người thu tiền", name=seen.clerk_name, note=SIGN)],
    })  # fmt: skip


def _receipt_blocks(found: Opened, single: str) -> list[Block]:
    seen, way = found.seen, WAYS[Way(found.seen.way)]
    blocks: list[Block] = [] if seen.stands else [centred(f"ĐÃ HỦY: {seen.void_reason}")]
    reference = f", mã giao dịch {seen.reference}" if seen.reference else ""
    blocks.append(fields(
        [field("Ký hiệu mẫu", found.form), field("Ký hiệu", seen.symbol, strong=True)],
        field("Người nộp tiền", found.payer, strong=True), field("Hình thức", f"{way}{reference}"),
    ))  # fmt: skip
    columns = (
        Column(title="TT", mm=8, align="center"), Column(title="Nội dung thu", share=1), Column(title="Loại", mm=14),
        Column(title="Số lượng", mm=14, align="right"), Column(title="Số tiền (đồng)", mm=24, align="right"),
    )  # fmt: skip
    blocks.append(table(columns, [
        [str(place), _content(line, single), KINDS[line.kind], _plain(line.quantity), _plain(line.amount)]
        for place, line in enumerate(found.lines, start=1)
    ]))  # fmt: skip
    blocks.append(fields(
        [field("Cộng phí", say.money(seen.phi)), field("Cộng lệ phí", say.money(seen.le_phi))],
        field("Tổng số tiền", say.money(seen.total), strong=True), field("Bằng chữ", say.money_in_words(seen.total)),
    ))  # fmt: skip
    for back in found.refunds:
        blocks.append(text(f"Đã hoàn {say.money(back.total)} lúc {say.short_moment(back.at)}: {back.reason} ({back.basis})."))
    return blocks


def _content(line: ReceiptLine, single: str) -> str:
    said = line.name if single else f"{line.name} – hồ sơ {line.code}"
    if line.basis:
        said += f"\nCăn cứ: {line.basis}"
    if line.relief:
        said += f"\nMiễn, giảm theo {line.relief_basis}" + (f" (mức thu {say.money(line.before)})" if line.before else "")
    return said


def shift_pdf(*, shift_id: uuid.UUID, actor: Actor, at: dt.datetime, printer: Printer) -> Printed:
    """Return the cash list of a shift (danh sách thu) as a PDF. Raises NoSuchShift, PrintFailed."""
    shift = looking.shift(shift_id=shift_id, actor=actor)
    if shift is None:
        raise NoSuchShift(str(shift_id))
    page = shift_page(shift, at=at)
    return Printed(printer.render(page.template, page.data), f"danh-sach-thu-{shift.day}-{shift.ordinal}.pdf")


def shift_page(shift: Shift, *, at: dt.datetime) -> Page:
    """Lay the cash list out: every receipt, the sums by way, the cash expected and counted, two places to sign."""
    head = slips.head_of(configuration.current(), shift.unit_id, shift.closed_at or at)
    return Page(template="slip", data={
        "at": say.local(at).isoformat(), "kind": "cash_list", "paper": "a4-landscape", "parent": head.parent, "office": head.office,
        "number": "", "place_date": say.place_and_day(head.place, shift.closed_at or at),
        "title": f"Danh sách thu phí, lệ phí ngày {say.short_day(shift.day)}, ca {shift.ordinal}", "form_note": "", "code": "",
        "footer": f"In lúc {say.short_moment(at)}" + (f" · {shift.digest[:16]}" if shift.digest else " · Ca chưa chốt"),
        "blocks": _shift_blocks(shift),
        "signatures": [signature("Người thu tiền", name=shift.clerk_name, note=SIGN),
                       signature("Người kiểm tra", name=shift.countersigned_name, note=SIGN)],
    })  # fmt: skip


def _shift_blocks(shift: Shift) -> list[Block]:
    papers = (
        Column(title="TT", mm=10, align="center"), Column(title="Ký hiệu", mm=34), Column(title="Số", mm=20),
        Column(title="Giờ", mm=14), Column(title="Mã hồ sơ", share=1), Column(title="Hình thức", mm=28),
        Column(title="Phí", mm=24, align="right"), Column(title="Lệ phí", mm=24, align="right"),
        Column(title="Cộng", mm=26, align="right"), Column(title="Ghi chú", mm=34),
    )  # fmt: skip
    lines = [
        [str(n), r.symbol, r.shown, f"{say.local(r.at):%H:%M}", ", ".join(r.codes), WAYS[Way(r.way)], _plain(r.phi), _plain(r.le_phi),
         _plain(r.total), "" if r.stands else f"Hủy: {r.void_reason}"]
        for n, r in enumerate(looking.of_shift(shift.id), start=1)
    ]  # fmt: skip
    blocks: list[Block] = [table(papers, lines)]
    back = looking.refunds_of_shift(shift.id)
    if back:
        columns = (Column(title="Hoàn theo biên lai", mm=60), Column(title="Lý do", share=1), Column(title="Số tiền", mm=30, align="right"))
        blocks.append(table(columns, [
            [f"{one.receipt.symbol} {rules.shown(one.receipt.number)}", f"{one.reason} ({one.basis})", _plain(one.total)] for one in back
        ]))  # fmt: skip
    return [*blocks, _ways(shift), _cash(shift)]


def _ways(shift: Shift) -> Block:
    tally = shifts.tally_of(shift.id)
    columns = (
        Column(title="Hình thức", share=1), Column(title="Số biên lai", mm=28, align="right"), Column(title="Phí", mm=34, align="right"),
        Column(title="Lệ phí", mm=34, align="right"), Column(title="Cộng", mm=38, align="right"),
    )  # fmt: skip
    rows = [[WAYS[way], _plain(s.count), _plain(s.phi), _plain(s.le_phi), _plain(s.total)] for way, s in tally.taken.items() if s.count]
    rows += [
        [f"Hoàn – {WAYS[way].lower()}", _plain(s.count), f"-{_plain(s.phi)}", f"-{_plain(s.le_phi)}", f"-{_plain(s.total)}"]
        for way, s in tally.given_back.items() if s.count
    ]  # fmt: skip
    if tally.void.count:
        rows.append(["Biên lai hủy", _plain(tally.void.count), "0", "0", "0"])
    sums = [*tally.taken.values()]
    phi, le_phi = sum(s.phi for s in sums), sum(s.le_phi for s in sums)
    rows.append(["Tổng thu", _plain(sum(s.count for s in sums)), _plain(phi), _plain(le_phi), _plain(tally.total_taken)])
    return table(columns, rows)


def _cash(shift: Shift) -> Block:
    expected = shift.expected_cash if shift.expected_cash is not None else shifts.tally_of(shift.id).expected_cash
    first = [field("Tiền lẻ đầu ca", say.money(shift.float_amount)), field("Tiền mặt phải có", say.money(expected), strong=True)]
    if shift.counted_cash is None:
        return fields(first)
    difference = shift.counted_cash - expected
    sign = "-" if difference < 0 else ""
    last = [field("Tiền mặt đếm được", say.money(shift.counted_cash), strong=True), field("Chênh lệch", f"{sign}{say.money(abs(difference))}")]
    return fields(first, last, *([field("Lý do", shift.difference_reason)] if shift.difference_reason else []))


def _plain(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _row(receipt_id: uuid.UUID, actor: Actor) -> Receipt:
    row = Receipt.objects.filter(id=receipt_id).first()
    if row is None or not looking.may_see(actor, row.unit_id):
        raise NoSuchReceipt(str(receipt_id))
    return row
