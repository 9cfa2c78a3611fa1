"""Which connector stands behind each port, decided once from the settings."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import reverse

from motcua.connectors.pretend_antivirus import PretendAntivirus
from motcua.connectors.pretend_identity import PretendProvider
from motcua.connectors.typst_printer import TypstPrinter
from motcua.ports.antivirus import Antivirus
from motcua.ports.identity_provider import IdentityProvider
from motcua.ports.printer import Printer


@lru_cache(maxsize=1)
def printer() -> Printer:
    """Return the printer of slips, results and sheets."""
    return TypstPrinter()


@lru_cache(maxsize=1)
def antivirus() -> Antivirus:
    """Return the scanner every uploaded file goes through."""
    return PretendAntivirus()


def identity_provider() -> IdentityProvider | None:
    """Return who vouches for citizens; None where none is connected, and then citizens cannot sign in."""
    return pretend_provider()


def pretend_provider() -> PretendProvider | None:
    """Return the pretend provider in a demonstration, else None: it never vouches for anybody in earnest."""
    if not settings.ENVIRONMENT.demo:
        return None
    return PretendProvider(secret=settings.SECRET_KEY, page=reverse("citizen_pretend"))
