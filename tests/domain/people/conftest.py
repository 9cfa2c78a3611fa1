"""Where the tests of people find the public test vectors that are not part of the product."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def identity_vectors() -> Path:
    """Give the folder of identity vectors, or skip and say what is missing."""
    beside = Path(__file__).parents[4] / "shared" / "data"
    folder = Path(os.environ.get("MOTCUA_SHARED_DATA", beside)) / "identity"
    if not folder.is_dir():
        pytest.skip("no identity vectors: set MOTCUA_SHARED_DATA to the folder of shared test data")
    return folder
