"""What we ask of an identity provider: send the citizen there, and on return say who they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """Who the provider says the citizen is. `identity` is the personal number of 12 digits.

    `address` has the parts of an e-form's address: line, commune, province, old_commune. What is not known is empty.
    """

    provider: str
    subject: str  # the provider's own, lasting name of the account
    name: str
    identity: str
    born: str = ""  # ISO 8601, perhaps only a year
    sex: str = ""  # male | female
    phone: str = ""
    email: str = ""
    address: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Start:
    """Where to send the browser, and what must be kept in its session until it comes back."""

    address: str
    keep: Mapping[str, str] = field(default_factory=dict)


class NotVouched(Exception):
    """The provider did not vouch for the citizen; `why` is a code: cancelled, expired, altered, unavailable."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class IdentityProvider(Protocol):
    """Anything that can vouch for a citizen."""

    name: str

    def start(self, *, back: str, state: str) -> Start:
        """Begin a sign-in that returns to `back` with `state`. Raises NotVouched when the provider does not answer."""
        ...

    def finish(self, *, parameters: Mapping[str, str], keep: Mapping[str, str], back: str) -> Vouched:
        """Read what the browser brought back. Raises NotVouched."""
        ...
