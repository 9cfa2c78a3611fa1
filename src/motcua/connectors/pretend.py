"""A pretend connector: answers, puts off, refuses and crashes on demand, and keeps a record of what it was given.

It stands for SMS and Zalo where no contract with a provider exists, and for any outside system in tests. What it
should do next is written in a file beside its record, so that a demonstration can break it and mend it again.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from motcua.connectors import notices
from motcua.ports.messages import Answer, Delivered, Later, Never, NotNeeded, Parcel

MOODS = ("answer", "later", "never", "crash", "slow")


class PretendCrash(RuntimeError):
    """The pretend connector was told to crash."""


class Pretend:
    """Writes one line a delivery into `<folder>/<name>.jsonl`; does what `<folder>/<name>.mood` says."""

    topics: tuple[str, ...] = (notices.TOPIC, notices.ASKED, notices.CONTINUED)

    def __init__(self, *, name: str, folder: Path) -> None:
        self.name = name
        self.record = folder / f"{name}.jsonl"
        self.mood = folder / f"{name}.mood"

    def deliver(self, parcel: Parcel) -> Answer:
        """Keep the parcel, or do what the mood says. The phone number is kept by its last three digits only."""
        notice = notices.of(parcel)
        phone = str(parcel.about.get("phone") or "")
        if notice is None or not phone:
            return NotNeeded("no_number" if notice else "not_for_the_citizen")
        match self._mood():
            case "later":
                return Later("told to put off")
            case "never":
                return Never("told to refuse")
            case "crash":
                raise PretendCrash(self.name)
            case "slow":
                time.sleep(2)
        self._keep(parcel, f"…{phone[-3:]}", f"{notice.sentence} ({parcel.about['code']})")
        return Delivered()

    def problem(self) -> str | None:
        """Return that nothing really leaves: this connector only pretends."""
        return f"{self.name} only pretends: what it would send is written to {self.record.name}"

    def _mood(self) -> str:
        try:
            mood = self.mood.read_text().strip()
        except OSError:
            return "answer"
        return mood if mood in MOODS else "answer"

    def _keep(self, parcel: Parcel, to: str, text: str) -> None:
        line = {
            "key": parcel.key, "dossier": parcel.body.get("dossier"), "action": parcel.body.get("action"),
            "at": parcel.body.get("at"), "attempt": parcel.attempt, "to": to, "text": text,
        }  # fmt: skip
        self.record.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.record, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, (json.dumps(line, ensure_ascii=False) + "\n").encode())
            os.fsync(handle)
        finally:
            os.close(handle)
