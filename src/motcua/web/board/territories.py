"""The two readings of units on pages of figures: as they were then, or on today's territory; chosen and named on the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from motcua.domain.people import territory
from motcua.domain.people.territory import Territory
from motcua.domain.people.units import Unit
from motcua.queries.figures import territory as reading_units
from motcua.queries.figures.territory import Reached
from motcua.web.board import views
from motcua.web.shared import words
from motcua.web.shared.questions import Question

NAMES = {
    Territory.THEN: pgettext_lazy("territory", "As the units were then"),
    Territory.TODAY: pgettext_lazy("territory", "On today's territory"),
}
TOLD = {
    Territory.THEN: pgettext_lazy("territory", "Figures stand in the name of the unit of that time; a unit that is no more is shown with its end."),
    Territory.TODAY: pgettext_lazy("territory", "Figures of a unit that is no more count for the unit that holds its territory today."),
}


def read(given: Mapping[str, str]) -> Territory:
    """Return the reading an address asks for; what cannot be read is as the units were then."""
    try:
        return Territory(given.get("territory", ""))
    except ValueError:
        return Territory.THEN


def query(reading: Territory) -> dict[str, str]:
    """Return the parameter that says the reading; none for the usual one."""
    return {"territory": reading.value} if reading is not Territory.THEN else {}


def question(reading: Territory) -> Question:
    """Return the choice of the reading, for the form of the period."""
    choices = [(one.value, text) for one, text in NAMES.items()]
    return Question(name="territory", label=str(pgettext("territory", "Units")), kind="select", value=reading.value, shape={"choices": choices})


def told(reached: Reached, reading: Territory, today: dt.date, language: str) -> dict[str, object]:
    """Return what the page says about its reading: its name, what it means, who counts for whom where that is not plain."""
    notes = []
    if reached.asked is not None and reached.unit is not None:
        notes.append(_("%(old)s is no more: its territory is held by %(new)s, whose figures are shown.") % {
            "old": name_of(reached.asked, today, language), "new": views.name_of(reached.unit),
        })  # fmt: skip
    if reading is Territory.TODAY:
        notes += [
            _("%(old)s was divided: its dossiers count for %(new)s; what was open on the day went to each heir, also %(others)s.") % {
                "old": views.name_of(one.unit), "new": views.name_of(one.holder), "others": ", ".join(views.name_of(u) for u in one.others),
            }
            for one in reading_units.divisions(reached.counted, today)
        ]  # fmt: skip
    return {"name": NAMES[reading], "told": TOLD[reading], "notes": notes}


def name_of(unit: Unit, today: dt.date, language: str) -> str:
    """Return a unit's name; of one that is no more with its last day."""
    name = views.name_of(unit)
    if not territory.ended(unit, today) or unit.valid_to is None:
        return name
    return pgettext("unit", "%(name)s (until %(day)s)") % {"name": name, "day": words.day(unit.valid_to, language=language)}
