"""Where practice and earnest are kept apart when a dossier begins: units and people of the one never meet the other."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.domain.people.party import Party
from motcua.domain.permissions.roles import Actor
from motcua.domain.practice import persons
from motcua.queries.configuration import Configuration
from motcua.services.dossiers.filings import Filing


def same_world(config: Configuration, actor: Actor, filing: Filing) -> bool:
    """Return whether every unit of a filing belongs to where the actor is: the practice unit, or the real ones."""
    practises = actor.learner is not None
    named = (filing.received_unit, filing.competent_unit, filing.return_unit)
    return all(config.unit(unit).practice is practises for unit in named if unit is not None)


def misplaced(parties: Sequence[Party], actor: Actor) -> tuple[int, str] | None:
    """Return the first party that does not belong where the actor is, and why; None where all do.

    In practice nobody is written down but the invented people; and they turn up nowhere else.
    """
    for index, party in enumerate(parties):
        pretend = [persons.is_pretend(number) for number in party.numbers]
        if actor.learner is not None and not all(pretend):
            return index, "not_a_practice_person"
        if actor.learner is None and any(pretend):
            return index, "practice_person"
    return None
