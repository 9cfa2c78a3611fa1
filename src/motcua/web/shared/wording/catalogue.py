"""Why an imported record needs a controller's eye, and what an import did, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.procedures.doubts import Reason

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

REASONS: Mapping[Reason, StrOrPromise] = {
    Reason.NO_CODE: _("The record has no code."),
    Reason.NO_AGENCY: _("The record names no agency that settles it."),
    Reason.NO_FIELD: _("The record names no field."),
    Reason.TRIMMED: _("The source has shortened the texts."),
    Reason.LEVEL_MISSING: _("The record does not say at which level it is settled."),
    Reason.LEVEL_ABOLISHED: _("It is settled at district level, which ended on 1 July 2025."),
    Reason.AUDIENCE_MISSING: _("The record does not say who it is for."),
    Reason.AUDIENCE_TEXT: _("Who it is for is free text."),
    Reason.CHANNELS_MISSING: _("The record names no way of filing."),
    Reason.CHANNEL_TEXT: _("A way of filing is not counter, online or post."),
    Reason.ONLINE_TEXT: _("How far it can be done online is free text."),
    Reason.RESULT_MISSING: _("The record names no result."),
    Reason.BASIS_MISSING: _("The record names no legal basis."),
    Reason.BASIS_NUMBER: _("A legal basis is not the number of a document."),
    Reason.CASE_CODE_TWICE: _("Two cases have the same code."),
    Reason.LIMIT_MISSING: _("The record states no time limit."),
    Reason.LIMIT_NO_UNIT: _("The time limit is a number without a unit."),
    Reason.LIMIT_UNIT_OTHER: _("The unit of the time limit is “other”."),
    Reason.LIMIT_HOURS: _("The time limit is in hours: working hours, or by the clock?"),
    Reason.LIMIT_ZERO: _("The time limit is 0."),
    Reason.LIMIT_FRACTION: _("The time limit is not a whole number."),
    Reason.LIMIT_SEVERAL: _("One way of filing has several time limits."),
    Reason.LIMIT_CHANNELS: _("The ways of filing have different time limits."),
    Reason.LIMIT_CHANNEL_SILENT: _("One way of filing has no time limit."),
    Reason.LIMIT_CASES: _("The list of cases gives another time limit."),
    Reason.LIMIT_CONTRADICTED: _("The description gives another time limit."),
    Reason.LIMIT_TEXT: _("The time limit is free text."),
    Reason.FEE_MISSING: _("The record states no fee."),
    Reason.FEE_NOT_SET: _("The fee is said not to be set yet."),
    Reason.FEE_BY_COUNCIL: _("The fee is left to the provincial council."),
    Reason.FEE_BY_LAW: _("The fee is left to another document."),
    Reason.FEE_CONTRADICTED: _("The note beside the fee gives another amount."),
    Reason.FEE_DATED: _("Another fee holds for some months."),
    Reason.FEE_CURRENCY: _("The fee is not in đồng."),
    Reason.FEE_IMPROBABLE: _("The fee is improbably small or large."),
    Reason.FEE_SEVERAL: _("There are several fees."),
    Reason.FEE_CHANNELS: _("The ways of filing have different fees."),
    Reason.FEE_CHANNEL_SILENT: _("One way of filing has no fee."),
    Reason.FEE_NOTE: _("A note beside the fee may change it."),
    Reason.FEE_TEXT: _("The fee is free text."),
    Reason.PAPERS_MISSING: _("The record names no papers."),
    Reason.PAPER_QUANTITY: _("A paper has neither originals nor copies."),
    Reason.PAPER_CONTRADICTED: _("A paper’s name and its number of originals and copies do not agree."),
    Reason.PAPER_FORM: _("The file of a form is not named properly."),
    Reason.SEVERAL_SOURCES: _("Several sources tell of it; the others stand beside the record."),
    Reason.SOURCE_CHANGED: _("The source has changed since the procedure was completed."),
    Reason.UNREADABLE: _("A line could not be read as a record."),
}

COUNTS: Mapping[str, StrOrPromise] = {
    "read": pgettext_lazy("import", "Records in the file"),
    "unreadable": pgettext_lazy("import", "Not readable"),
    "repeated": pgettext_lazy("import", "Given twice, word for word"),
    "procedures": pgettext_lazy("import", "Procedures"),
    "new": pgettext_lazy("import", "New"),
    "changed": pgettext_lazy("import", "Changed"),
    "unchanged": pgettext_lazy("import", "Unchanged"),
    "without_code": pgettext_lazy("import", "Without a code"),
    "several_sources": pgettext_lazy("import", "Told by several sources"),
    "several_publishers": pgettext_lazy("import", "Codes that several agencies publish"),
    "completed": pgettext_lazy("import", "Completed already, left as they are"),
    "limit_understood": pgettext_lazy("import", "Time limit understood"),
    "fee_understood": pgettext_lazy("import", "Fee understood"),
    "papers_understood": pgettext_lazy("import", "All papers understood"),
    "without_doubt": pgettext_lazy("import", "Nothing to review"),
}


def of_reason(reason: str) -> StrOrPromise:
    """Return a reason in words; one that is not known as it is."""
    try:
        return REASONS[Reason(reason)]
    except ValueError:
        return reason


def of_count(name: str) -> StrOrPromise:
    """Return the name of a count in words; one that is not known as it is."""
    return COUNTS.get(name, name)
