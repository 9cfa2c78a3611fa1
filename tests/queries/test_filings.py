"""The funnel read over facts and drafts: by groups of units, in a fixed number of statements."""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.domain.dossiers.transitions import Action
from motcua.domain.figures.filings import SUMS, Lost, Stage
from motcua.domain.hours import ZONE
from motcua.queries.figures import behind, filings
from motcua.queries.figures.filings import Drafts
from motcua.services import drafts
from motcua.services.dossiers import moving
from motcua.services.practice import entering
from motcua.storage.dossiers.models import Draft
from motcua.storage.people.models import Citizen
from tests import eras, make
from tests.make import MONDAY, World

DAY = eras.AFTER
PERIOD = {"first": dt.date(2025, 8, 1), "last": dt.date(2025, 8, 20)}


def test_stages_add_up_and_lists_are_as_long_as_numbers(world: World, django_assert_num_queries: object) -> None:
    online = {"channel": "online", "day": DAY}
    done = {"ended_on": DAY, "ended": "done"}
    eras.keep(
        eras.fact(world.centre, accepted_on=None, **online), eras.fact(world.centre, accepted_on=None, ended="refused", ended_on=DAY, **online),
        eras.fact(world.centre, **online), eras.fact(world.centre, timeliness="late", **done, **online),
        *(eras.fact(world.centre, timeliness="early", **done, **online) for _ in range(3)), eras.fact(world.other_centre, **online), eras.fact(world.centre),
    )  # fmt: skip
    groups = {"here": [str(world.centre.id)], "both": [str(world.centre.id), str(world.other_centre.id)], "none": []}
    with django_assert_num_queries(2):  # type: ignore[operator]
        found = filings.read(groups, **PERIOD)
    assert {key: count for key, count in found["here"].items() if count} == {
        Stage.FILED: 7, Lost.WAITING: 1, Lost.REFUSED: 1, Stage.ACCEPTED: 5, Lost.OPEN: 1, Stage.DONE: 4, Lost.LATE: 1, Stage.IN_TIME: 3,
    }
    assert found["both"][Stage.FILED] == 8
    assert set(found["none"].values()) == {0}
    for key, count in found["here"].items():
        ids = behind.of_sum(SUMS[key], **PERIOD, units=groups["here"], limit=50)
        assert len(ids) == count, key
        if count > 1:
            assert behind.of_sum(SUMS[key], **PERIOD, units=groups["here"], limit=50, after=ids[0]) == ids[1:]


def test_drafts_are_told_as_they_are_kept(world: World, django_assert_num_queries: object) -> None:
    at = dt.datetime(2025, 8, 12, 9, tzinfo=ZONE)
    for place, unit, sent in (("afar", world.centre, None), ("afar", None, None), ("counter", world.centre, None), ("one_stop_help", world.centre, None)):
        _draft(world, place=place, unit=unit, created_at=at, sent_at=sent)
    _draft(world, place="afar", unit=world.centre, created_at=at - dt.timedelta(days=30))
    filed = make.filed(world)
    moving.advance(dossier_id=filed.id, action=Action.ACCEPT, actor=world.actor("clerk"), at=MONDAY, inputs={})
    _draft(world, place="afar", unit=None, created_at=MONDAY - dt.timedelta(minutes=5), sent_at=MONDAY, dossier_id=filed.id)
    _draft(world, place="afar", unit=None, created_at=MONDAY + dt.timedelta(hours=1), dossier_id=filed.id)  # an answer to a request for papers
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert filings.drafts(**PERIOD) == {str(world.centre.id): Drafts(2, 0), "": Drafts(1, 0)}
    assert filings.drafts(first=MONDAY.date(), last=MONDAY.date()) == {str(world.centre.id): Drafts(1, 1)}


def test_drafts_of_practice_are_not_counted(world: World) -> None:
    made = Citizen.objects.create(provider=entering.PROVIDER, subject="x", profile_sealed=b"", created_at=MONDAY, seen_at=MONDAY)
    real = Citizen.objects.create(provider="vneid", subject="x", profile_sealed=b"", created_at=MONDAY, seen_at=MONDAY)
    for one in (made, real):
        _draft(world, place="afar", unit=None, created_at=MONDAY, citizen_id=one.id)
    assert filings.drafts(first=MONDAY.date(), last=MONDAY.date()) == {"": Drafts(1, 0)}


def test_a_period_is_complete_as_long_as_unsent_drafts_are_kept() -> None:
    assert filings.KEPT == drafts.KEEP_UNSENT
    assert filings.PRACTISED == entering.PROVIDER
    today = MONDAY.date()
    assert filings.complete(today - filings.KEPT, today)
    assert not filings.complete(today - filings.KEPT - dt.timedelta(days=1), today)


def _draft(world: World, **given: object) -> None:
    unit = given.pop("unit")
    Draft.objects.create(
        id=uuid.uuid4(), **{"citizen_id": uuid.uuid4(), "procedure_code": "9.000001", "revision": world.revision, "unit": unit, "answers_sealed": b"", "saved_at": given["created_at"], **given},
    )  # fmt: skip
