"""The words for dated rules: what each is, what it changes, and its values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.dossiers.clock import HourPromised
from motcua.domain.dossiers.slips import GapRule
from motcua.services.dated_settings import RULES, SettingWrong
from motcua.web.console import words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LABELS: Mapping[str, StrOrPromise] = {
    "local_filing": _("Filing at any one-stop office of the province"),
    "hour_promised": _("Hour of the appointment for limits in days"),
    "forward_cutoff": _("Until when a dossier is forwarded on the same day"),
    "intake_answer_hours": _("Working hours in which an online filing is answered"),
    "supplement_answer_days": _("Days the citizen has to add papers"),
    "form_gap": _("Forms used from 01/07/2025 to 14/09/2025"),
    "code_pattern": _("Pattern of dossier codes"),
    "outgoing_pattern": _("Pattern of numbers of results"),
    "draft_confirmation_hours": _("Working hours a citizen has to confirm a draft"),
}

HINTS: Mapping[str, StrOrPromise] = {
    "local_filing": _("When it is off, a dossier is received only where it is settled. The decree lets people file anywhere in the province (NĐ 118/2025/NĐ-CP)."),
    "hour_promised": _("At the end of the day the citizen comes once and does not wait; at the same hour the appointment is to the minute of the receipt."),
    "forward_cutoff": _("What is received later goes to the settling unit on the next working morning. The start of the time limit is not changed by this."),
    "intake_answer_hours": _("Counted in working hours from the filing; the legal limit is eight."),
    "supplement_answer_days": _("Shown to the citizen with the request for papers."),
    "form_gap": _("The circular with the old forms had lost its parent decree and the new one was not yet in force."),
    "code_pattern": _("It must contain {unit}, {day} and {ordinal}. Codes that were given stay as they are."),
    "outgoing_pattern": _("It must contain {number}; {kind}, {office} and {year} may be used. Numbers that were given stay as they are."),
    "draft_confirmation_hours": _("Counted from the message. No answer by then is taken as a yes, and noted as such."),
}

VALUES: Mapping[tuple[str, str], StrOrPromise] = {
    ("local_filing", "yes"): pgettext_lazy("rule", "Anywhere in the province"),
    ("local_filing", "no"): pgettext_lazy("rule", "Only where it is settled"),
    ("hour_promised", HourPromised.END_OF_DAY.value): pgettext_lazy("rule", "At the end of the working day"),
    ("hour_promised", HourPromised.SAME_HOUR.value): pgettext_lazy("rule", "At the hour of the receipt"),
    ("form_gap", GapRule.OLD_FORMS.value): pgettext_lazy("rule", "The old forms"),
    ("form_gap", GapRule.NEW_FORMS.value): pgettext_lazy("rule", "The new forms"),
    ("form_gap", GapRule.NO_FORMS.value): pgettext_lazy("rule", "No numbered forms"),
}


def value(key: str, typed: str) -> str:
    """Word a value as it is typed."""
    return str(VALUES.get((key, typed), typed))


def wrong(problem: SettingWrong) -> str:
    """Word why a value was refused."""
    text = str(words.SETTINGS[problem.code])
    return text % problem.params if problem.params else text


def needed(key: str) -> StrOrPromise:
    """Say what to enter where nothing was."""
    bounds = RULES[key].bounds
    return str(words.SETTINGS["number"]) % bounds if bounds else words.SETTINGS["time"]
