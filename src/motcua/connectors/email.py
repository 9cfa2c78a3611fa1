"""Letters by e-mail: tells whoever left an address what became of their dossier."""

from __future__ import annotations

from motcua.connectors import mail, notices
from motcua.ports.messages import Answer, NotNeeded, Parcel


class Email:
    """Sends what the notices say."""

    name = "email"
    topics: tuple[str, ...] = (notices.TOPIC, notices.ASKED, notices.CONTINUED, notices.STAFF, notices.REMINDED)

    def deliver(self, parcel: Parcel) -> Answer:
        """Send the letter. An address the other side refuses for good is never tried again."""
        notice = notices.of(parcel)
        to = str(parcel.about.get("email") or "")
        if notice is None or not to:
            return NotNeeded("no_address" if notice else "not_for_the_citizen")
        return mail.send(mail.letter(key=parcel.key, to=to, subject=notice.subject, body=notice.letter, by_itself=True))

    def problem(self) -> str | None:
        """Return why letters cannot leave, or None."""
        return mail.problem()
