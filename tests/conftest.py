"""A fresh world for each test that asks for one."""

from __future__ import annotations

import hypothesis
import pytest

hypothesis.settings.register_profile("ours", deadline=None, derandomize=True)  # machines are noisy; a run is repeatable
hypothesis.settings.load_profile("ours")


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
