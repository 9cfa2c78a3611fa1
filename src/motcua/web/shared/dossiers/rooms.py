"""What a room brings along when it shows dossiers: its name in addresses and the frame of its pages."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True)
class Room:
    """A staff room: `key` begins the names of its routes, `frame` gives the context of its shell."""

    key: str
    frame: Callable[[HttpRequest], dict[str, object]]
    money: bool = False  # the room takes money: it has receipts to look at

    def home(self) -> str:
        """Return the address of the room's first page."""
        return reverse(f"{self.key}_home")

    def dossier(self, dossier_id: uuid.UUID) -> str:
        """Return the address of a dossier's page."""
        return reverse(f"{self.key}_dossier", args=[dossier_id])

    def move(self, dossier_id: uuid.UUID, action: str) -> str:
        """Return the address at which a move is made."""
        return reverse(f"{self.key}_move", args=[dossier_id, action])

    def slip(self, slip_id: uuid.UUID) -> str:
        """Return the address of a slip's PDF."""
        return reverse(f"{self.key}_slip", args=[slip_id])

    def receipt(self, receipt_id: uuid.UUID) -> str:
        """Return the address of a receipt for money; nothing where the room takes none."""
        return reverse(f"{self.key}_receipt", args=[receipt_id]) if self.money else ""

    def file(self, dossier_id: uuid.UUID, file_id: uuid.UUID) -> str:
        """Return the address of a file of a dossier."""
        return reverse(f"{self.key}_file", args=[dossier_id, file_id])

    def papers(self, dossier_id: uuid.UUID) -> str:
        """Return the address of the page that shows where a dossier's papers are."""
        return reverse(f"{self.key}_papers_of", args=[dossier_id])

    def preview(self, dossier_id: uuid.UUID) -> str:
        """Return the address of the drafted result as a PDF."""
        return reverse(f"{self.key}_preview", args=[dossier_id])
