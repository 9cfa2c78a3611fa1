"""Known counters for tests: a computer registered, people signed in fully at it, with their PINs."""

from __future__ import annotations

import datetime as dt

import pyotp
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.queries import configuration
from motcua.services import counters
from motcua.storage import sealing
from motcua.storage.counters.models import Pin
from tests.make import World

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "mat-khau-dai-2026"
PINS = {"clerk": "482915", "one_stop_head": "907346", "collector": "638174", "other_clerk": "714469", "system_admin": "860342"}


def known_counter(client: Client, world: World, name: str = "Quầy 1", *, at: dt.datetime | None = None) -> str:
    """Make this client's browser a known counter of the commune's centre; return the counter's id."""
    counter_id, token = counters.register(
        unit_id=world.centre.id, name=name, actor=world.actor("one_stop_head"), at=at or timezone.now()
    )
    configuration.forget()  # as the end of the transaction would
    client.cookies["motcua_counter"] = token
    return str(counter_id)


def with_pin(world: World, name: str) -> None:
    """Give somebody a password, an authenticator and their PIN."""
    staff = world.staff[name]
    staff.set_password(PASSWORD)
    staff.totp_sealed = sealing.seal(SECRET, context="people.totp")
    staff.totp_last_step = 0
    staff.save()
    Pin.objects.update_or_create(staff=staff, defaults={"hashed": make_password(PINS[name]), "set_at": timezone.now()})


def sign_in_fully(client: Client, world: World, name: str) -> None:
    """Sign in with password and code, as once a shift."""
    staff = world.staff[name]
    type(staff).objects.filter(id=staff.id).update(totp_last_step=0)  # a code is good once; tests are quicker than codes
    client.post(reverse("staff_sign_in"), {"username": name, "password": PASSWORD})
    answer = client.post(reverse("staff_second_factor"), {"code": pyotp.TOTP(SECRET).at(timezone.now())})
    assert answer.status_code == 302, answer.content.decode()
