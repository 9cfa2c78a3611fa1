"""The compiled e-form of a revision, kept as long as the process lives: a published revision never changes."""

from __future__ import annotations

import uuid
from functools import lru_cache

from motcua.domain.procedures import form
from motcua.domain.procedures.plain_form import PLAIN_FORM
from motcua.domain.procedures.revision import Revision

_compiled: dict[uuid.UUID, form.CompiledForm] = {}
_MOST = 500


@lru_cache(maxsize=1)
def plain() -> form.CompiledForm:
    """Return the form asked where a procedure has none of its own."""
    return form.compile(PLAIN_FORM)


def of(revision_id: uuid.UUID, revision: Revision) -> form.CompiledForm:
    """Return the form of a published revision; the plain one where it has none."""
    if revision.form is None:
        return plain()
    found = _compiled.get(revision_id)
    if found is None:
        if len(_compiled) >= _MOST:
            _compiled.clear()
        found = _compiled[revision_id] = form.compile(revision.form)
    return found
