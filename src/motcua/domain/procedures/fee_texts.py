"""Fees as published, understood only where the words leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.domain import folding
from motcua.domain.procedures.doubts import Doubt, Reason, doubt
from motcua.domain.procedures.records import ChannelText, Record
from motcua.domain.procedures.revision import Channel, FeeKind

LEAST = 500  # đồng: a smaller amount is a slip of the pen ("40 Việt Nam Đồng")
MOST = 10_000_000_000


@dataclass(frozen=True)
class Fee:
    """What a text says is paid: VND, of what unit, and whether it is a phí or a lệ phí where the text says so."""

    amount: int
    unit: str = ""
    kind: FeeKind | None = None


Found = Fee | Reason

_NUMBER = r"\d{1,3}(?:[.,]\d{3})+|\d+"
_PORTAL = re.compile(
    rf"(?P<free>Miễn phí)|(?P<none>Không có thông tin)|(?P<amount>{_NUMBER}|\d+[.,]\d+) (?P<unit>Việt Nam Đồng|USD)"
)
_EXPORT = re.compile(
    rf"(?P<kind>Phí|Lệ phí)\s*:\s*(?P<amount>{_NUMBER}|không)\s*Đồng(?:\s*\((?P<note>.*)\))?(?:Xem chi tiết)?",
    re.IGNORECASE | re.DOTALL,
)
_API = re.compile(r"(?P<kind>FEE|CHARGE|SERVICE_FEE):(?P<amount>\d+)(?:\s+(?P<note>.+))?")
_LABEL = re.compile(
    r"(?:Phí|Lệ phí)\s*:(?:\s*Đồng)?(?:Xem chi tiết)?", re.IGNORECASE
)  # a heading without a text
_CURRENCY = re.compile(r"\bUSD\b|đô la", re.IGNORECASE)

_CITED = r"(?:\s*\((?:theo |căn cứ )?(?:Thông tư|Nghị quyết|Nghị định|Luật|Quyết định)[^()]*\))?"
_OF_UNIT = re.compile(
    rf"[\-–+*\s]*(?:(?P<amount>{_NUMBER})\s*)?(?:đồng|đ|vnđ|vnd)?\s*/\s*(?:0?1\s+)?(?P<unit>[^\W\d_][^\d/():;,]{{0,39}}?)"
    rf"{_CITED}\s*[.;]*",
    re.IGNORECASE,
)
_MONEY = re.compile(rf"({_NUMBER})\s*(?:triệu\s*)?(?:đồng|vnđ|vnd|đ\b|usd|/)", re.IGNORECASE)
_PERIOD = re.compile(r"(?:kể )?từ ngày|đến (?:hết )?ngày|áp dụng mức", re.IGNORECASE)
_FREE = re.compile(
    r"[\-–+*\s]*(?:không|không có|không quy định|không thu|không thu phí|không thu lệ phí|không thu phí, lệ phí"
    rf"|miễn phí|miễn lệ phí|miễn thu){_CITED}\s*[.;]*",
    re.IGNORECASE,
)
_LAW = re.compile(r"thông tư|nghị định|nghị quyết|luật|pháp luật|quy định|quyết định|văn bản", re.IGNORECASE)


def understand(record: Record) -> tuple[dict[Channel | None, Fee], list[Doubt]]:
    """Return what is paid by way of filing (None: by every way) and what was not understood.

    Fees are given only when every way that tells one tells the same.
    """
    told = [channel for channel in record.channels if channel.fee]
    if not told:
        found = parse(record.fee)
        return ({None: found}, []) if isinstance(found, Fee) else ({}, [doubt(found, record.fee)])
    return _of_channels(record, told)


def parse(text: str) -> Found:
    """Return the one fee a text states, or the reason why it states none."""
    items = _items(text)
    if not items:
        return Reason.FEE_MISSING
    found = list(dict.fromkeys(_item(item) for item in items))
    if len(found) == 1:
        return found[0]
    reasons = [f for f in found if isinstance(f, Reason) and f is not Reason.FEE_MISSING]
    return reasons[0] if reasons else Reason.FEE_SEVERAL


def _items(text: str) -> list[str]:
    """The items of one text: the portal writes them with bars, its exports one a line, its interface with ";"."""
    if _API.match(text):
        return [part.strip() for part in text.split("; ")]
    parts = [part.strip() for line in text.split("\n") for part in re.split(r"\s\|\s", f"{line} ")]
    return [
        part for part in parts if part and not part.startswith("File đính kèm") and not _LABEL.fullmatch(part)
    ]


def _item(item: str) -> Found:
    portal = _PORTAL.match(item)
    if portal is not None:
        if portal["none"]:
            return Reason.FEE_MISSING
        if portal["unit"] == "USD":
            return Reason.FEE_CURRENCY
        rest = item[portal.end() :].strip()
        if rest and not (rest.startswith("(") and rest.endswith(")")):
            return Reason.FEE_TEXT
        return _with_note(
            0 if portal["free"] else _amount(portal["amount"]), rest[1:-1] if rest else "", None
        )
    export = _EXPORT.fullmatch(item)
    if export is not None:
        number = 0 if export["amount"].lower() == "không" else _amount(export["amount"])
        kind = FeeKind.LE_PHI if folding.fold(export["kind"]) == "le phi" else FeeKind.PHI
        return _with_note(number, export["note"] or "", kind)
    api = _API.fullmatch(item)
    if api is not None:
        return _with_note(_amount(api["amount"]), api["note"] or "", None)
    return _words(item)


def _words(text: str) -> Reason:
    """Why a text without an amount in a known form is no fee."""
    if _CURRENCY.search(text):
        return Reason.FEE_CURRENCY
    if _by_council(text):
        return Reason.FEE_BY_COUNCIL
    if len(set(_MONEY.findall(text))) > 1:
        return Reason.FEE_SEVERAL
    return Reason.FEE_BY_LAW if _LAW.search(text) and not _MONEY.search(text) else Reason.FEE_TEXT


def _amount(digits: str | None) -> int:
    return int(re.sub(r"[.,]", "", digits or "0"))


def _with_note(amount: int, note: str, kind: FeeKind | None) -> Found:
    """Judge an amount by the note beside it: silence, a unit or an echo confirm it, anything else puts it in doubt."""
    if 0 < amount < LEAST or amount > MOST:
        return Reason.FEE_IMPROBABLE
    told = note.strip()
    while told.startswith("(") and told.endswith(")") and told.count("(") == 1:
        told = told[1:-1].strip()
    if not told or (amount == 0 and _FREE.fullmatch(told)):
        return Fee(amount, kind=kind)
    if amount:
        of = _OF_UNIT.fullmatch(told)
        if of is not None and (of["amount"] is None or _amount(of["amount"]) == amount):
            return Fee(amount, folding.clean_text(of["unit"]).lower(), kind)
    return _doubtful(amount, told)


def _doubtful(amount: int, note: str) -> Reason:
    if folding.fold(note).startswith("chua quy dinh"):
        return Reason.FEE_NOT_SET
    if _by_council(note):
        return Reason.FEE_BY_COUNCIL
    others = {_amount(n) for n in _MONEY.findall(note)} - {amount}
    if others:
        return Reason.FEE_DATED if _PERIOD.search(note) else Reason.FEE_CONTRADICTED
    if _CURRENCY.search(note):
        return Reason.FEE_CURRENCY
    return Reason.FEE_BY_LAW if amount == 0 and _LAW.search(note) else Reason.FEE_NOTE


def _by_council(text: str) -> bool:
    folded = folding.fold(text)
    return "hoi dong nhan dan" in folded or "hdnd" in folded


def _of_channels(
    record: Record, told: Iterable[ChannelText]
) -> tuple[dict[Channel | None, Fee], list[Doubt]]:
    found: dict[Channel | None, Fee] = {}
    doubts: list[Doubt] = []
    for channel in told:
        fee = parse(channel.fee)
        if isinstance(fee, Reason):
            doubts.append(doubt(fee, channel.fee))
        elif channel.channel in found and found[channel.channel] != fee:
            doubts.append(doubt(Reason.FEE_SEVERAL, record.fee or channel.fee))
        else:
            found[channel.channel] = fee
            doubts += _described(channel, fee)
    if len(set(found.values())) > 1:
        doubts.append(doubt(Reason.FEE_CHANNELS, record.fee))
    silent = [c for c in record.channels if c.channel is not None and not c.fee]
    if silent and found:
        doubts.append(doubt(Reason.FEE_CHANNEL_SILENT, silent[0].way))
    if any(d.reason is not Reason.FEE_CHANNEL_SILENT for d in doubts):
        found = {}
    return found, list(dict.fromkeys(doubts))


def _described(channel: ChannelText, fee: Fee) -> list[Doubt]:
    """A description that names another amount of money contradicts the fee."""
    others = {_amount(n) for n in re.findall(rf"({_NUMBER})\s*(?:đồng|vnđ|vnd)", channel.description.lower())}
    if others - {fee.amount}:
        return [doubt(Reason.FEE_CONTRADICTED, f"{channel.fee} / {channel.description}")]
    return []
