"""Every route says who may open it, and means it: each role is let in or turned away exactly as its guard says."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from tests import signing

NOT_OURS = ("api-1.0.0", "api-v1")  # the API guards itself with keys: tests/api
ROLES = (
    "clerk", "officer", "head", "records", "collector", "one_stop_head", "controller", "catalogue", "unit_admin",
    "leader", "auditor", "system_admin", "helper", "postal",
)  # fmt: skip


def routes() -> list[tuple[str, URLPattern]]:
    def walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, URLPattern]]:
        for part in resolver.url_patterns:
            if isinstance(part, URLResolver):
                if part.namespace not in NOT_OURS and not str(part.pattern).startswith("api/"):
                    yield from walk(part, prefix + str(part.pattern))
            else:
                yield prefix + str(part.pattern), part

    return [(path, p) for path, p in walk(get_resolver(settings.ROOT_URLCONF), "/") if not path.startswith("/api/")]


def sample(pattern: URLPattern) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, converter in pattern.pattern.converters.items():
        if isinstance(converter, UUIDConverter):
            found[name] = uuid.UUID(int=7)
        elif isinstance(converter, IntConverter):
            found[name] = 1
        else:
            found[name] = "khong-co"
    return found


def guard_of(pattern: URLPattern) -> str:
    return getattr(pattern.callback, "guard", "")


def test_every_route_has_a_guard_and_a_name():
    assert [path for path, p in routes() if not guard_of(p)] == []
    assert [path for path, p in routes() if not p.name] == []


def test_route_names_are_unique():
    names = [p.name for _path, p in routes()]
    assert sorted(n for n in set(names) if names.count(n) > 1) == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_let_in_exactly_where_the_guard_says(world, client: Client, role):
    signing.staff(client, world, role)
    wrong = []
    client.raise_request_exception = True
    for path, pattern in routes():
        guard = guard_of(pattern)
        if not guard.startswith("staff:"):
            continue
        allowed = guard.removeprefix("staff:").split(",") if guard != "staff:" else list(ROLES)
        address = reverse(pattern.name, kwargs=sample(pattern))
        response = client.get(address)
        refused = response.status_code == 403
        if refused is (role in allowed):
            wrong.append((path, role, response.status_code))
    assert wrong == []


def test_a_visitor_is_sent_to_sign_in(world, client: Client):
    wrong = []
    for path, pattern in routes():
        guard = guard_of(pattern)
        if guard == "public":
            continue
        response = client.get(reverse(pattern.name, kwargs=sample(pattern)))
        target = reverse("citizen_sign_in" if guard == "citizen" else "staff_sign_in")
        if response.status_code != 302 or not response["Location"].startswith(target):
            wrong.append((path, response.status_code))
    assert wrong == []


def test_a_password_alone_opens_no_staff_room(world, client: Client):
    client.force_login(world.staff["clerk"], backend="django.contrib.auth.backends.ModelBackend")
    for path, pattern in routes():
        if guard_of(pattern).startswith("staff:"):
            response = client.get(reverse(pattern.name, kwargs=sample(pattern)))
            assert response.status_code == 302, path
