"""The command that fills the demo's past: how it is switched, where it refuses, and that it ends by itself."""

from __future__ import annotations

import datetime as dt
import sys

import pytest

from motcua.cli import history, running, stamp
from motcua.cli.processes import Child, supervise
from motcua.domain.hours import ZONE

NOW = dt.datetime(2026, 11, 20, 16, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("given", "scale", "because"),
    [(None, "10", "one dossier in ten by default"), ("1", "1", "full scale by a setting"), ("off", None, "none where it is off")],
)
def test_the_scale_comes_from_the_surroundings(monkeypatch: pytest.MonkeyPatch, given: str | None, scale: str | None, because: str) -> None:
    monkeypatch.delenv("MOTCUA_HISTORY", raising=False)
    if given is not None:
        monkeypatch.setenv("MOTCUA_HISTORY", given)
    command = running.history_command()
    assert (command[-1] if command else None) == scale, because


@pytest.mark.parametrize("given", ["no", "0", "1:10"])
def test_another_scale_is_told_before_anything_starts(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("MOTCUA_HISTORY", given)
    with pytest.raises(SystemExit, match="MOTCUA_HISTORY"):
        running.history_command()


def test_nothing_is_made_beside_real_dossiers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(stamp, "found", lambda: "motcua 0123")
    assert history.run([], NOW) == 1
    assert "never written beside real ones" in capsys.readouterr().err


def test_a_wrong_option_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert history.run(["--scale", "0"], NOW) == 2
    assert "--scale" in capsys.readouterr().err


def test_the_line_of_progress_says_that_it_is_simulated_and_the_scale() -> None:
    said = history.line(10, dt.date(2025, 3, 4), 12, 1700, 1234)
    assert "DỮ LIỆU MÔ PHỎNG 1:10" in said
    assert "04/03/2025" in said


class _AfterAWhile:
    """Stops when the child has ended and a few looks more have passed."""

    def __init__(self, child: Child) -> None:
        self.event, self._child, self._looks = self, child, 0

    def wait(self, seconds: float) -> bool:
        if self._child.process is not None:
            self._child.process.wait()
        self._looks += 1
        return self._looks > 3


@pytest.mark.parametrize(("code", "said"), [(0, []), (3, ["history ended with code 3; the next start goes on with it"])])
def test_what_ends_by_itself_is_not_started_again(code: int, said: list[str]) -> None:
    child = Child("history", [sys.executable, "-c", f"raise SystemExit({code})"], patience=1, once=True)
    child.start()
    lines: list[str] = []
    assert supervise([child], stop=_AfterAWhile(child), look_after=lambda: None, say=lines.append) == 0  # type: ignore[arg-type]
    assert lines == said
    assert child.process is None
