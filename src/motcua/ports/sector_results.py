"""What we ask of a sector's system (civil status, land, business): the number, day and file of a result it issued."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorResult:
    """A result as its system issued it; `source` is the system's name as it is printed and kept."""

    source: str
    number: str
    issued_on: dt.date
    key: str = ""  # which result of the procedure; empty: its first
    file: bytes | None = None
    file_name: str = ""


class SectorDown(RuntimeError):
    """The system does not answer now; ask again later."""


class SectorResults(Protocol):
    """A sector's system that issues results for our dossiers."""

    name: str

    def fetch(self, code: str) -> SectorResult | None:
        """Return the result issued for the dossier's code, None where there is none yet. Raises SectorDown."""
