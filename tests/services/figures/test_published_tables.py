"""Published tables of provinces come out of dossiers made to their counts; the large ones in `make bench-figures`."""

from __future__ import annotations

import pytest

from motcua.queries import configuration
from motcua.queries.figures import figures
from motcua.storage.procedures.models import Procedure
from tests import make, published_tables
from tests.published_tables import FIRST, LAST, TABLES, Table


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name.split(":")[0])
def test_a_published_table_comes_out_of_its_dossiers(table: Table, db: None) -> None:
    assert published_tables.compare(table) == []


def test_a_catalogue_as_published_comes_out_of_its_procedures(db: None) -> None:
    """Thừa Thiên Huế: of 2,643 procedures 1,856 at level 3 (70.2 %) and 736 at level 4 (27.8 %)."""
    make.unit("H99", "UBND tỉnh Thử", "province_committee", "province", None)
    levels = ["partial"] * 1856 + ["full"] * 736 + ["none"] * (2643 - 1856 - 736)
    Procedure.objects.bulk_create(
        Procedure(code=f"7.{i:06d}", publisher="H99", name="Thủ tục", in_scope=True, online=online, updated_at=make.MONDAY) for i, online in enumerate(levels)
    )
    configuration.forget()
    found = figures.read(["services_partial_of_all", "services_full_of_all"], first=FIRST, last=LAST)[""]
    assert [(f.hit, f.of) for f in found.values()] == [(1856, 2643), (736, 2643)]
