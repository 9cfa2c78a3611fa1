"""`motcua catalogue` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motcua.cli import commands
from motcua.storage.procedures.models import Procedure
from tests.catalogue_examples import told

pytestmark = pytest.mark.django_db


def test_importing_shows_the_percentage_and_the_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "records.json"
    path.write_text(json.dumps([told(code=f"1.{n:06}") for n in range(20)]))
    assert commands.run(["catalogue", "import", str(path)]) == 0
    said = capsys.readouterr().out
    assert "50 %" in said
    assert "100 %" in said
    assert "20  New" in said
    assert Procedure.objects.count() == 20


def test_the_report_lists_every_reason_with_examples(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "records.json"
    path.write_text(
        json.dumps([told(channels=[{"method": "Trực tiếp", "time_limit": "5", "fee": "10 USD"}])])
    )
    commands.run(["catalogue", "import", str(path)])
    capsys.readouterr()
    assert commands.run(["catalogue", "report"]) == 0
    said = capsys.readouterr().out
    assert "1  The time limit is a number without a unit.  [limit_no_unit]" in said
    assert "1.001193  10 USD" in said


def test_without_an_import_or_with_a_file_of_something_else_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.run(["catalogue", "report"]) == 1
    assert commands.run(["catalogue", "import", str(tmp_path / "nothing.json")]) == 1
    said = capsys.readouterr().err
    assert "nothing has been imported yet" in said
    assert "nothing.json" in said
