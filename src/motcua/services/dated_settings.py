"""Setting dated rules from the console: each key says what it takes, so that nothing unreadable is ever stored."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from motcua.domain.books import outgoing
from motcua.domain.dossiers import numbering
from motcua.domain.dossiers.clock import HourPromised
from motcua.domain.dossiers.slips import GapRule
from motcua.domain.fees import receipts
from motcua.domain.figures import keys
from motcua.domain.figures.sources import Source
from motcua.domain.folding import clean_text
from motcua.domain.hours import local
from motcua.domain.permissions import administration
from motcua.domain.permissions.roles import Actor
from motcua.domain.reports.settlement import TakenBack
from motcua.services import configuration
from motcua.services.staffing import NotAdministered


class SettingWrong(ValueError):
    """The value cannot be taken; `code` says why, `params` what is allowed."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(code)


class Kind(Enum):
    """How a value is asked for."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    TIME = "time"
    NUMBER = "number"
    PATTERN = "pattern"
    TEXT = "text"


@dataclass(frozen=True)
class Rule:
    """What a key takes: its kind, and how a typed text becomes the stored value."""

    kind: Kind
    read: Callable[[str], object]
    choices: tuple[str, ...] = ()
    bounds: Mapping[str, int] = field(default_factory=dict)


def _yes_no(text: str) -> object:
    if text not in ("yes", "no"):
        raise SettingWrong("choose")
    return text == "yes"


def _time(text: str) -> object:
    found = re.fullmatch(r"\s*(\d{1,2})\s*[:hg]\s*(\d{2})\s*", text)
    try:
        return f"{dt.time(int(found[1]), int(found[2])):%H:%M}" if found else _fail("time")
    except ValueError:
        raise SettingWrong("time") from None


def _pattern(text: str) -> object:
    if not text.strip():
        return None
    try:
        numbering.check(text.strip())
    except numbering.BadPattern:
        raise SettingWrong("pattern") from None
    return text.strip()


def _symbol(text: str) -> object:
    try:
        receipts.symbol(text.strip(), unit="H48.101.01", day=dt.date(2026, 1, 2))
    except receipts.BadSymbol:
        raise SettingWrong("symbol") from None
    return text.strip()


def _form(text: str) -> object:
    return clean_text(text)[:20] or _fail("symbol")


def _outgoing(text: str) -> object:
    try:
        outgoing.check(text.strip())
    except outgoing.BadPattern:
        raise SettingWrong("outgoing_pattern") from None
    return text.strip()


def _keys(text: str) -> object:
    try:
        return ", ".join(keys.read(text))
    except keys.BadKeys:
        raise SettingWrong("keys", most=keys.MOST) from None


def _fail(code: str) -> object:
    raise SettingWrong(code)


def _one_of(kind: type[Enum]) -> Rule:
    values = tuple(str(member.value) for member in kind)

    def read(text: str) -> object:
        return text if text in values else _fail("choose")

    return Rule(Kind.CHOICE, read, choices=values)


def _between(least: int, most: int) -> Rule:
    def read(text: str) -> object:
        if not re.fullmatch(r"\d{1,4}", text.strip(), re.ASCII) or not least <= int(text) <= most:
            raise SettingWrong("number", least=least, most=most)
        return int(text)

    return Rule(Kind.NUMBER, read, bounds={"least": least, "most": most})


def _reopened(text: str) -> object:
    return text if text in ("runs_on", "stood") else _fail("choose")


def _copies(text: str) -> object:
    return text if text in ("one", "two") else _fail("choose")


def _anywhere(text: str) -> object:
    return text if text in ("all", "listed") else _fail("choose")


RULES: Mapping[str, Rule] = {
    "local_filing": Rule(Kind.YES_NO, _yes_no, choices=("yes", "no")),
    "hour_promised": _one_of(HourPromised),
    "forward_cutoff": Rule(Kind.TIME, _time),
    "intake_answer_hours": _between(1, 80),
    "supplement_answer_days": _between(1, 365),
    "paper_receipt_days": _between(1, 30),
    "uncollected_days": _between(1, 365),
    "received_anywhere": Rule(Kind.CHOICE, _anywhere, choices=("all", "listed")),
    "letter_days": _between(0, 20),
    "warning_hours": _between(1, 120),
    "form_gap": _one_of(GapRule),
    "shift_hours": _between(1, 16),
    "lock_minutes": _between(1, 60),
    "receipt_copies": Rule(Kind.CHOICE, _copies, choices=("one", "two")),
    "code_pattern": Rule(Kind.PATTERN, _pattern),
    "receipt_form": Rule(Kind.TEXT, _form),
    "receipt_symbol": Rule(Kind.TEXT, _symbol),
    "zero_receipts": Rule(Kind.YES_NO, _yes_no, choices=("yes", "no")),
    "outgoing_pattern": Rule(Kind.PATTERN, _outgoing),
    "draft_confirmation_hours": _between(1, 240),
    "reopen_clock": Rule(Kind.CHOICE, _reopened, choices=("runs_on", "stood")),
    "late_entry_days": _between(1, 30),
    "scoring_2018": Rule(Kind.YES_NO, _yes_no, choices=("yes", "no")),
    "report_last_day": _between(0, 28),
    "report_taken_back": _one_of(TakenBack),
    "leader_keys": Rule(Kind.TEXT, _keys),
    "public_least": _between(2, 50),
    "public_wait_days": _between(0, 60),
    **{f"source_{source.value}": Rule(Kind.YES_NO, _yes_no, choices=("yes", "no")) for source in Source},
}


def put(*, key: str, text: str, first: dt.date, basis: str, actor: Actor, at: dt.datetime) -> object:
    """Set a rule from a day on, with its legal basis; return the stored value.

    Raises NotAdministered, SettingWrong, configuration.SettingUnknown. A rule begins today or later: what was accepted
    under the earlier one keeps it.
    """
    if not administration.everywhere(actor):
        raise NotAdministered
    if key not in RULES:
        raise configuration.SettingUnknown(key)
    if first < local(at).date():
        raise SettingWrong("past")
    if not basis.strip():
        raise SettingWrong("basis")
    value = RULES[key].read(text)
    configuration.set_value(key=key, value=value, first=first, basis=clean_text(basis), actor=actor, at=at)
    return value


def typed(key: str, value: object) -> str:
    """Return a stored value as it is typed."""
    if RULES[key].kind is Kind.YES_NO:
        return "yes" if value else "no"
    return "" if value is None else str(value)
