"""What we ask of a virus scanner: look at a stream of bytes and name what is in it."""

from collections.abc import Iterable
from typing import Protocol


class ScanFailed(Exception):
    """The scanner did not answer: nothing is known about the file, so it is not taken."""


class Antivirus(Protocol):
    """Anything that can look for malicious software."""

    def scan(self, chunks: Iterable[bytes]) -> str | None:
        """Read the stream and return the name of what was found, or None when it is clean. Raises ScanFailed."""
        ...
