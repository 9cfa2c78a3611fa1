"""Sending a filing from several tabs at the same moment makes one dossier, not two and not none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.journeys import births, browsing, papers
from tests.journeys.browsing import Person
from tests.journeys.system import System

CHILD = "Đinh Gia Phúc"
AT_ONCE = """async () => {
  const form = document.querySelector("form[action$='/gui/']");
  const send = () => fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  return (await Promise.all([1, 2, 3, 4].map(send))).map((answer) => [answer.status, answer.url]);
}"""


def test_four_tabs_that_send_at_once_make_one_dossier(
    visitor: Callable[..., Person], system: System, tmp_path: Path
) -> None:
    mother = visitor()
    mother.opens("/dang-nhap/")
    browsing.signs_in_as_citizen(mother, births.MOTHER)
    births.begins(mother)
    births.fills_the_form(mother, CHILD)
    births.gives_the_papers(mother, papers.pdf(tmp_path))
    births.chooses_the_counter(mother)
    draft = mother.page.url.split("/nop/")[1].split("/")[0]
    answers = mother.page.evaluate(AT_ONCE)
    assert answers == [[200, f"{mother.base}/nop/{draft}/xong/"]] * 4
    made = system.ask(
        "SELECT count(*), count(DISTINCT d.id) FROM dossiers_draft t JOIN dossiers_dossier d ON d.id = t.dossier_id "
        "WHERE t.id = %s", draft,
    )  # fmt: skip
    sent = system.ask("SELECT count(*) FROM ledger_idempotencykey WHERE key = %s", f"draft:{draft}")
    assert (made, sent) == ([(1, 1)], [(1,)])
