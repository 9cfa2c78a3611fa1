"""Letters by e-mail: tells whoever left an address what became of their dossier."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from motcua.connectors import notices
from motcua.ports.messages import Answer, Delivered, Later, Never, NotNeeded, Parcel

_NO_SUCH_BOX = (550, 551, 553, 554)  # RFC 5321 4.2.3: the other side will never take it


class Email:
    """Sends through Django's mail; the parcel's key becomes the Message-ID, so a repeated letter is seen as the same."""

    name = "email"
    topics: tuple[str, ...] = (notices.TOPIC, notices.ASKED, notices.CONTINUED, notices.STAFF)

    def deliver(self, parcel: Parcel) -> Answer:
        """Send the letter. An address the other side refuses for good is never tried again."""
        notice = notices.of(parcel)
        to = str(parcel.about.get("email") or "")
        if notice is None or not to:
            return NotNeeded("no_address" if notice else "not_for_the_citizen")
        letter = EmailMessage(
            subject=notice.subject,
            body=notice.letter,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[to],
            headers={
                "Message-ID": f"<{parcel.key}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>",
                "Auto-Submitted": "auto-generated",
                "Content-Language": "vi",
            },
        )
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
