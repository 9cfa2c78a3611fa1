"""What units entered for a figure that is not born from dossiers: the newest first, what was taken back too."""

from __future__ import annotations

from collections.abc import Collection

from motcua.storage.figures.models import Entered

SHOWN = 50


def of(indicator: str, units: Collection[str]) -> list[Entered]:
    """Return the latest entries of units for an indicator."""
    rows = Entered.objects.filter(indicator=indicator, unit__in=sorted(units))
    return list(rows.order_by("-day", "-entered_at")[:SHOWN])
