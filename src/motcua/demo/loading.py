"""Loading the demo: a believable province into an empty database, in a minute, through the product's own services."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from motcua.demo import (
    campaigns,
    chains,
    corrections,
    dossiers,
    fallback,
    money,
    practised,
    province,
    reorganisation,
    signing,
    staff,
    travels,
    waiting_room,
)
from motcua.demo.place import DEFAULT
from motcua.domain.hours import ZONE
from motcua.queries import actors, configuration
from motcua.services import calendars
from motcua.services import configuration as configuration_service
from motcua.services.catalogue import loading, popularity
from motcua.services.practice import centre
from motcua.storage.people.models import Unit

CATALOGUE = Path(__file__).parent / "catalogue"
DOSSIERS = 420
Progress = Callable[[str], None]


@contextmanager
def of_province(code: str) -> Iterator[Path]:
    """Give the catalogue's folder, its decisions and departments under a province's identifier: a copy for another than its own."""
    if code == DEFAULT:
        yield CATALOGUE
        return
    with tempfile.TemporaryDirectory(prefix="motcua-catalogue-") as folder:
        for path in CATALOGUE.rglob("*.json"):
            copy = Path(folder) / path.relative_to(CATALOGUE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(path.read_text("utf-8").replace(DEFAULT, code), "utf-8")
        yield Path(folder)


def wanted() -> bool:
    """Return whether the database is empty of units: only then a demo is loaded."""
    return not Unit.objects.exists()


def load(*, at: dt.datetime, progress: Progress, count: int = DOSSIERS) -> dict[str, int]:
    """Load units, calendar, staff, catalogue and dossiers; return how many of each."""
    progress("Đơn vị, địa bàn, lịch làm việc / units, areas, calendar")
    calendars.extend(actor=actors.SYSTEM, at=at)
    made = province.build()
    holders = staff.build(made, at)
    centre.open_mode(actor=actors.SYSTEM, at=at)
    configuration_service.changed()
    configuration.forget()
    progress("Danh mục thủ tục / the catalogue")
    with of_province(made.place.code) as folder:
        catalogue = loading.load(folder, actor=actors.SYSTEM, at=at)
    configuration.forget()
    chains.keep(made, at)
    chains.lists(at)
    story = dossiers.Story(made, holders, at.astimezone(ZONE))
    story.run(count, lambda done, total: progress(f"Hồ sơ / dossiers {done}/{total}") if done % 60 == 0 else None)
    told = travels.Travels(story)
    told.tell()
    corrections.Corrections(told).tell()
    chains.Chains(story).tell()
    money.Till(made, at.astimezone(ZONE)).run()
    waiting_room.build(made, holders, at)
    signing.papers(made, at)
    signing.draft_waits(at)
    fallback.build(made, at)
    campaigns.build(at)
    reorganisation.prepare(made, at)
    practised.finish(made, holders, at)
    popularity.count(since=at.date() - dt.timedelta(days=365))
    return {"units": Unit.objects.count(), "procedures": catalogue.published, "dossiers": story.made, "skipped": story.failed}
