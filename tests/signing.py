"""Signing in for tests: a member of staff with both factors, or a citizen."""

from __future__ import annotations

from django.test import Client

from motcua.storage import sealing
from motcua.storage.people.models import Citizen
from tests.make import MONDAY, OWNER_NUMBER, World


def staff(client: Client, world: World, name: str) -> None:
    """Sign in as the member of staff, with password and second factor behind them."""
    client.force_login(world.staff[name], backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["second_factor"] = True
    session.save()


def citizen(client: Client, number: str = OWNER_NUMBER, name: str = "Phạm Thị Lan") -> Citizen:
    """Sign in as a citizen whom the provider vouched for."""
    profile = {"name": name, "identity": number, "born": "1990-01-01", "sex": "female", "phone": "0905000001"}
    row, _made = Citizen.objects.get_or_create(
        provider="pretend", subject=number,
        defaults={
            "person_key": sealing.blind("identity", number), "name": name, "created_at": MONDAY, "seen_at": MONDAY,
            "profile_sealed": sealing.seal(profile, context="people.citizen"),
        },
    )  # fmt: skip
    session = client.session
    session["citizen_id"] = str(row.id)
    session.save()
    return row
