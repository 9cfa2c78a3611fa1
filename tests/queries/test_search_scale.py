"""Search among a hundred thousand procedures: indexes find the few that are then ranked."""

from __future__ import annotations

import statistics
import time

import pytest
from django.db import connection

from motcua.domain.procedures import search_words
from motcua.queries import configuration, search, search_filters, search_terms, search_vocabulary
from motcua.queries.search_filters import Filters
from tests import make

TODAY = make.MONDAY.date()

FILL = """
INSERT INTO procedures_procedure (id, code, publisher, name, field_name, agency, levels, audience, in_scope, scope_decision,
  completeness, flags, source, source_digest, url, folded, search, sort_key, filings, titles, unit_code, online, variants, updated_at)
SELECT gen_random_uuid(), '7.' || lpad(i::text, 6, '0'), 'G99', n.name, 'Thử', 'UBND', '{commune}', '{citizen}', true, '',
  'record', '{}', '', '', '', n.name, to_tsvector('simple', n.name), n.name, 0, '{}', '', '', '[]', now()
FROM generate_series(%(first)s, %(last)s) i, LATERAL (
  SELECT string_agg((%(words)s::text[])[1 + (abs(hashint8(i * 64 + j)::bigint) %% %(n)s)::int], ' ') AS name
  FROM generate_series(1, 12) j
) n
"""
OFTEN = search_words.words(
    "đăng ký khai sinh kết hôn giấy phép xây dựng nhà ở cấp đổi chứng nhận quyền sử dụng đất hộ tịch"
)
FIRST = search_words.words("b c d g h k l m n p q r s t v x ch kh ng nh ph th tr")
LAST = search_words.words("a an ang anh ao ay em en i ien inh o oc oi on ong u ua uong uyen")
WORDS = [*OFTEN * 3, *(first + last for first in FIRST for last in LAST)]


@pytest.fixture
def _hundred_thousand(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '5min'")
        cursor.execute("LOCK TABLE procedures_procedure IN SHARE UPDATE EXCLUSIVE MODE")  # no vacuum beside us
        for index in ("procedure_search", "procedure_folded_trgm"):
            cursor.execute(f"ALTER INDEX {index} SET (fastupdate = on)")
        for first in range(1, 100_001, 20_000):
            cursor.execute(FILL, {"words": WORDS, "n": len(WORDS), "first": first, "last": first + 19_999})
        for index in ("procedure_search", "procedure_folded_trgm"):
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        cursor.execute("ANALYZE procedures_procedure")


def plan(text: str) -> str:
    """Return how the database answers a search."""
    vocabulary = search_vocabulary.load(configuration.current())
    sought = search.sought(text, vocabulary, prefix=False)
    statement, values = search.statement(
        sought, search_terms.of(sought, vocabulary.spelling), Filters(), TODAY
    )
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}", values)
        return "\n".join(line[0] for line in cursor.fetchall())


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("_hundred_thousand")
def test_among_a_hundred_thousand_procedures_indexes_find_the_few() -> None:
    for text in ("giấy phép xây dựng", "dang ki khia sinh", "kkhaii ssinhh", "7.000123"):
        shown = plan(text)
        assert "Seq Scan" not in shown, text
        assert "procedure_search" in shown
        assert "procedure_key" in shown, "codes by their own index"
    assert "procedure_folded_trgm" in plan("kkhaii ssinhh")
    seconds = []
    for text in (
        "giấy phép xây dựng nhà ở",
        "dang ki khia sinh",
        "giấy phép",
        "cap doi bang lai xe",
        "phuong truong khong",
        "7.000123",
    ):
        search.find(text, on=TODAY)
        started = time.perf_counter()
        assert search.find(text, on=TODAY).hits
        seconds.append(time.perf_counter() - started)
    assert statistics.median(seconds) < 0.5, "some 20 ms on a machine that does nothing else"


def test_the_fields_of_a_day_without_a_catalogue_are_none(db: None) -> None:
    assert search_filters.fields() == ()
    assert search.find("khai sinh").help == ()
