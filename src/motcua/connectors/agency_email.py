"""Slips by e-mail to agencies without an account here: the slip as a PDF, sent to the address the province keeps."""

from __future__ import annotations

from motcua.connectors import mail
from motcua.ports.messages import Answer, NotNeeded, Parcel


class AgencyEmail:
    """Sends the slip with the letter beside it."""

    name = "agency_email"
    topics: tuple[str, ...] = ("chain.sent",)

    def deliver(self, parcel: Parcel) -> Answer:
        """Send the slip. An agency that has no address any more needs nothing; a refused address is never tried again."""
        to, content = str(parcel.about.get("email") or ""), parcel.about.get("slip")
        if not to or not isinstance(content, bytes):
            return NotNeeded("no_address")
        subject, body = str(parcel.about["subject"]), str(parcel.about["letter"])
        letter = mail.letter(key=parcel.key, to=to, subject=subject, body=body, by_itself=False)
        letter.attach(f"{parcel.about['file']}.pdf", content, "application/pdf")
        return mail.send(letter)

    def problem(self) -> str | None:
        """Return why letters cannot leave, or None."""
        return mail.problem()
