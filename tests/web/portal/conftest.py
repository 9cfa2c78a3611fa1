"""The portal's fixtures: a citizen signed in, files in a folder of their own, a small catalogue."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings as django_settings

from motcua.storage.people.models import Citizen
from motcua.storage.procedures.models import LifeEvent
from tests import signing


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):  # type: ignore[no-untyped-def]
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def demo(settings):  # type: ignore[no-untyped-def]
    """A demonstration: the pretend identity provider is there."""
    settings.ENVIRONMENT = replace(django_settings.ENVIRONMENT, demo=True)


@pytest.fixture
def lan(world, client) -> Citizen:  # type: ignore[no-untyped-def]
    """Phạm Thị Lan, signed in."""
    world.procedure.field_name = "Thử nghiệm"
    world.procedure.levels = ["commune"]
    world.procedure.save()
    LifeEvent.objects.create(key="test", name={"vi": "Thử việc", "en": "Trying"}, codes=["9.000001"])
    return signing.citizen(client)
