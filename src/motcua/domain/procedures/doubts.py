"""Why a published text was not turned into something structured: each reason is a case for a controller to review."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SHOWN = 160  # letters of a text shown as an example


class Reason(StrEnum):
    """What stands in the way of understanding; what the doors word is the value."""

    NO_CODE = "no_code"
    NO_AGENCY = "no_agency"
    NO_FIELD = "no_field"
    TRIMMED = "trimmed"  # the source shortened the texts
    LEVEL_MISSING = "level_missing"
    LEVEL_ABOLISHED = "level_abolished"  # cấp huyện, none since 1/7/2025 (Luật 72/2025/QH15)
    AUDIENCE_MISSING = "audience_missing"
    AUDIENCE_TEXT = "audience_text"
    CHANNELS_MISSING = "channels_missing"
    CHANNEL_TEXT = "channel_text"
    ONLINE_TEXT = "online_text"
    RESULT_MISSING = "result_missing"
    BASIS_MISSING = "basis_missing"
    BASIS_NUMBER = "basis_number"
    CASE_CODE_TWICE = "case_code_twice"

    LIMIT_MISSING = "limit_missing"
    LIMIT_NO_UNIT = "limit_no_unit"  # "5"
    LIMIT_UNIT_OTHER = "limit_unit_other"  # "5 (khác)"
    LIMIT_HOURS = "limit_hours"  # "4 Giờ": working hours or by the clock?
    LIMIT_ZERO = "limit_zero"
    LIMIT_FRACTION = "limit_fraction"
    LIMIT_SEVERAL = "limit_several"  # several limits for one way of filing
    LIMIT_CHANNELS = "limit_channels"  # the ways of filing do not agree
    LIMIT_CHANNEL_SILENT = "limit_channel_silent"  # one way says nothing
    LIMIT_CASES = "limit_cases"  # 5 days here, 7 in the list of cases
    LIMIT_CONTRADICTED = "limit_contradicted"  # the description tells another
    LIMIT_TEXT = "limit_text"

    FEE_MISSING = "fee_missing"
    FEE_NOT_SET = "fee_not_set"  # "chưa quy định"
    FEE_BY_COUNCIL = "fee_by_council"  # theo nghị quyết của HĐND
    FEE_BY_LAW = "fee_by_law"  # "theo quy định tại Thông tư …"
    FEE_CONTRADICTED = "fee_contradicted"
    FEE_DATED = "fee_dated"  # another amount for some months
    FEE_CURRENCY = "fee_currency"
    FEE_IMPROBABLE = "fee_improbable"  # 40 đồng
    FEE_SEVERAL = "fee_several"
    FEE_CHANNELS = "fee_channels"
    FEE_CHANNEL_SILENT = "fee_channel_silent"
    FEE_NOTE = "fee_note"  # a note beside the amount that may change it
    FEE_TEXT = "fee_text"

    PAPERS_MISSING = "papers_missing"
    PAPER_QUANTITY = "paper_quantity"
    PAPER_CONTRADICTED = "paper_contradicted"
    PAPER_FORM = "paper_form"

    SEVERAL_SOURCES = "several_sources"
    SOURCE_CHANGED = "source_changed"  # a completed procedure whose source has changed since
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Doubt:
    """One text that was not understood, and why."""

    reason: Reason
    text: str = ""


def doubt(reason: Reason, text: str = "") -> Doubt:
    """Return a doubt with as much of its text as is shown."""
    flat = " ".join(text.split())
    return Doubt(reason, flat if len(flat) <= SHOWN else f"{flat[: SHOWN - 1]}…")
