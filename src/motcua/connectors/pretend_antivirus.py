"""A pretend virus scanner for trying out: finds only the harmless EICAR test file, and fails on demand."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.ports.antivirus import ScanFailed

# Split, so that no real scanner takes this source for the test file itself.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CRASH = b"MOTCUA-PRETEND-SCANNER-CRASH"


class PretendAntivirus:
    """Knows one virus; a file that holds the crash word makes it fail, so that the failure can be clicked."""

    def scan(self, chunks: Iterable[bytes]) -> str | None:
        """Return "EICAR-Test-File" when the test file is in the stream. Raises ScanFailed on the crash word."""
        tail = b""
        found = None
        for chunk in chunks:
            window = tail + chunk
            if CRASH in window:
                raise ScanFailed("the pretend scanner was told to fail")
            if EICAR in window:
                found = "EICAR-Test-File"
            tail = window[-len(EICAR) :]
        return found
