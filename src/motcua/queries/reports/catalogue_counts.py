"""How many procedures there are (II.07b/VPCP/KSTT): by level, at the one-stop, linked, with an internal process."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from motcua.storage import statements

LEVELS = ("province", "commune")

_COUNT = """
SELECT l.level, count(*),
  count(*) FILTER (WHERE r.document -> 'channels' @> '[{"channel": "counter"}]'),
  count(*) FILTER (WHERE jsonb_path_exists(r.document, '$.workflow.steps[*].tasks[*].to ? (@ like_regex "^(agency|procedure):")')),
  count(*) FILTER (WHERE jsonb_array_length(COALESCE(r.document -> 'workflow' -> 'steps', '[]')) > 0)
FROM (SELECT unnest(%s::text[]) AS level) l
JOIN procedures_procedure p ON p.in_scope AND p.levels @> ARRAY[l.level]::varchar[]
LEFT JOIN procedures_revision r ON r.id = p.current_id AND r.state = 'published'
GROUP BY 1
"""


@dataclass(frozen=True)
class Procedures:
    """The procedures of one level."""

    level: str
    total: int = 0  # in scope in this province
    one_stop: int = 0  # of them received at a counter
    linked: int = 0  # of them with a step at another agency, or that opens a linked dossier (liên thông)
    process: int = 0  # of them with steps of an internal process kept here (quy trình nội bộ, điện tử)

    def as_mapping(self) -> dict[str, object]:
        """Return the numbers as they are written in a report."""
        return asdict(self)


def procedures() -> list[Procedures]:
    """Return the numbers of the catalogue as it is now; a procedure of two levels stands under both."""
    found = {str(row[0]): Procedures(str(row[0]), *(int(str(n)) for n in row[1:])) for row in statements.run(_COUNT, [list(LEVELS)])}
    return [found.get(level, Procedures(level)) for level in LEVELS]
