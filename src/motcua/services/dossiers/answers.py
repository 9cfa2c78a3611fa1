"""Answers of a filing that did not come through the pages: checked by the same form, hidden ones dropped."""

from __future__ import annotations

import dataclasses
import datetime as dt

from motcua.domain.dossiers.transitions import Action
from motcua.domain.procedures import form
from motcua.queries import configuration, forms
from motcua.services.dossiers.filings import Filing, FilingRefused


def checked(filing: Filing, *, action: Action, day: dt.date) -> Filing:
    """Return the filing with the answers its form lets stand. Raises FilingRefused with every wrong answer.

    At a counter (RECEIVE) the form lies on paper: what was not keyed in is not missed. A procedure without a form of
    its own takes the answers as they are.
    """
    revision_id = filing.revision_id
    if revision_id is None:
        published = configuration.current().in_force(filing.procedure_code, day)
        if published is None:
            raise FilingRefused([("procedure", "not_in_force", {"code": filing.procedure_code})])
        revision_id = published.id
    revision = configuration.revision(revision_id)
    if revision.form is None:
        return filing
    found = form.check(forms.of(revision_id, revision), filing.answers, today=day)
    wrong = [e for e in found.errors if action is Action.FILE or e.kind != "required"]
    if wrong:
        raise FilingRefused([(".".join(("answers", *map(str, e.path))), e.kind, dict(e.params)) for e in wrong])
    return dataclasses.replace(filing, answers=found.answers, revision_id=revision_id)
