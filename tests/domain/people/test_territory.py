"""Who holds the territory of a unit on a day."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from motcua.domain.people import territory
from motcua.domain.people.units import Level, Unit, UnitKind

DAY = dt.date(2026, 11, 16)
IDS = {name: uuid.uuid5(uuid.NAMESPACE_OID, name) for name in "abcde"}


def _unit(name: str, *, until: dt.date | None = None, heir: str = "") -> Unit:
    return Unit(
        IDS[name], name, name, UnitKind.COMMUNE_COMMITTEE, Level.COMMUNE, None, "", dt.date(2020, 1, 1), until, IDS[heir] if heir else None
    )


OLD, OLDER = dt.date(2025, 6, 30), dt.date(2023, 12, 31)
CASES = [
    ([_unit("a")], {}, "a", "a", "it is still there"),
    ([_unit("a", until=OLD, heir="b"), _unit("b")], {}, "a", "b", "its heir"),
    ([_unit("a", until=OLDER, heir="b"), _unit("b", until=OLD, heir="c"), _unit("c")], {}, "a", "c", "the heir of its heir"),
    ([_unit("a", until=OLD)], {}, "a", "a", "nobody continues it"),
    ([_unit("a", until=OLD), _unit("b"), _unit("c")], {"a": "cb"}, "a", "c", "it was divided: the main heir"),
    ([_unit("a", until=OLD, heir="b"), _unit("b"), _unit("c")], {"a": "cb"}, "a", "b", "the heir it names goes before the table"),
    ([_unit("a", until=OLD, heir="b"), _unit("b", until=OLD, heir="a")], {}, "a", "b", "a circle ends where it closes"),
    ([_unit("a", until=DAY, heir="b"), _unit("b")], {}, "a", "a", "its last day is not over"),
]


@pytest.mark.parametrize(("units", "divided", "of", "holder", "because"), CASES)
def test_the_holder_of_a_territory(units: list[Unit], divided: dict[str, str], of: str, holder: str, because: str) -> None:
    known = {str(one.id): one for one in units}
    heirs = {str(IDS[old]): [str(IDS[new]) for new in news] for old, news in divided.items()}
    assert territory.holders(known, heirs, DAY)[str(IDS[of])] == str(IDS[holder]), because
