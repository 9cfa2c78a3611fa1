"""A reorganisation to look at: two communes of the demo become one next New Year; prepared, nothing is moved."""

from __future__ import annotations

import datetime as dt
import json

from motcua.demo.province import Province
from motcua.queries import actors
from motcua.services.reorganisation import preparing


def prepare(province: Province, at: dt.datetime) -> None:
    """Take in a table by which the third commune goes to the second, which goes on."""
    stays, ends = province.communes[1:3]
    lines = [{"old": stays.code, "new": stays.code}, {"old": ends.code, "new": stays.code}]
    preparing.prepare(
        content=json.dumps(lines).encode(), name="sap-xep-thu.json", on=dt.date(at.year + 1, 1, 1), basis="Bản thử để xem, chưa có nghị quyết",
        actor=actors.SYSTEM, at=at,
    )  # fmt: skip
