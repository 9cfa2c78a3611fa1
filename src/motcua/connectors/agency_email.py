"""Slips by e-mail to agencies without an account here: the slip as a PDF, sent to the address the province keeps."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from motcua.ports.messages import Answer, Delivered, Later, Never, NotNeeded, Parcel

_NO_SUCH_BOX = (550, 551, 553, 554)  # RFC 5321 4.2.3: the other side will never take it


class AgencyEmail:
    """Sends through Django's mail; the parcel's key becomes the Message-ID, so a repeated letter is seen as the same."""

    name = "agency_email"
    topics: tuple[str, ...] = ("chain.sent",)

    def deliver(self, parcel: Parcel) -> Answer:
        """Send the slip. An agency that has no address any more needs nothing; a refused address is never tried again."""
        to, content = str(parcel.about.get("email") or ""), parcel.about.get("slip")
        if not to or not isinstance(content, bytes):
            return NotNeeded("no_address")
        letter = EmailMessage(
            subject=str(parcel.about["subject"]), body=str(parcel.about["letter"]), from_email=settings.DEFAULT_FROM_EMAIL, to=[to],
            headers={"Message-ID": f"<{parcel.key}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>", "Content-Language": "vi"},
        )  # fmt: skip
        letter.attach(f"{parcel.about['file']}.pdf", content, "application/pdf")
        try:
            letter.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _text in error.recipients.values()]
            return Never("address_refused") if all(c in _NO_SUCH_BOX for c in codes) else Later("recipient_put_off")
        except (smtplib.SMTPException, OSError) as error:
            return Later(type(error).__name__)
        return Delivered()

    def problem(self) -> str | None:
        """Return why letters cannot leave, or None."""
        try:
            with get_connection():
                return None
        except (smtplib.SMTPException, OSError) as error:
            return f"the mail server does not answer: {type(error).__name__}"
