"""What we ask of a printer: a template and its data in, a finished PDF out."""

from collections.abc import Mapping
from typing import Protocol


class PrintFailed(Exception):
    """A document could not be made; the message says which template and why."""

    def __init__(self, template: str, reason: str) -> None:
        super().__init__(f"cannot print {template}: {reason}")
        self.template = template
        self.reason = reason


class Printer(Protocol):
    """Anything that turns data into a document."""

    def render(self, template: str, data: Mapping[str, object]) -> bytes:
        """Make the PDF of a template: the same data always gives the same bytes.

        `data` holds texts, whole numbers, booleans, lists and mappings of these. `data["at"]` is the aware
        instant of printing; `data["qr"]`, when present, the text of the QR code. Raises PrintFailed.
        """
        ...
