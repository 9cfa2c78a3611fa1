"""Search among thousands of real records, all of the province's levels in scope: the hardest case."""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction

from motcua.queries import actors, search
from motcua.queries.search_filters import Filters
from motcua.services.catalogue import importing, loading, scope
from motcua.storage.procedures.models import Procedure
from tests import make

AT = make.MONDAY
TODAY = AT.date()
QUERIES = json.loads(
    (Path(loading.__file__).parents[2] / "demo" / "catalogue" / "queries.json").read_text("utf-8")
)
REAL = Path(os.environ.get("MOTCUA_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
REAL = REAL / "procedures" / "procedures.jsonl.gz"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(
        not REAL.exists(), reason=f"the real records are not here: {REAL} (set MOTCUA_SHARED_DATA)"
    ),
    pytest.mark.usefixtures("_records"),
]


@pytest.fixture(scope="module")
def _records(_demo: None, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """The records beside the demo's catalogue."""
    with django_db_blocker.unblock(), transaction.atomic():
        importing.run(REAL, actor=actors.SYSTEM, at=AT)
        local = Procedure.objects.filter(levels__overlap=["commune", "province"], completeness="record")
        scope.apply(
            number="1/QĐ-UBND", signed_on=TODAY, valid_from=TODAY, codes=local.values_list("code", flat=True),
            actor=actors.SYSTEM, at=AT,
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE procedures_procedure")
        yield
        transaction.set_rollback(True)


def codes(text: str, **more: object) -> list[str]:
    return [hit.code for hit in search.find(text, on=TODAY, **more).hits]  # type: ignore[arg-type]


def test_every_everyday_query_still_does_among_thousands_of_records() -> None:
    assert Procedure.objects.filter(in_scope=True).count() > 1000
    missed = [q["query"] for q in QUERIES if not set(q["expected"]) & set(codes(q["query"])[:3])]
    assert missed == []
    seconds = []
    for query in QUERIES:
        started = time.perf_counter()
        search.find(query["query"], on=TODAY)
        seconds.append(time.perf_counter() - started)
    assert statistics.median(seconds) < 0.3, "some 15 ms on a machine that does nothing else"


def test_the_ministries_own_business_is_found_by_exact_code_only() -> None:
    hidden = Procedure.objects.filter(levels=["ministry"], in_scope=False, publisher="G19").order_by("code")[
        0
    ]
    assert hidden.code not in codes(hidden.name, limit=100)
    assert codes(hidden.code) == [hidden.code]
    assert hidden.code in codes(hidden.name, filters=Filters(everything=True))
