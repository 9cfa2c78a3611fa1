"""What can be understood of a published record without guessing; the rest is left in its own words and flagged.

A number without a unit, ways of filing that do not agree, a note that takes back what stands before it: none of them
is settled here. The result is a help for the controller who completes the procedure, never itself the procedure.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from motcua.domain import folding
from motcua.domain.procedures import fee_texts, limit_texts
from motcua.domain.procedures.doubts import Doubt, Reason, doubt
from motcua.domain.procedures.fee_texts import Fee
from motcua.domain.procedures.records import PaperText, Record
from motcua.domain.procedures.revision import Audience, Channel, Level, OnlineLevel, TimeLimit

VERSION = 1  # raised when the rules change: the next import understands every record anew


@dataclass(frozen=True)
class Paper:
    """A component with quantities the source states; `form` only where it is plainly a file's name."""

    name: str
    originals: int
    copies: int
    form: str = ""
    case: str = ""


@dataclass(frozen=True)
class Understood:
    """The structured part of a record; `papers_whole` says that no component was left out."""

    limits: dict[Channel | None, TimeLimit]
    fees: dict[Channel | None, Fee]
    papers: tuple[Paper, ...]
    papers_whole: bool
    channels: tuple[Channel, ...]
    levels: tuple[Level, ...]
    audience: tuple[Audience, ...]
    online: OnlineLevel | None
    doubts: tuple[Doubt, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons for review, each once, in a fixed order."""
        return tuple(sorted({d.reason.value for d in self.doubts}))

    def to_json(self) -> dict[str, object]:
        """Return what storage keeps beside the record."""
        return {
            "version": VERSION,
            "limits": [
                {"channel": c.value if c else None, "amount": t.amount, "unit": t.unit} for c, t in self.limits.items()
            ],
            "fees": [
                {"channel": c.value if c else None, "amount": f.amount, "unit": f.unit,
                 "kind": f.kind.value if f.kind else None}
                for c, f in self.fees.items()
            ],
            "papers": [
                {"name": p.name, "originals": p.originals, "copies": p.copies, "form": p.form, "case": p.case}
                for p in self.papers
            ],
            "papers_whole": self.papers_whole,
            "channels": [c.value for c in self.channels],
            "online": self.online.value if self.online else None,
        }  # fmt: skip


_LEVELS = {
    "cap bo": Level.MINISTRY,
    "cap tinh": Level.PROVINCE,
    "cap xa": Level.COMMUNE,
    "cap huyen": Level.DISTRICT,
    "co quan khac": Level.OTHER,
}
_AUDIENCE = {
    "cong dan viet nam": Audience.CITIZEN,
    "ca nhan": Audience.CITIZEN,
    "can bo, cong chuc, vien chuc": Audience.CITIZEN,
    "dang vien": Audience.CITIZEN,
    "nguoi viet nam dinh cu o nuoc ngoai": Audience.CITIZEN,
    "nguoi nuoc ngoai": Audience.FOREIGNER,
    "nguoi nuoc ngoai cu tru tai viet nam": Audience.FOREIGNER,
    "ho kinh doanh": Audience.HOUSEHOLD,
    "doanh nghiep": Audience.BUSINESS,
    "doanh nghiep viet nam": Audience.BUSINESS,
    "doanh nghiep co von dau tu nuoc ngoai": Audience.BUSINESS,
    "hop tac xa": Audience.BUSINESS,
    "htx": Audience.BUSINESS,
    "to chuc": Audience.ORGANISATION,
    "to chuc dang": Audience.ORGANISATION,
    "to chuc nuoc ngoai": Audience.ORGANISATION,
    "to chuc (khong bao gom doanh nghiep, htx)": Audience.ORGANISATION,
    "to chuc (khong bao gom doanh nghiep, hop tac xa)": Audience.ORGANISATION,
}
_ONLINE = {"toan trinh": OnlineLevel.FULL, "mot phan": OnlineLevel.PARTIAL}
_NUMBER = re.compile(
    r"(?:[^\W\d_][^\d]{0,40})?(?:\d{1,3}\.)?\d{1,5}/(?:\d{4}/)?[A-ZĐ][A-ZĐa-z0-9]*(?:[-–][A-ZĐ][\wĐ]*)*(?:/\d{4})?",
    re.UNICODE,
)
_BETWEEN = re.compile(r"[•;,](?![^()]*\))")  # a separator outside brackets
_FILE = re.compile(r"[^\W_][^\n]*\.(?:docx?|pdf|xlsx?|rtf|odt|zip|rar|jpe?g|png)", re.IGNORECASE)
_COPY = re.compile(r"\bbản (?:sao|chụp|photo)", re.IGNORECASE)
_ORIGINAL = re.compile(r"\bbản (?:chính|gốc)", re.IGNORECASE)


def understand(record: Record) -> Understood:
    """Return what the record's texts say beyond doubt, with every doubt and its reason."""
    limits, limit_doubts = limit_texts.understand(record)
    fees, fee_doubts = fee_texts.understand(record)
    papers, paper_doubts = _papers(record.papers)
    levels, level_doubts = _levels(record.levels)
    audience, audience_doubts = _audience(record.audience)
    channels, channel_doubts = _channels(record)
    online, online_doubts = _online(record.online)
    doubts = [
        *_whole(record), *level_doubts, *audience_doubts, *channel_doubts, *online_doubts, *limit_doubts, *fee_doubts,
        *paper_doubts,
    ]  # fmt: skip
    return Understood(
        limits,
        fees,
        papers,
        len(papers) == len(record.papers),
        channels,
        levels,
        audience,
        online,
        tuple(doubts),
    )


def _whole(record: Record) -> list[Doubt]:
    """Faults of the record as a whole."""
    found = []
    for missing, reason in (
        (not record.coded, Reason.NO_CODE),
        (not record.agency, Reason.NO_AGENCY),
        (not record.field, Reason.NO_FIELD),
        (not any(r.name for r in record.results), Reason.RESULT_MISSING),
        (not record.legal_basis, Reason.BASIS_MISSING),
        ("trimmed" in record.source.lower() or "[trimmed" in record.steps.lower(), Reason.TRIMMED),
    ):
        if missing:
            found.append(doubt(reason, record.name))
    odd = [basis for basis in record.legal_basis if not _NUMBER.fullmatch(basis)]
    if odd:
        found.append(doubt(Reason.BASIS_NUMBER, odd[0]))
    twice = [code for code, times in Counter(c.code for c in record.cases if c.code).items() if times > 1]
    if twice:
        found.append(doubt(Reason.CASE_CODE_TWICE, twice[0]))
    return found


def _levels(given: tuple[str, ...]) -> tuple[tuple[Level, ...], list[Doubt]]:
    found = tuple(dict.fromkeys(_LEVELS[folded] for g in given if (folded := folding.fold(g)) in _LEVELS))
    doubts = [] if found else [doubt(Reason.LEVEL_MISSING, "; ".join(given))]
    if Level.DISTRICT in found:
        doubts.append(doubt(Reason.LEVEL_ABOLISHED, "; ".join(given)))
    return found, doubts


def _audience(given: tuple[str, ...]) -> tuple[tuple[Audience, ...], list[Doubt]]:
    """Every entry must be a known group; otherwise the groups that are known stand and the rest is flagged."""
    if not given:
        return (), [doubt(Reason.AUDIENCE_MISSING)]
    found: list[Audience] = []
    doubts: list[Doubt] = []
    for entry in given:
        folded = folding.fold(entry)
        whole = [folded] if folded in _AUDIENCE else _BETWEEN.split(folded)
        groups = [_AUDIENCE.get(part.strip(" .-")) for part in whole if part.strip(" .-")]
        found += [group for group in groups if group is not None]
        if None in groups:
            doubts.append(doubt(Reason.AUDIENCE_TEXT, entry))
    return tuple(dict.fromkeys(found)), doubts[:1]


def _channels(record: Record) -> tuple[tuple[Channel, ...], list[Doubt]]:
    if not record.channels:
        return (), [doubt(Reason.CHANNELS_MISSING)]
    odd = [c.way for c in record.channels if c.channel is None]
    found = tuple(dict.fromkeys(c.channel for c in record.channels if c.channel is not None))
    return found, [doubt(Reason.CHANNEL_TEXT, odd[0])] if odd else []


def _online(given: str) -> tuple[OnlineLevel | None, list[Doubt]]:
    if not given:
        return None, []
    found = _ONLINE.get(folding.fold(given).strip(" .•"))
    return found, [] if found else [doubt(Reason.ONLINE_TEXT, given)]


def _papers(given: tuple[PaperText, ...]) -> tuple[tuple[Paper, ...], list[Doubt]]:
    if not given:
        return (), [doubt(Reason.PAPERS_MISSING)]
    found: list[Paper] = []
    doubts: dict[Reason, Doubt] = {}
    for paper in given:
        reason = _paper_fault(paper)
        if reason is not None:
            doubts.setdefault(reason, doubt(reason, paper.name))
            continue
        forms = [form for form in paper.form.split("\n") if form]
        whole = all(_FILE.fullmatch(form) for form in forms)
        if not whole:
            doubts.setdefault(Reason.PAPER_FORM, doubt(Reason.PAPER_FORM, paper.form))
        found.append(
            Paper(
                paper.name, paper.originals or 0, paper.copies or 0, paper.form if whole else "", paper.case
            )
        )
    return tuple(found), list(doubts.values())


def _paper_fault(paper: PaperText) -> Reason | None:
    """Nothing to hand in, or an original of what its own name calls a copy."""
    if not paper.name or not (paper.originals or paper.copies):
        return Reason.PAPER_QUANTITY
    if paper.originals and not paper.copies and _COPY.search(paper.name) and not _ORIGINAL.search(paper.name):
        return Reason.PAPER_CONTRADICTED
    if paper.copies and not paper.originals and _ORIGINAL.search(paper.name) and not _COPY.search(paper.name):
        return Reason.PAPER_CONTRADICTED
    return None
