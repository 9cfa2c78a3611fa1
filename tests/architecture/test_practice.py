"""Practice stays out of everything: one door into figures, one into the outbox, and every look at dossiers keeps them apart."""

from __future__ import annotations

import re

from tests.architecture import sources

APART = re.compile(r"scope\.of\(|scope\.same_world\(|access\.|learner|to_sql\(")
# What looks at dossiers without asking who looks, and why that is no way from earnest into practice or back.
BY_ID = {
    "src/motcua/queries/colleagues.py": "counts what a colleague has in hand; nobody has practised dossiers in hand but the closed model account",
    "src/motcua/queries/notices.py": "of the dossier of a message; practice has no messages",
    "src/motcua/queries/worklists.py": "of the rows that `worklist_sources` chooses, each within scope.of",
    "src/motcua/services/book_pages.py": "codes for the lines of a book that the actor keeps",
    "src/motcua/services/figures/checking.py": "of dossiers that have a fact; practice has none",
    "src/motcua/services/calls.py": "of a call; calls come from messages alone",
    "src/motcua/services/certification.py": "of a dossier that was locked within reach",
    "src/motcua/services/dossiers/chained.py": "of the parent of a dossier that was locked within reach",
    "src/motcua/services/dossiers/linked.py": "a child takes every column of its parent, whose practice it is with them",
    "src/motcua/services/ledger_checks.py": "every chain is checked, practised ones too",
    "src/motcua/services/papers/transfers.py": "of bundles that lie in the actor's units",
    **dict.fromkeys(
        (f"src/motcua/services/reorganisation/{name}.py" for name in ("journal", "moving", "previewing", "proof", "undoing")),
        "of the dossiers that `deciding` listed, which lists none of practice",
    ),
    "src/motcua/services/units.py": "a unit with dossiers of any kind does not end",
}
# What looks for rows of the person who acts, who is the same in practice and in earnest.
BY_PERSON = re.compile(r"\b(?:clerk|staff|staff_id|asked_by|entered_by|deputy_id|taker_id|citizen_id)=(?:uuid\.UUID\(|_id\()?actor\b(?!\.learner)")
SIDES = re.compile(r"\bapart\.(?:of_unit|of_dossier|same_side)\(")
CLOSED = "the pages of it are closed to whoever practises"
OWN_SIDE = {
    "src/motcua/queries/absences.py": CLOSED,
    "src/motcua/queries/delegations.py": CLOSED,
    "src/motcua/services/saved_filters.py": CLOSED,
    "src/motcua/services/figures/exporting.py": CLOSED,
    "src/motcua/services/figures/entering.py": "of a unit, named by its id; practice units stand in no list of units",
    "src/motcua/queries/drafts.py": "of a citizen; the one beside a learner is invented, with an account of practice",
    "src/motcua/services/visits.py": "at a counter of the actor's, which is the one of practice there",
}
FILLED = "src/motcua/services/figures/filling.py"  # many dossiers at once, read by the same view
KEPT = "src/motcua/storage/figures/migrations/"
LOOKS = re.compile(r"\bDossier\.objects\b|\bdossiers_dossier\b")


def test_the_outbox_is_written_by_one_function_and_facts_by_the_database_alone():
    wrong = []
    for path in sources.modules("src/motcua"):
        for found in re.finditer(r'insert\("ledger_message",\s*(\S+)', sources.text(path)):
            if not found.group(1).startswith("ledger.messages("):
                wrong.append(f"{sources.name(path)}: {found.group(0)}")
        if re.search(r"\b(?:Message|Fact|Change)\.objects\.(?:create|bulk_create|get_or_create|update)\b", sources.text(path)):
            wrong.append(sources.name(path))
        if re.search(r"INSERT INTO figures_(?:fact|change)\b", sources.text(path)) and not sources.name(path).startswith((FILLED, KEPT)):
            wrong.append(sources.name(path))
    assert wrong == [], "the view figures_reading leaves practice out: nobody writes facts beside it"


def test_the_reading_of_facts_leaves_practice_void_and_linked_dossiers_out():
    text = next(sources.text(p) for p in sources.modules(KEPT) if p.stem == "0003_facts_follow_the_ledger")
    assert "WHERE d.parent_id IS NULL AND d.learner IS NULL AND d.voided_at IS NULL" in text
    assert "FROM figures_reading" in sources.text(sources.ROOT / FILLED)


def test_whoever_looks_at_dossiers_keeps_practice_apart():
    looking = {
        sources.name(path) for ring in ("queries", "services") for path in sources.modules(f"src/motcua/{ring}/")
        if LOOKS.search(sources.text(path)) and not APART.search(sources.text(path))
    }  # fmt: skip
    assert sorted(looking - set(BY_ID)) == [], "use access, scope.of or scope.same_world, or say why it cannot matter"
    assert sorted(set(BY_ID) - looking) == [], "these no longer need to be excused"


def test_whoever_looks_for_rows_of_a_person_keeps_practice_apart():
    looking = {
        sources.name(path) for ring in ("queries", "services") for path in sources.modules(f"src/motcua/{ring}/")
        if BY_PERSON.search(sources.text(path)) and not SIDES.search(sources.text(path))
    }  # fmt: skip
    assert sorted(looking - set(OWN_SIDE)) == [], "use queries.apart, or say why it cannot matter"
    assert sorted(set(OWN_SIDE) - looking) == [], "these no longer need to be excused"


def test_nobody_gets_a_printer_without_saying_who_prints():
    doors = [p for ring in ("web", "api", "workers", "cli") for p in sources.modules(f"src/motcua/{ring}/")]
    assert [sources.name(p) for p in doors if re.search(r"wiring\.printer\(\s*\)|TypstPrinter\(", sources.text(p))] == []
