"""Units of before 1/7/2025 beside those of a small province, and facts of both eras."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from motcua.domain.figures.facts import NAMES, Fact
from motcua.queries import configuration
from motcua.services.figures import folding
from motcua.storage.figures.models import Fact as Stored
from motcua.storage.people.models import Epoch, Unit
from tests.make import MONDAY, World

FIRST, LAST = dt.date(2024, 1, 1), dt.date(2025, 6, 30)
BEFORE, AFTER = dt.date(2025, 5, 12), dt.date(2025, 8, 12)  # a day of either era


@dataclass
class Eras:
    """What was there before: a district with two communes; both were taken over by the commune of today."""

    district: Unit
    north: Unit
    south: Unit
    lone: Unit  # nobody continues it


def build(world: World) -> Eras:
    """Make the units of before."""
    district = _unit("H48.D1", "UBND huyện Cũ Thử", "district", "district", world.province, world.commune)
    north, south = (
        _unit(f"H48.C{i}", f"UBND xã {name} (cũ)", "commune_committee", "commune", district, world.commune) for i, name in enumerate(["Bắc Thử", "Nam Thử"])
    )
    lone = _unit("H48.X1", "UBND xã Không Người Nối", "commune_committee", "commune", world.province, None)
    forget()
    return Eras(district, north, south, lone)


def fact(received: Unit, competent: Unit | None = None, day: dt.date = BEFORE, **more: object) -> Fact:
    """Return a dossier received by a unit on a day; `more` says what else is true of it."""
    given: dict[str, object] = {
        "dossier_id": str(uuid.uuid4()), "procedure_code": "1.1", "channel": "counter", "online_level": "full", "received_unit": str(received.id),
        "competent_unit": str((competent or received).id), "filed_on": day, "accepted_on": day, "papers": 1, "result_wanted": True,
    }  # fmt: skip
    return Fact(**(given | more))  # type: ignore[arg-type]


def keep(*facts: Fact) -> None:
    """Put facts into the table and their sums."""
    Stored.objects.bulk_create(Stored(**{name: getattr(one, name) for name in NAMES}) for one in facts)
    folding.make_anew(at=MONDAY)


def forget() -> None:
    """Let the next look read the units anew."""
    Epoch.objects.update(number=Epoch.objects.get(id=1).number + 1) if Epoch.objects.filter(id=1).exists() else None
    configuration.forget()


def _unit(code: str, name: str, kind: str, level: str, parent: Unit, heir: Unit | None) -> Unit:
    return Unit.objects.create(code=code, name=name, kind=kind, level=level, parent=parent, valid_from=FIRST, valid_to=LAST, successor=heir)
