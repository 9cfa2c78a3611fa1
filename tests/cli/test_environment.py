"""The surroundings are checked at the start, and each message says what to set."""

from __future__ import annotations

import pytest

from motcua.settings import environment

GOOD = {
    "DATABASE_URL": "postgresql://u@/motcua?host=/tmp/x",
    "MOTCUA_SECRET_KEY": "s" * 50,
    "MOTCUA_KEYS": "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=;ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=",
}


def test_a_complete_environment_is_read():
    found = environment.read(GOOD)
    assert (found.demo, found.debug, found.secure, found.upload_max_mb) == (False, False, False, 20)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set: give a postgresql:// address"),
        ({"DATABASE_URL": "sqlite:///x.db"}, "must start with postgresql://"),
        ({"MOTCUA_SECRET_KEY": ""}, "MOTCUA_SECRET_KEY is not set: set it to a long random text"),
        ({"MOTCUA_SECRET_KEY": "short"}, "MOTCUA_SECRET_KEY is too short"),
        ({"MOTCUA_KEYS": ""}, "`motcua keys new` prints a fresh set"),
        ({"MOTCUA_DEBUG": "maybe"}, "MOTCUA_DEBUG is 'maybe': set it to on or off"),
        ({"MOTCUA_UPLOAD_MAX_MB": "many"}, "MOTCUA_UPLOAD_MAX_MB is 'many': set it to a whole number, e.g. 20"),
        ({"MOTCUA_DEMO": "on", "MOTCUA_PUBLIC_URL": "https://mot-cua.example"}, "so set it to off"),
    ],
)
def test_what_is_wrong_is_named_with_what_to_set(changes, said):
    with pytest.raises(environment.BadEnvironment) as caught:
        environment.read(GOOD | changes)
    assert said in str(caught.value)


def test_everything_wrong_is_told_at_once():
    with pytest.raises(environment.BadEnvironment) as caught:
        environment.read({})
    assert {p.split(" ")[0] for p in caught.value.problems if not p.startswith(" ")} == {
        "DATABASE_URL", "MOTCUA_SECRET_KEY", "MOTCUA_KEYS",
    }  # fmt: skip
