"""A pretend sector system for trying out: reads results from a folder, one JSON file a dossier's code, and fails on demand."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from motcua.ports.sector_results import SectorDown, SectorResult


class PretendSectorResults:
    """Answers from `<folder>/<code>.json`: {"number", "issued_on", "source"?}; a file `down` makes it fail."""

    name = "pretend_sector"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fetch(self, code: str) -> SectorResult | None:
        """Return what stands in the file of this code. Raises SectorDown on the word, or where the file cannot be read."""
        if (self.folder / "down").exists():
            raise SectorDown("the pretend sector system was told to fail")
        path = self.folder / f"{Path(code).name}.json"
        if not path.exists():
            return None
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            return SectorResult(
                source=str(kept.get("source") or "Phần mềm chuyên ngành (thử)"), number=str(kept["number"]),
                issued_on=dt.date.fromisoformat(str(kept["issued_on"])), key=str(kept.get("key") or ""),
            )  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError):
            raise SectorDown(f"{path.name} cannot be read") from None
