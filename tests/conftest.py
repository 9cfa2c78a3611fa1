"""A fresh world for each test that asks for one."""

from __future__ import annotations

import hypothesis
import pytest

hypothesis.settings.register_profile("ours", deadline=None, derandomize=True)  # machines are noisy; a run is repeatable
hypothesis.settings.load_profile("ours")


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords():  # type: ignore[no-untyped-def]
    """Passwords and PINs are hashed as ever, at a cost that a run of thousands can bear."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 64, 1


@pytest.fixture(autouse=True)
def _fresh_configuration():  # type: ignore[no-untyped-def]
    """No test sees another's cached configuration."""
    from motcua.queries import configuration

    configuration.forget()
    yield
    configuration.forget()


@pytest.fixture
def world(db):  # type: ignore[no-untyped-def]
    """A small province: one commune with its one-stop, staff in every role, one published procedure."""
    from tests import make

    return make.world()
