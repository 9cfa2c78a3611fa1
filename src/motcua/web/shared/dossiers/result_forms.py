"""What is asked when a result is issued, and when somebody says what the citizen thinks of its draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.web.shared.questions import Question

if TYPE_CHECKING:
    from motcua.web.shared.dossiers.move_forms import Asking


def issue(a: Asking) -> list[Question]:
    """Return the questions of entering a result in the book: none needs an answer."""
    return [
        a.q("number", _("Number from the agency's own document system"), optional=True, shape={"width": 20},
            help_text=_("Leave it empty: the next number of the outgoing book is drawn.")),
        a.q("source", _("Which system gave that number"), optional=True, help_text=_("Needed with a number of your own.")),
    ]  # fmt: skip


def confirmation(a: Asking) -> list[Question]:
    """Return the questions about the citizen's answer to a draft."""
    says = [("yes", _("Everything is right")), ("wrong", _("Something is not right"))]
    ways = [("phone", pgettext("confirmation", "by telephone")), ("counter", pgettext("confirmation", "at the counter"))]
    return [
        a.q("says", _("What the citizen says of the draft"), "radios", shape={"choices": says}),
        a.q("how", _("How they said it"), "radios", shape={"choices": ways, "inline": True}),
        a.q("text", _("What is not right, and how it should be"), "textarea", shape={"rows": 4, "most": 2000}),
    ]  # fmt: skip
