"""What tests of the services share."""

from __future__ import annotations

import pytest
from django.db import connection

from motcua.domain.permissions.roles import Role
from motcua.queries import configuration
from tests import make


@pytest.fixture
def committed(django_db_setup, django_db_blocker):  # type: ignore[no-untyped-def]
    """A centre with a clerk that other connections see too; swept away by the owner, the ledger's entries included."""
    with django_db_blocker.unblock():
        province = make.unit("H77", "UBND tỉnh Thử", "province_committee", "province", None)
        commune = make.unit("H77.1", "UBND xã Thử", "commune_committee", "commune", province)
        centre = make.unit("H77.1.1", "Trung tâm Thử", "one_stop_centre", "commune", commune)
        staff = {"clerk": make.member("clerk77", Role.CLERK, centre), "one_stop_head": make.member("head77", Role.ONE_STOP_HEAD, centre)}
        configuration.forget()
        yield make.World(province, commune, centre, commune, centre, staff, None, None)  # type: ignore[arg-type]
        with connection.cursor() as cursor:
            for guarded in ("ledger_entry", "ledger_reading"):
                cursor.execute(f"ALTER TABLE {guarded} DISABLE TRIGGER USER")
            cursor.execute("TRUNCATE people_unit, people_staff, ledger_chain, ledger_entry, ledger_reading, fees_shift CASCADE")
            for guarded in ("ledger_entry", "ledger_reading"):
                cursor.execute(f"ALTER TABLE {guarded} ENABLE TRIGGER USER")
        connection.close()
        configuration.forget()
