"""Letters through Django's mail: how one is named, sent, and what its refusal means; shared by all that write letters."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from motcua.ports.messages import Answer, Delivered, Later, Never

_NO_SUCH_BOX = (550, 551, 553, 554)  # RFC 5321 4.2.3: the other side will never take it


def letter(*, key: str, to: str, subject: str, body: str, by_itself: bool) -> EmailMessage:
    """Return a letter whose Message-ID is the parcel's key: a repeated one is seen as the same.

    `by_itself` marks what no person wrote, so that no machine answers it (RFC 3834).
    """
    sender = settings.DEFAULT_FROM_EMAIL
    headers = {"Message-ID": f"<{key}@{sender.rpartition('@')[2]}>", "Content-Language": "vi"}
    if by_itself:
        headers["Auto-Submitted"] = "auto-generated"
    return EmailMessage(subject=subject, body=body, from_email=sender, to=[to], headers=headers)


def send(one: EmailMessage) -> Answer:
    """Send a letter. An address the other side refuses for good is never tried again."""
    try:
        one.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        return Never("address_refused") if all(c in _NO_SUCH_BOX for c in codes) else Later("recipient_put_off")
    except (smtplib.SMTPException, OSError) as error:
        return Later(type(error).__name__)
    return Delivered()


def problem() -> str | None:
    """Return why letters cannot leave, or None."""
    try:
        with get_connection():
            return None
    except (smtplib.SMTPException, OSError) as error:
        return f"the mail server does not answer: {type(error).__name__}"
