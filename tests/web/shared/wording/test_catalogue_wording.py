"""Every reason for review and every count of an import has its words, in both languages."""

from __future__ import annotations

import pytest
from django.utils import translation

from motcua.domain.procedures.doubts import Reason
from motcua.queries.catalogue import COUNTS
from motcua.web.shared.wording import catalogue


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_reason_and_count_is_worded(language: str) -> None:
    with translation.override(language):
        reasons = [str(catalogue.of_reason(reason.value)) for reason in Reason]
        counts = [str(catalogue.of_count(name)) for name in COUNTS]
    assert len(set(reasons)) == len(Reason)
    assert len(set(counts)) == len(COUNTS)
    assert all(words.endswith((".", "?")) for words in reasons)


def test_a_reason_of_tomorrow_is_shown_as_it_is() -> None:
    assert catalogue.of_reason("moon_phase") == "moon_phase"
    assert catalogue.of_count("moons") == "moons"
