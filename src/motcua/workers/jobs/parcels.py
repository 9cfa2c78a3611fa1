"""Asks the post after parcels under way, every half hour; where no post is connected nothing is asked."""

from django.utils import timezone

from motcua import wiring
from motcua.queries.actors import SYSTEM
from motcua.services.papers import posting
from motcua.workers.queue import scheduled


@scheduled("*/30 * * * *")
def ask() -> None:
    """Write down what is new of each parcel."""
    post = wiring.post()
    if post is not None:
        posting.look_up(post=post, actor=SYSTEM, at=timezone.now())
