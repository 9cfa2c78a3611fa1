"""Words of the public statistics: periods, columns, and the data dictionary people and machines read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from motcua.domain.reports.periods import Kind, Reported

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KINDS = {"thu-tuc": "procedure", "don-vi": "unit"}  # in an address -> in the data
SLUGS = {kind: slug for slug, kind in KINDS.items()}
GROUP_NAMES = {"procedure": pgettext_lazy("statistics", "By field and procedure"), "unit": pgettext_lazy("statistics", "By level and unit")}
FIRST_COLUMN = {"procedure": pgettext_lazy("statistics", "Procedure"), "unit": pgettext_lazy("statistics", "Agency")}
ROMAN = ("", "I", "II", "III", "IV")


@dataclass(frozen=True)
class Column:
    """A column of the open data: its name there, its type, what it means."""

    name: str
    type: str
    label: StrOrPromise
    text: StrOrPromise


DICTIONARY = (
    Column("kind", "text", gettext_lazy("Kind of table"), gettext_lazy("procedure: one line for each procedure; unit: one line for each agency that settles.")),
    Column("period", "text", gettext_lazy("Period in short"), gettext_lazy("2026-T9: September 2026; 2026-Q3: its third quarter; 2026-Y1: the year.")),
    Column("first_day", "date", pgettext_lazy("board", "First day"), gettext_lazy("The first day that counts, year-month-day.")),
    Column("last_day", "date", pgettext_lazy("board", "Last day"), gettext_lazy("The last day that counts, year-month-day.")),
    Column("group", "text", gettext_lazy("Field or level"), gettext_lazy("The field of a procedure; the level of an agency.")),
    Column("code", "text", pgettext_lazy("statistics", "Code"), gettext_lazy("The national code of the procedure; the code of the agency.")),
    Column("name", "text", pgettext_lazy("statistics", "Name"), gettext_lazy("The name in Vietnamese.")),
    Column("received", "integer", pgettext_lazy("statistics", "Received"), gettext_lazy("Dossiers received in the period, each once, at the agency that settles it.")),
    Column("online", "integer", pgettext_lazy("statistics", "Received online"), gettext_lazy("Of those received, filed online.")),
    Column("settled", "integer", pgettext_lazy("statistics", "Settled"), gettext_lazy("Dossiers settled in the period, whenever they were received.")),
    Column("in_time", "integer", gettext_lazy("Settled on time"), gettext_lazy("Of those settled, within the legal time limit; a new appointment does not make one on time.")),
    Column("in_time_percent", "decimal", pgettext_lazy("statistics", "On time, percent"), gettext_lazy("in_time ÷ settled, two decimals, half up.")),
    Column("rated", "integer", gettext_lazy("Ratings"), gettext_lazy("Settled dossiers whose citizens said how satisfied they were.")),
    Column("satisfied", "integer", gettext_lazy("Satisfied"), gettext_lazy("Of those ratings, satisfied or very satisfied.")),
    Column("satisfied_percent", "decimal", gettext_lazy("Satisfied, percent"), gettext_lazy("satisfied ÷ rated, two decimals, half up.")),
    Column("withheld", "text", gettext_lazy("Withheld columns"), gettext_lazy("Names of the counts that are not given in this line. They are empty, as are shares of them.")),
    Column("published_at", "moment", gettext_lazy("Published"), gettext_lazy("When the table was published, with its time zone. What was published stays as it is.")),
    Column("version", "integer", pgettext_lazy("statistics", "Version"), gettext_lazy("1; higher where the table was published anew to correct it.")),
    Column("simulated", "boolean", gettext_lazy("Simulated data"), gettext_lazy("true where all data is made up for a demonstration.")),
)


def period_name(period: Reported) -> str:
    """Word a period: Quý III/2026, tháng 9/2026, năm 2026."""
    if period.kind is Kind.YEAR:
        return _("Year %(year)s") % {"year": period.year}
    if period.kind is Kind.QUARTER:
        return _("Quarter %(quarter)s of %(year)s") % {"quarter": ROMAN[period.ordinal], "year": period.year}
    return _("Month %(month)s of %(year)s") % {"month": period.ordinal, "year": period.year}


def dictionary(language: str) -> list[dict[str, str]]:
    """Return the data dictionary in a language, as plain data."""
    with translation.override(language):
        return [{"name": c.name, "type": c.type, "label": str(c.label), "text": str(c.text)} for c in DICTIONARY]
