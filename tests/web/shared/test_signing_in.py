"""Staff sign in with both factors, or not at all."""

from __future__ import annotations

import datetime as dt

import pyotp
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.services import accounts
from motcua.storage import sealing
from motcua.web.shared import signing_in

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "mat-khau-dai-2026"


@pytest.fixture
def clerk(world):
    staff = world.staff["clerk"]
    staff.set_password(PASSWORD)
    staff.totp_sealed = sealing.seal(SECRET, context="people.totp")
    staff.save()
    return staff


def give_password(client: Client, password: str = PASSWORD, **query: str):
    return client.post(reverse("staff_sign_in", query=query), {"username": "CLERK", "password": password})


def code(shift: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(timezone.now() + dt.timedelta(seconds=30 * shift))


def test_the_password_leads_to_the_code_and_the_code_to_the_room(clerk, client):
    assert give_password(client)["Location"] == reverse("staff_second_factor")
    assert "_auth_user_id" not in client.session
    response = client.post(reverse("staff_second_factor"), {"code": code()})
    assert response["Location"] == reverse("counter_home")
    assert client.session["second_factor"] is True


def test_a_wrong_password_is_told_plainly_and_keeps_the_name(clerk, client):
    response = give_password(client, "sai-mat-khau-roi")
    assert response.status_code == 422
    assert "CLERK" in response.content.decode()


def test_a_wrong_code_does_not_sign_in(clerk, client):
    give_password(client)
    response = client.post(reverse("staff_second_factor"), {"code": "000000"})
    assert response.status_code == 422
    assert "_auth_user_id" not in client.session


def test_right_codes_are_not_counted_as_tries(clerk, client):
    for _time in range(signing_in.CODES.limit + 2):
        give_password(client)
        clerk.refresh_from_db()
        clerk.totp_last_step = 0
        clerk.save()
        assert client.post(reverse("staff_second_factor"), {"code": code()}).status_code == 302
        client.logout()


def test_a_code_is_good_once(clerk, client):
    give_password(client)
    used = code()
    client.post(reverse("staff_second_factor"), {"code": used})
    other = Client()
    give_password(other)
    assert other.post(reverse("staff_second_factor"), {"code": used}).status_code == 422


def test_codes_are_rate_limited(clerk, client):
    give_password(client)
    for _try in range(6):
        client.post(reverse("staff_second_factor"), {"code": "000000"})
    assert client.post(reverse("staff_second_factor"), {"code": code()}).status_code == 422
    assert "_auth_user_id" not in client.session


def test_passwords_are_rate_limited(clerk, client):
    for _try in range(settings.AXES_FAILURE_LIMIT):
        give_password(client, "sai-mat-khau-roi")
    assert give_password(client).status_code == 429


def test_one_comes_back_to_the_page_asked_for_but_never_to_another_site(clerk, client):
    give_password(client, next="/mot-cua/?q=1")
    assert client.post(reverse("staff_second_factor"), {"code": code()})["Location"] == "/mot-cua/?q=1"
    other = Client()
    give_password(other, next="https://example.org/")
    assert other.post(reverse("staff_second_factor"), {"code": code(1)})["Location"] == reverse("counter_home")


def test_a_first_sign_in_sets_up_the_second_factor(world, client):
    staff = world.staff["clerk"]
    staff.set_password(PASSWORD)
    staff.save()
    give_password(client)
    page = client.get(reverse("staff_second_factor")).content.decode()
    secret = client.session["new_totp"]
    assert secret in page
    response = client.post(reverse("staff_second_factor"), {"code": pyotp.TOTP(secret).now()})
    assert response.status_code == 302
    assert accounts.has_second_factor(staff.id)


def test_a_closed_account_signs_in_no_more(clerk, client):
    clerk.is_active = False
    clerk.save()
    assert give_password(client).status_code == 422


def test_the_demo_shows_its_code_and_nothing_else_does(clerk, client):
    give_password(client)
    assert "demo_code" not in (client.get(reverse("staff_second_factor")).context or {})
    with pytest.raises(accounts.AccountProblem):
        accounts.code_now(staff_id=clerk.id, at=timezone.now())
