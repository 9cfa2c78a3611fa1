"""The words for dated rules: what each is, what it changes, and its values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from motcua.domain.dossiers.clock import HourPromised
from motcua.domain.dossiers.slips import GapRule
from motcua.domain.figures import keys
from motcua.domain.figures.sources import Source
from motcua.domain.reports.settlement import TakenBack
from motcua.services.dated_settings import RULES, Kind, SettingWrong
from motcua.web.console import words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LABELS: Mapping[str, StrOrPromise] = {
    "local_filing": _("Filing at any one-stop office of the province"),
    "hour_promised": _("Hour of the appointment for limits in days"),
    "forward_cutoff": _("Until when a dossier is forwarded on the same day"),
    "intake_answer_hours": _("Working hours in which an online filing is answered"),
    "supplement_answer_days": _("Days the citizen has to add papers"),
    "paper_receipt_days": _("Working days in which papers sent are received"),
    "uncollected_days": _("Days a result may lie ready"),
    "warning_hours": _("Hours of warning before a dossier is due"),
    "received_anywhere": _("What is received at any one-stop office of the province"),
    "letter_days": _("Working days until a letter to an agency counts as received"),
    "form_gap": _("Forms used from 01/07/2025 to 14/09/2025"),
    "shift_hours": _("Hours of a shift at a known counter"),
    "lock_minutes": _("Minutes after which a known counter locks by itself"),
    "receipt_copies": _("Copies of the receipt printed at the counter"),
    "code_pattern": _("Pattern of dossier codes"),
    "receipt_form": _("Form of the receipts for money"),
    "receipt_symbol": _("Symbol of the receipts for money"),
    "zero_receipts": _("Receipts of 0 đồng"),
    "outgoing_pattern": _("Pattern of numbers of results"),
    "draft_confirmation_hours": _("Working hours a citizen has to confirm a draft"),
    "reopen_clock": _("The clock of a dossier that is opened again"),
    "late_entry_days": _("Days in which a slip of an outage may be entered without the province"),
    "report_last_day": _("Last day of a month that a report counts"),
    "report_taken_back": _("Where a report counts dossiers taken back"),
    "scoring_2018": _("Scoring of officials and agencies by TT 01/2018"),
    "leader_keys": _("Key figures of the morning page of leaders"),
    "public_least": _("Persons a cell of the public statistics counts at least"),
    "public_wait_days": _("Days from the end of a quarter until its statistics are published"),
    "source_reuse": _("Re-use of digitised data"),
    "source_store": _("Personal document store"),
    "source_population": _("National population database"),
    "source_portal": _("Synchronisation with the national portal"),
    "source_petitions": _("Petitions and suggestions"),
    "source_publication": _("Register of publication of procedures"),
    "source_copies": _("Certified electronic copies"),
}

HINTS: Mapping[str, StrOrPromise] = {
    "local_filing": _("When it is off, a dossier is received only where it is settled. The decree lets people file anywhere in the province (NĐ 118/2025/NĐ-CP)."),
    "hour_promised": _("At the end of the day the citizen comes once and does not wait; at the same hour the appointment is to the minute of the receipt."),
    "forward_cutoff": _("What is received later goes to the settling unit on the next working morning. The start of the time limit is not changed by this."),
    "intake_answer_hours": _("Counted in working hours from the filing; the legal limit is eight."),
    "supplement_answer_days": _("Shown to the citizen with the request for papers."),
    "paper_receipt_days": _("What is not received by then stands on the list of both sides."),
    "uncollected_days": _("What is not collected by then stands on a list of the counter."),
    "warning_hours": _("Counted by the clock, not in working hours."),
    "received_anywhere": _("When it follows the lists, a procedure that no approved list names is received only where it is settled."),
    "letter_days": _("The agency's own time runs from its receipt. The day it names replaces this."),
    "form_gap": _("The circular with the old forms had lost its parent decree and the new one was not yet in force."),
    "receipt_form": _("The symbol of the form as notified to the tax authority; it stands on every receipt (NĐ 123/2020/NĐ-CP)."),
    "receipt_symbol": _("{unit} stands for the code of the unit, {yyyy} and {yy} for the year; numbers begin at 1 with each symbol and year."),
    "zero_receipts": _("When it is on, a dossier whose fees come to nothing has a receipt too when it is received at a counter."),
    "shift_hours": _("After a full sign-in at a known counter, a PIN is enough there for so many hours, never past midnight."),
    "lock_minutes": _("Nobody touched the computer for so long: the page is hidden until somebody types a PIN."),
    "receipt_copies": _("Two stand on one lying A4: one stays, signed by whoever handed the dossier in; the other goes along."),
    "code_pattern": _("It must contain {unit}, {day} and {ordinal}. Codes that were given stay as they are."),
    "outgoing_pattern": _("It must contain {number}; {kind}, {office} and {year} may be used. Numbers that were given stay as they are."),
    "late_entry_days": _("Counted as 24 hours each, from the true time of reception. After that the entry counts only when procedure control of the province approves it."),
    "report_last_day": _("From the day after it to this day of the next month (NĐ 09/2019/NĐ-CP); 0 is the last day of the month. Counts for months that begin later."),
    "scoring_2018": _("Whether TT 03/2025/TT-VPCP keeps the scoring is not settled: enter from which day it is used or no longer used."),
    "report_taken_back": _("What was withdrawn, stopped or given back after its reception is no longer open, and the circular has no column for it."),
    "leader_keys": _("Codes of indicators as the list of indicators names them, the most important first."),
    "public_least": _("Cells with fewer persons are withheld, and others beside them so that no sum gives them away. What is published stays as it is."),
    "public_wait_days": _("Until then citizens may still rate. What is published stays as it is."),
    **{f"source_{source.value}": _("While it is not connected, figures that need it are shown as missing, never as zero and never as full.") for source in Source},
    "draft_confirmation_hours": _("Counted from the message. No answer by then is taken as a yes, and noted as such."),
    "reopen_clock": _("Whether the time between its end and its reopening counts. The first time limit is never given anew."),
}

# What the parts of patterns stand for in an example.
SAMPLE: Mapping[str, object] = {
    "unit": "H48.101", "day": dt.date(2026, 11, 23), "ordinal": 1, "number": 1, "kind": "GXN", "office": "UBND", "year": 2026, "yyyy": "2026", "yy": "26",
}  # fmt: skip

VALUES: Mapping[tuple[str, str], StrOrPromise] = {
    ("local_filing", "yes"): pgettext_lazy("rule", "Anywhere in the province"),
    ("local_filing", "no"): pgettext_lazy("rule", "Only where it is settled"),
    ("received_anywhere", "all"): pgettext_lazy("rule", "Every procedure"),
    ("received_anywhere", "listed"): pgettext_lazy("rule", "Those on the approved list"),
    ("zero_receipts", "yes"): pgettext_lazy("rule", "Issued"),
    ("zero_receipts", "no"): pgettext_lazy("rule", "Not issued"),
    ("hour_promised", HourPromised.END_OF_DAY.value): pgettext_lazy("rule", "At the end of the working day"),
    ("hour_promised", HourPromised.SAME_HOUR.value): pgettext_lazy("rule", "At the hour of the receipt"),
    ("reopen_clock", "runs_on"): pgettext_lazy("rule", "That time counts"),
    ("reopen_clock", "stood"): pgettext_lazy("rule", "The clock stood meanwhile"),
    ("receipt_copies", "one"): pgettext_lazy("rule", "One, on A5"),
    ("receipt_copies", "two"): pgettext_lazy("rule", "Two, on one A4"),
    ("scoring_2018", "yes"): pgettext_lazy("rule", "Used"),
    ("scoring_2018", "no"): pgettext_lazy("rule", "Not used"),
    **{(f"source_{source.value}", "yes"): pgettext_lazy("rule", "Connected") for source in Source},
    **{(f"source_{source.value}", "no"): pgettext_lazy("rule", "Not connected") for source in Source},
    ("report_taken_back", TakenBack.SETTLED.value): pgettext_lazy("rule", "Among those settled, on time or late"),
    ("report_taken_back", TakenBack.APART.value): pgettext_lazy("rule", "In a column of their own"),
    ("form_gap", GapRule.OLD_FORMS.value): pgettext_lazy("rule", "The old forms"),
    ("form_gap", GapRule.NEW_FORMS.value): pgettext_lazy("rule", "The new forms"),
    ("form_gap", GapRule.NO_FORMS.value): pgettext_lazy("rule", "No numbered forms"),
}


def value(key: str, typed: str) -> str:
    """Word a value as it is typed."""
    return str(VALUES.get((key, typed), typed))


def plain(key: str, text: str) -> str:
    """Word a value for the list of rules: of a pattern an example is shown, not its code."""
    if RULES[key].kind not in (Kind.PATTERN, Kind.TEXT) or "{" not in text:
        return text
    try:
        return pgettext("rule", "for example %(sample)s") % {"sample": text.format(**SAMPLE)}
    except (KeyError, ValueError, IndexError):
        return text


def wrong(problem: SettingWrong) -> str:
    """Word why a value was refused."""
    text = str(words.SETTINGS[problem.code])
    return text % problem.params if problem.params else text


def needed(key: str) -> StrOrPromise:
    """Say what to enter where nothing was."""
    bounds = RULES[key].bounds
    if key == "leader_keys":
        return str(words.SETTINGS["keys"]) % {"most": keys.MOST}
    if RULES[key].kind is Kind.TEXT:
        return words.SETTINGS["symbol"]
    return str(words.SETTINGS["number"]) % bounds if bounds else words.SETTINGS["time"]
