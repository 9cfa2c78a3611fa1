"""Time limits as published, understood only where the words leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from motcua.domain import number_words
from motcua.domain.procedures.doubts import Doubt, Reason, doubt
from motcua.domain.procedures.records import CaseText, ChannelText, Record
from motcua.domain.procedures.revision import Channel, TimeLimit

Found = TimeLimit | Reason

_UNITS = {
    "ngày làm việc": "working_days",
    "giờ làm việc": "working_hours",
    "ngày": "calendar_days",
    "tháng": "months",
}
_UNIT = r"ngày làm việc|giờ làm việc|ngày|giờ|tháng"
_COUNTED = (  # "… kể từ ngày nhận đủ hồ sơ hợp lệ": from when the clock runs anyway (NĐ 118/2025/NĐ-CP Điều 17)
    r"(?:\s*,?\s*(?:kể|tính) từ (?:ngày|khi|thời điểm) (?:nhận|tiếp nhận)(?: được)?(?: đầy)?(?: đủ)? hồ sơ"
    r"(?:,? (?:đầy đủ,? )?hợp lệ)?(?: theo quy định)?)?"
)
_WHOLE = re.compile(
    rf"[•\-–+*\s]*(?:(?:không quá|tối đa(?: không quá)?|trong thời hạn|trong)\s+)?"
    rf"(?P<amount>\d+(?:[.,]\d+)?)\s*(?:\((?P<words>[^()\d]+)\))?\s*(?P<unit>{_UNIT}){_COUNTED}\s*[.;]*",
    re.IGNORECASE,
)
_WORDS_FIRST = re.compile(
    rf"[•\-–+*\s]*(?P<words>[^\W\d_][^()\d]*?)\s*\((?P<amount>\d+)\)\s*(?P<unit>{_UNIT}){_COUNTED}\s*[.;]*",
    re.IGNORECASE,
)
_SAME_DAY = re.compile(r"(?:ngay )?trong ngày(?: làm việc)?\.?", re.IGNORECASE)
_BARE = re.compile(r"\d+(?:[.,]\d+)?")
_OTHER = re.compile(r"\d+(?:[.,]\d+)?\s*\(khác\)|khác", re.IGNORECASE)
_TOLD = re.compile(rf"(\d+)\s*(?:\([^()\d]*\)\s*)?({_UNIT})", re.IGNORECASE)
_NOTHING = re.compile(
    r"\(?(?:không có|chưa có|thông tin không có|đang cập nhật|không xác định|không quy định|chưa quy định)"
    r"(?: thông tin)?[^\d]*\)?",
    re.IGNORECASE,
)


def understand(record: Record) -> tuple[dict[Channel | None, TimeLimit], list[Doubt]]:
    """Return the limit of each way of filing (None: of all of them) and what was not understood.

    Limits are given only when every way that tells one tells the same: a difference between ways, cases or texts is
    for a controller to settle.
    """
    told = [channel for channel in record.channels if channel.limit]
    if told:
        return _of_channels(record, told)
    found = parse(record.limit)
    if isinstance(found, Reason):
        return {}, [doubt(found, record.limit)]
    return {None: found}, []


def parse(text: str) -> Found:
    """Return the limit a text states, or the reason why it states none."""
    given = text.strip()
    if not given or _NOTHING.fullmatch(given):
        return Reason.LIMIT_MISSING
    if _SAME_DAY.fullmatch(given):
        return TimeLimit(1, "same_day")
    if _BARE.fullmatch(given):
        return Reason.LIMIT_NO_UNIT
    if _OTHER.fullmatch(given):
        return Reason.LIMIT_UNIT_OTHER
    match = _WHOLE.fullmatch(given) or _WORDS_FIRST.fullmatch(given)
    if match is None:
        return Reason.LIMIT_SEVERAL if len(set(_TOLD.findall(given.lower()))) > 1 else Reason.LIMIT_TEXT
    return _limit(match["amount"], match["words"], match["unit"].lower())


def told_in(text: str) -> set[tuple[int, str]]:
    """Return every amount with its unit that a text mentions."""
    return {(int(amount), unit.lower()) for amount, unit in _TOLD.findall(text)}


def _limit(amount: str, words: str | None, unit: str) -> Found:
    if not amount.isdigit():
        return Reason.LIMIT_FRACTION
    number = int(amount)
    if number == 0:
        return Reason.LIMIT_ZERO
    if words and words.strip().lower() != number_words.words(number):
        return Reason.LIMIT_CONTRADICTED
    return TimeLimit(number, _UNITS[unit]) if unit in _UNITS else Reason.LIMIT_HOURS


def _of_channels(
    record: Record, told: Sequence[ChannelText]
) -> tuple[dict[Channel | None, TimeLimit], list[Doubt]]:
    found: dict[Channel | None, TimeLimit] = {}
    doubts: list[Doubt] = []
    for channel in told:
        limit = parse(channel.limit)
        if isinstance(limit, Reason):
            doubts.append(doubt(limit, channel.limit))
        elif channel.channel in found and found[channel.channel] != limit:
            doubts.append(doubt(Reason.LIMIT_SEVERAL, record.limit or channel.limit))
        else:
            found[channel.channel] = limit
            doubts += _described(channel, limit)
    doubts += _together(record, found) + _cases(record.cases, found)
    if any(d.reason is not Reason.LIMIT_CHANNEL_SILENT for d in doubts):
        found = {}
    return found, list(dict.fromkeys(doubts))


def _described(channel: ChannelText, limit: TimeLimit) -> list[Doubt]:
    """The description may mention no time at all, or that very limit and no other."""
    mentioned = told_in(channel.description)
    own = (limit.amount, next((word for word, unit in _UNITS.items() if unit == limit.unit), ""))
    if not mentioned or mentioned == {own}:
        return []
    reason = Reason.LIMIT_SEVERAL if own in mentioned else Reason.LIMIT_CONTRADICTED
    return [doubt(reason, f"{channel.limit} / {channel.description}")]


def _together(record: Record, found: dict[Channel | None, TimeLimit]) -> list[Doubt]:
    if len(set(found.values())) > 1:
        return [doubt(Reason.LIMIT_CHANNELS, record.limit or "; ".join(c.limit for c in record.channels))]
    silent = [c for c in record.channels if c.channel is not None and not c.limit]
    return [doubt(Reason.LIMIT_CHANNEL_SILENT, silent[0].way)] if silent and found else []


def _cases(cases: Sequence[CaseText], found: dict[Channel | None, TimeLimit]) -> list[Doubt]:
    """A limit in the list of cases that the ways of filing do not know."""
    limits = set(found.values())
    for case in cases:
        limit = parse(case.limit) if case.limit else None
        if isinstance(limit, TimeLimit) and limits and limits != {limit}:
            return [doubt(Reason.LIMIT_CASES, f"{case.code}: {case.limit}")]
    return []
