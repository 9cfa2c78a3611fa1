"""The one place that joins ports and connectors: which printer, scanner, provider, and who listens to which message."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse

from motcua.connectors.agency_email import AgencyEmail
from motcua.connectors.email import Email
from motcua.connectors.pretend import Pretend
from motcua.connectors.pretend_antivirus import PretendAntivirus
from motcua.connectors.pretend_identity import PretendProvider
from motcua.connectors.pretend_post import PretendPost
from motcua.connectors.pretend_sector_results import PretendSectorResults
from motcua.connectors.typst_printer import TypstPrinter
from motcua.domain.permissions.roles import Actor
from motcua.ports.antivirus import Antivirus
from motcua.ports.identity_provider import IdentityProvider
from motcua.ports.messages import Connector
from motcua.ports.post import Post
from motcua.ports.printer import Printer
from motcua.ports.sector_results import SectorResults
from motcua.queries import notices
from motcua.services import agency_letters

JOBS = "jobs"  # takes every message whose topic starts with `job.`


@dataclass(frozen=True)
class Listener:
    """A connector, and the query that gives it what it must know beside the message."""

    connector: Connector
    about: Callable[[Mapping[str, object]], Mapping[str, object]]


def printer(actor: Actor) -> Printer:
    """Return the printer of PDFs for whoever prints: in practice mode, and in the demo, the one that marks every page."""
    return _printer(actor.learner is not None)


@cache
def _printer(practice: bool) -> Printer:
    return TypstPrinter(practice=practice, simulated=settings.ENVIRONMENT.demo)


@cache
def antivirus() -> Antivirus:
    """Return the scanner every file passes before it is kept."""
    return PretendAntivirus()


def sector_results() -> SectorResults | None:
    """Return the sector system that is asked for results; None where none is connected, and then they are keyed in."""
    return PretendSectorResults(settings.ENVIRONMENT.data / "pretend" / "sector") if settings.ENVIRONMENT.demo else None


def identity_provider() -> IdentityProvider | None:
    """Return who vouches for citizens; None where none is connected, and then citizens cannot sign in."""
    return pretend_identity()


def pretend_identity() -> PretendProvider | None:
    """Return the pretend provider in a demonstration, else None: it never vouches for anybody in earnest."""
    if not settings.ENVIRONMENT.demo:
        return None
    return PretendProvider(secret=settings.SECRET_KEY, page=reverse("pretend_identity"))


@cache
def listeners() -> Mapping[str, Listener]:
    """Return who listens to the outbox, by name."""
    folder = settings.ENVIRONMENT.data / "pretend"
    connectors: list[Connector] = [Email()]
    connectors += [Pretend(name=name, folder=folder) for name in settings.ENVIRONMENT.pretend]
    found = {one.name: Listener(one, notices.about) for one in connectors}
    agency = AgencyEmail()
    return found | {agency.name: Listener(agency, _letter)}


def _letter(body: Mapping[str, object]) -> Mapping[str, object]:
    """Return what goes to an agency: its address, the words of the letter, and the slip as a PDF."""
    return agency_letters.about(body, printer=_printer(practice=False))


def listening(topic: str) -> Sequence[str]:
    """Return the names of those who listen to a topic; `job.…` becomes a job of the queue."""
    if topic.startswith("job."):
        return (JOBS,)
    return tuple(name for name, listener in listeners().items() if topic in listener.connector.topics)


def post() -> Post | None:
    """Return the post's system; None where none is connected, and then waybills are typed and news comes by hand or by key."""
    return PretendPost(folder=settings.ENVIRONMENT.data / "pretend") if settings.ENVIRONMENT.demo else None
