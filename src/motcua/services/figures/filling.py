"""Facts of many dossiers at once: for who brings thousands of dossiers in one transaction and not one by one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import connection

from motcua.domain.figures.facts import NAMES

LATER = "SET LOCAL motcua.facts_later = 'yes'"


def later() -> None:
    """Leave the facts of this transaction's dossiers to `these`; whoever says so calls it before the commit."""
    with connection.cursor() as cursor:
        cursor.execute(LATER)


def these(*, made: Sequence[uuid.UUID], changed: Sequence[uuid.UUID] = ()) -> None:
    """Write the facts of dossiers just made, all at once, and of those changed, each compared with what it said."""
    names = ", ".join(NAMES)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH made AS (INSERT INTO figures_fact ({names}) SELECT {names} FROM figures_reading r "
            "WHERE r.dossier_id = ANY(%s) RETURNING *) "
            f"INSERT INTO figures_change (sign, {names}) SELECT 1, {names} FROM made",
            [list(made)],
        )
        cursor.execute("SELECT figures_keep(x) FROM unnest(%s::uuid[]) x", [list(changed)])
