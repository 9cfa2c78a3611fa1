"""What the national index counts of the dossiers: hits and populations of its components, with the readings that are uncertain.

The published units of Gia Lai show that the components of digitisation, progress, payment and satisfaction take what was
received in the period together with what was open when it began (`totalReceived`); synchronisation takes what was
received, and so, by the text, does online filing. Where the operators' text and the live data differ both readings are kept (`Reading`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from motcua.domain.figures import counted as c
from motcua.domain.figures.index766 import Component
from motcua.domain.figures.parts import Sum, When, during, less, standing
from motcua.domain.figures.sources import Source


@dataclass(frozen=True)
class Counts:
    """Hit and population of a component, as sums of parts."""

    hit: Sum
    population: Sum


IN_HAND = c.in_hand(c.RECEIVED, c.ENDED)
_LATE = during(c.NATIONAL_LATE_WENT) + c.national_late_at(When.UNTIL)
_DISLIKED = c.in_hand(c.RECEIVED_DISLIKED, c.ENDED_DISLIKED)
_BOTH = during(c.NATIONAL_LATE_WENT_DISLIKED) + standing(c.NATIONAL_LATE_CAME_DISLIKED, c.NATIONAL_LATE_WENT_DISLIKED, When.UNTIL)

OF_DOSSIERS: Mapping[str, Counts] = {
    "PROGRESS_ON_TIME": Counts(less(IN_HAND, _LATE), IN_HAND),
    "DOSSIERS_ONLINE": Counts(during(c.RECEIVED_ONLINE_WITH_RESULT), during(c.RECEIVED)),
    "DOSSIERS_PAID_ONLINE": Counts(c.in_hand(c.RECEIVED_PAID_ONLINE, c.ENDED_PAID_ONLINE), c.in_hand(c.RECEIVED_FEE, c.ENDED_FEE)),
    "ORIGINAL_RESULT_AVAILABLE": Counts(
        c.in_hand(c.RECEIVED_RESULT_DIGITAL, c.ENDED_RESULT_DIGITAL), c.in_hand(c.RECEIVED_RESULT_WANTED, c.ENDED_RESULT_WANTED)
    ),
    "SO_HOA_GIAY_TO_GIAI_QUYET": Counts(c.in_hand(c.RECEIVED_DIGITISED_AND_RESULT, c.ENDED_DIGITISED_AND_RESULT), IN_HAND),
    "REUSED_DIGITIZED_DATA": Counts(c.in_hand(c.RECEIVED_REUSED, c.ENDED_REUSED), IN_HAND),
    "SYNCED_WITH_DVCQG_PERSONAL_STORAGE": Counts(c.in_hand(c.RECEIVED_STORED, c.ENDED_STORED), IN_HAND),
    "CITIZEN_DATA_CONNECTED_DOSSIER": Counts(c.in_hand(c.RECEIVED_POPULATION, c.ENDED_POPULATION), IN_HAND),
    "DOSSIER_RECEIVING_SATISFACTION": Counts(less(less(IN_HAND, _LATE), _DISLIKED), IN_HAND),
    "DOSSIER_SYNC": Counts(during(c.RECEIVED_SYNCED), during(c.RECEIVED)),
}
DISLIKED_AND_LATE: Sum = _BOTH  # taken away twice above; given back where a dossier costs once

NEEDS: Mapping[str, Source] = {
    "PUBLISH_ON_TIME": Source.PUBLICATION,
    "PUBLIC_UPDATE_ON_TIME": Source.PUBLICATION,
    "DOSSIER_SYNC": Source.PORTAL,
    "REUSED_DIGITIZED_DATA": Source.REUSE,
    "SYNCED_WITH_DVCQG_PERSONAL_STORAGE": Source.STORE,
    "CITIZEN_DATA_CONNECTED_DOSSIER": Source.POPULATION,
    "CITIZEN_DATA_CONNECTED_FORMALITY": Source.POPULATION,
    "ELECTRONIC_CERTIFIED_COPY": Source.COPIES,
    "PETITION_PROCESSING_ON_TIME": Source.PETITIONS,
    "PETITION_HANDLING_SATISFACTION": Source.PETITIONS,
}


@dataclass(frozen=True)
class Reading:
    """How the uncertain components are read; the first value of each is what the published units agree with.

    `digitised_full`: the share that gives all points of digitisation (live scores are linear; the text caps at 80 %).
    `late_and_disliked`: a dossier that is late and disliked costs once or twice. `third_payment`: the third term of
    payment takes procedures with fees that came up, or dossiers paid online. `fee_procedures`: of those in the
    catalogue, or of those with dossiers.
    """

    digitised_full: Fraction = Fraction(1)
    late_and_disliked: int = 1
    third_payment: str = "procedures"
    fee_procedures: str = "catalogue"

    def component(self, one: Component) -> Component:
        """Return the component as this reading takes it."""
        if one.code == "SO_HOA_GIAY_TO_GIAI_QUYET":
            return Component(one.code, one.group, one.points, self.digitised_full, one.none_is_full)
        return one


LIVE = Reading()
AS_WRITTEN = Reading(digitised_full=Fraction(4, 5), late_and_disliked=2, third_payment="dossiers", fee_procedures="with_dossiers")
