"""The band on every page of practice mode: what this is, the exercise under way, the way out."""

from __future__ import annotations

from django.http import HttpRequest

from motcua.services.practice import trying
from motcua.web.shared.actors import now, practises
from motcua.web.shared.practice import saying

CURRENT = "practice_exercise"  # the exercise under way, in the session


def shown(request: HttpRequest) -> dict[str, object] | None:
    """Return what the band shows; None outside practice."""
    if practises(request) is None:
        return None
    key, actor = request.session.get(CURRENT, ""), request.actor  # type: ignore[attr-defined]
    if not key or actor.learner is None:
        return {"exercise": None}
    try:
        standing = trying.under_way(key=key, actor=actor, at=now(request))
    except trying.NoSuchExercise:
        return {"exercise": None}
    if standing.started_at is None:
        return {"exercise": None}
    return {"exercise": saying.exercise(standing, scan=trying.scan(standing, at=now(request)))}
