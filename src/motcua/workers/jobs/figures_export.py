"""Makes the files of figures somebody asked for; puts them away after a week, at half past three in the morning."""

import uuid
from collections.abc import Mapping

from django.utils import timezone

from motcua.services.figures import exporting
from motcua.workers.queue import for_messages, scheduled


@for_messages(exporting.TOPIC)
def make_export(body: Mapping[str, object]) -> None:
    """Make one file."""
    exporting.make(export_id=uuid.UUID(str(body["export"])), clock=timezone.now)


@scheduled("30 20 * * *")
def put_exports_away() -> None:
    """Take old files off the disk."""
    exporting.put_away(at=timezone.now())
