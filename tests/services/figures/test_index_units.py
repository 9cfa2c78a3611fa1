"""The national index of real units comes out of dossiers made to their published counts, through the whole engine."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from tests import index_units
from tests.index_units import CHECKED, Published

SHARED = Path(os.environ.get("MOTCUA_SHARED_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
MOST = 400  # dossiers of a unit made in an ordinary run; all of them are made in `make bench-figures`

# Xã Vân Canh, year 2026 to 10/10/2026: counts and groups as the portal showed them.
VAN_CANH = Published(
    "H21.227", True, 2618, 77,
    {
        "DOSSIER_SYNC": (2550, 2550), "ORIGINAL_RESULT_AVAILABLE": (2497, 2618), "SO_HOA_GIAY_TO_GIAI_QUYET": (1520, 2618),
        "REUSED_DIGITIZED_DATA": (1543, 2618), "SYNCED_WITH_DVCQG_PERSONAL_STORAGE": (2, 2618), "CITIZEN_DATA_CONNECTED_DOSSIER": (1105, 2618),
        "CITIZEN_DATA_CONNECTED_FORMALITY": (28, 388), "DOSSIER_RECEIVING_SATISFACTION": (2540, 2618),
    },
    {
        "ORIGINAL_RESULT_AVAILABLE": Decimal("5.72"), "SO_HOA_GIAY_TO_GIAI_QUYET": Decimal("2.32"), "REUSED_DIGITIZED_DATA": Decimal("1.47"),
        "SYNCED_WITH_DVCQG_PERSONAL_STORAGE": Decimal("0.00"), "CITIZEN_DATA_CONNECTED_DOSSIER": Decimal("0.84"),
        "CITIZEN_DATA_CONNECTED_FORMALITY": Decimal("0.14"), "DOSSIER_RECEIVING_SATISFACTION": Decimal("6.00"),
    },
    dict(zip(CHECKED, map(Decimal, ("11.79", "19.41", "7.34", "12.49", "18.00")), strict=True)), 2352, 2489, 20, 42,
)  # fmt: skip
TABLE = index_units.published(SHARED / "kpi" / "index_766_units.csv")
SMALL = [u for u in TABLE if u.total <= MOST or u.code == "H21.17"]


@pytest.mark.django_db
def test_van_canh_comes_out_of_its_dossiers() -> None:
    assert index_units.compare(VAN_CANH) == []


@pytest.mark.django_db
@pytest.mark.skipif(not TABLE, reason="the published units are not here: set MOTCUA_SHARED_DATA to the folder of the shared test data")
@pytest.mark.parametrize("one", SMALL, ids=lambda u: u.code)
def test_a_published_unit_comes_out_of_its_dossiers(one: Published) -> None:
    assert index_units.compare(one) == []
