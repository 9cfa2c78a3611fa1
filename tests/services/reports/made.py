"""Facts of all kinds for reports, as a long history leaves them."""

from __future__ import annotations

import datetime as dt
import random
import uuid

from motcua.domain.figures.facts import NAMES, Fact
from motcua.storage.figures.models import Fact as Stored
from tests.make import World

START = dt.date(2025, 11, 20)


def facts(world: World, count: int, seed: int = 7, **fixed: object) -> list[Fact]:
    """Make facts of half a year: done early, on time and late, taken back, given back, open, paused, without a limit."""
    chance, found = random.Random(seed), []
    units = [str(world.commune.id), str(world.centre.id), str(world.other_commune.id)]
    for _ in range(count):
        accepted = START + dt.timedelta(days=chance.randrange(220))
        late = chance.choice([None, *[accepted + dt.timedelta(days=chance.randrange(1, 30))] * 4])
        ended = chance.choice([None, accepted + dt.timedelta(days=chance.randrange(60))])
        how = chance.choice(["done", "done", "done", "withdrawn", "stopped", "refused"]) if ended else None
        over = ended is not None and late is not None and ended > late
        said: dict[str, object] = {
            "dossier_id": str(uuid.UUID(int=chance.getrandbits(128))), "procedure_code": chance.choice(["9.000001", "9.000002", "no.such"]),
            "channel": chance.choice(["online", "counter", "post"]), "online_level": "full", "received_unit": chance.choice(units),
            "competent_unit": chance.choice(units), "filed_on": accepted, "accepted_on": chance.choice([None, *[accepted] * 9]),
            "ended_on": ended, "ended": how, "late_on": late, "ended_late": over,
            "timeliness": (chance.choice(["early", "on_time"]) if not over else "late") if how == "done" else None,
            "no_due": late is None and chance.random() < 0.5,
        }  # fmt: skip
        found.append(Fact(**(said | fixed)))  # type: ignore[arg-type]
    Stored.objects.bulk_create(Stored(**{name: getattr(one, name) for name in NAMES}) for one in found)
    return found
