"""`motcua units reorganise`: shows without moving, moves, takes back, and says what stands in its way."""

from __future__ import annotations

import json

from motcua.cli import units
from motcua.queries import configuration
from motcua.storage.people.models import Unit
from tests import make
from tests.services.reorganisation.test_small_province import EVE, ONE


def test_the_command_shows_moves_and_takes_back(world, tmp_path, capsys):
    make.received(world)
    file = tmp_path / "bang.json"
    file.write_text(json.dumps(ONE))
    line = [str(file), "--on", "2026-11-18"]
    assert units.reorganise(line, EVE) == 0
    shown = capsys.readouterr().out
    assert "4 units end, 2 begin; 1 unfinished dossiers:" in shown
    assert "H48.101.01 Trung tâm Phục vụ hành chính công xã Ba Thử → H48.301.01" in shown
    assert "Nothing has been moved" in shown
    assert not Unit.objects.filter(code="H48.301").exists()
    assert units.reorganise([*line, "--apply"], EVE) == 0
    assert "1 dossiers moved, 0 to be settled by hand; 4 units ended, 2 opened" in capsys.readouterr().out
    configuration.forget()
    assert units.reorganise([*line, "--apply"], EVE) == 1
    assert "cannot be applied now" in capsys.readouterr().err
    assert units.reorganise([*line, "--confirm"], EVE) == 1
    assert "name the decision" in capsys.readouterr().err
    assert units.reorganise([*line, "--undo"], EVE) == 0
    assert "1 dossiers are back" in capsys.readouterr().out
    assert units.reorganise([*line, "--apply"], EVE) == 0
    assert units.reorganise([*line, "--confirm", "--basis", "NQ 1"], EVE) == 0
    assert units.reorganise([*line, "--undo"], EVE) == 1


def test_a_wrong_table_is_explained_line_by_line(world, tmp_path, capsys):
    file = tmp_path / "bang.csv"
    file.write_text("Mã đơn vị cũ,Mã đơn vị mới\nH48.101,H48.301\n", encoding="utf-8")
    assert units.reorganise([str(file), "--on", "2026-11-18"], EVE) == 1
    assert "line 2: The new unit H48.301 does not exist yet. Enter its name." in capsys.readouterr().err
    assert units.reorganise([str(tmp_path / "none.xlsx"), "--on", "2026-11-18"], EVE) == 1
    assert units.reorganise([str(file), "--on", "18/11/2026"], EVE) == 2
