"""The ten statuses as rooms name them: the official words for staff, plain words for citizens."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Status:
    """How one status is said; its colours are `mc-status--<code>` in the styles."""

    code: int
    official: str | Promise
    citizen: str | Promise


# National status codes (TrangThai), in the order of the national portal's messages.
STATUSES: dict[int, Status] = {
    status.code: status
    for status in (
        Status(
            1,
            pgettext_lazy("status", "Newly submitted"),
            pgettext_lazy("status, to the citizen", "Sent, waiting for an officer to check"),
        ),
        Status(2, pgettext_lazy("status", "Accepted"), pgettext_lazy("status, to the citizen", "Received")),
        Status(
            3,
            pgettext_lazy("status", "Not accepted"),
            pgettext_lazy("status, to the citizen", "Could not be received"),
        ),
        Status(
            4,
            pgettext_lazy("status", "In progress"),
            pgettext_lazy("status, to the citizen", "Being handled"),
        ),
        Status(
            5,
            pgettext_lazy("status", "Papers to be added"),
            pgettext_lazy("status, to the citizen", "Waiting for you to add papers"),
        ),
        Status(
            6,
            pgettext_lazy("status", "Payment required"),
            pgettext_lazy("status, to the citizen", "Waiting for your payment"),
        ),
        Status(
            7,
            pgettext_lazy("status", "Withdrawn by the citizen"),
            pgettext_lazy("status, to the citizen", "You have withdrawn it"),
        ),
        Status(
            8, pgettext_lazy("status", "Stopped"), pgettext_lazy("status, to the citizen", "Has been stopped")
        ),
        Status(
            9,
            pgettext_lazy("status", "Completed"),
            pgettext_lazy("status, to the citizen", "The result is ready"),
        ),
        Status(
            10,
            pgettext_lazy("status", "Result returned"),
            pgettext_lazy("status, to the citizen", "The result has been handed over"),
        ),
    )
}


def named(code: object) -> Status:
    """Return the status of a code, a digit string or an enumeration member.

    Raises KeyError for a code outside the ten.
    """
    return STATUSES[int(getattr(code, "value", code))]  # type: ignore[call-overload]
