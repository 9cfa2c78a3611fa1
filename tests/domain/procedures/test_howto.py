"""The example in the guide to forms works as printed."""

import json
import re
from pathlib import Path

from motcua.domain.procedures import form

GUIDE = Path(__file__).parents[3] / "docs" / "howto" / "forms.md"


def test_the_form_in_the_guide_may_be_published_and_filled_in() -> None:
    found = re.search(r"```json\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    assert found is not None
    document = json.loads(found[1])
    assert form.problems_at_publication(document) == []
    compiled = form.compile(document)
    assert [s.page.key for s in form.pages(compiled, {"kind": "new"})] == ["start", "owner"]
    home = {"line": "12 Lê Lợi", "commune": "23557", "province": "52"}
    answers = {"kind": "change", "old_number": "012345", "owner_name": "Rơ Châm H'Bia", "home": home}
    assert form.check(compiled, answers).ok
    assert form.parties(compiled, answers)[0]["address"] == home
