"""A pretend post: gives waybill numbers and says of a parcel what is written in a file beside its record."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from motcua.domain.papers.transfers import Carried
from motcua.ports.post import PostAway, PostParcel


class PretendPost:
    """Keeps announced waybills in `post.jsonl`; `post-<waybill>.word` says where a parcel is, `post.mood` lets it be away."""

    def __init__(self, *, folder: Path) -> None:
        self.folder = folder

    def announce(self, parcel: PostParcel) -> str:
        """Return a new waybill number; name and address are not kept. Raises PostAway when told to be away."""
        if self._read("post.mood") == "away":
            raise PostAway("told to be away")
        waybill = f"EH{secrets.randbelow(10**9):09d}VN"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.folder / "post.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, (json.dumps({"waybill": waybill}) + "\n").encode())
        finally:
            os.close(handle)
        return waybill

    def ask(self, waybill: str) -> Carried | None:
        """Return what the file of the waybill says; None where there is none."""
        if not waybill.isalnum():
            return None
        try:
            return Carried(self._read(f"post-{waybill}.word"))
        except ValueError:
            return None

    def _read(self, name: str) -> str:
        try:
            return (self.folder / name).read_text().strip()
        except OSError:
            return ""
