"""The national portal knows what it was told: status 9 never sent, or only 10, makes a dossier late there that is on time here.

`figures_reading` gives how the end was told, whether papers were asked for more than once, whether an appointment was
given, when a dossier became late in both senses, and how the units kept their own time in the steps. The portal has no
working hours: without an appointment it goes by the legal limit in plain time from the receipt. A dossier counts in the
periods in which it was in hand here, so that it is late there at the latest with its end here.
"""

import importlib

from django.db import migrations, models

BEFORE = importlib.import_module("motcua.storage.figures.migrations.0003_facts_follow_the_ledger")

READING = """
CREATE OR REPLACE VIEW figures_reading AS
SELECT
  d.id AS dossier_id, d.procedure_code, d.channel, r.online AS online_level,
  d.received_unit_id AS received_unit, d.competent_unit_id AS competent_unit, d.help_unit_id AS help_unit,
  d.filed_on, d.accepted_on,
  (e.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS ended_on, e.ended::varchar(10) AS ended,
  (d.returned_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS returned_on,
  d.status IN (9, 10) AND d.decision IS DISTINCT FROM 'refuse' AS granted,
  COALESCE(e.ended_at > e.due_at, FALSE) AS ended_late,
  (e.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS late_on,
  CASE
    WHEN e.ended IS DISTINCT FROM 'done' THEN NULL
    WHEN e.due_at IS NULL THEN 'on_time'
    WHEN e.ended_at > e.due_at THEN 'late'
    WHEN (e.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date < (e.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN 'early'
    WHEN d.limit_unit = 'working_hours'
      AND date_part('hour', e.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh') < date_part('hour', e.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh') THEN 'early'
    ELSE 'on_time'
  END::varchar(8) AS timeliness,
  CASE WHEN e.ended = 'done' AND d.promised_at IS NOT NULL THEN e.ended_at > d.promised_at END AS appointment_late,
  n.late_on AS national_late_on,
  d.accepted_at IS NOT NULL AND e.due_at IS NULL AND d.status NOT IN (5, 6) AS no_due,
  CASE WHEN d.channel = 'online' THEN d.answered_in_time END AS answered_in_time,
  d.worked_minutes, (d.worked_minutes + 59) / 60 AS worked_hours,
  q.supplements, d.extensions > 0 AS apologised,
  r.sets_fee AS fee_set, f.fee > 0 AS fee_due, f.fee, f.fee_before, t.shortened, m.paid, m.paid_cashless, m.paid_online,
  a.papers, a.papers_digital, a.papers > 0 AND a.papers = a.papers_digital AS wholly_digital,
  r.gives_result AS result_wanted, g.result_digital, g.result_signed,
  d.place = 'afar' AS afar, d.help_unit_id IS NOT NULL OR d.filed_by IS NOT NULL AS assisted,
  ru.level = 'commune' AND ru.id <> d.competent_unit_id AND ru.parent_id IS DISTINCT FROM d.competent_unit_id AS elsewhere,
  EXISTS (SELECT 1 FROM fallback_lateentry l WHERE l.dossier_id = d.id AND l.state = 'done') AS entered_late,
  (SELECT count(*)::smallint FROM corrections_correction c WHERE c.dossier_id = d.id AND c.outcome = 'approved') AS corrected,
  (SELECT j.level FROM dossiers_rating j WHERE j.dossier_id = d.id) AS rating,
  d.sync_status = 2 AS synced, k.reused, k.stored, k.population, k.complained,
  h.told::varchar(8) AS told, p.second_at IS NOT NULL AS asked_twice, d.accepted_at IS NOT NULL AND d.appointment_at IS NULL AS undated,
  CASE WHEN n.late_on IS NOT NULL AND e.due_at IS NOT NULL AND (e.ended_at IS NULL OR e.ended_at > e.due_at) THEN
    GREATEST(n.late_on, (e.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
  END AS both_late_on,
  s.steps::varchar(8) AS steps
FROM dossiers_dossier d
JOIN procedures_revision r ON r.id = d.revision_id
JOIN people_unit ru ON ru.id = d.received_unit_id
CROSS JOIN LATERAL (SELECT
  CASE WHEN d.status IN (3, 7, 8, 9, 10) THEN COALESCE(d.finished_at, d.moved_at) END AS ended_at,
  CASE d.status WHEN 3 THEN 'refused' WHEN 7 THEN 'withdrawn' WHEN 8 THEN 'stopped' WHEN 9 THEN 'done' WHEN 10 THEN 'done' END AS ended,
  COALESCE(d.due_at, d.lapsed_at) AS due_at
) e
CROSS JOIN LATERAL (SELECT
  min(w.started_at) FILTER (WHERE w.ended_at IS NULL) AS open_at,
  (array_agg(w.started_at ORDER BY w.started_at))[2] AS second_at,
  COALESCE(sum(COALESCE(w.ended_at, e.ended_at, w.started_at) - w.started_at), interval '0') AS waited
  FROM dossiers_pause w WHERE w.dossier_id = d.id AND w.kind = 'papers'
) p
CROSS JOIN LATERAL (SELECT
  CASE
    WHEN e.ended_at IS NULL OR d.sync_status = 0 THEN NULL
    WHEN d.sync_status = 2 THEN 'done'
    WHEN d.sync_status = 3 AND d.returned_at IS NOT NULL THEN 'returned'
    ELSE 'never'
  END AS told,
  COALESCE(d.appointment_at, d.accepted_at + d.limit_amount * CASE d.limit_unit
    WHEN 'working_hours' THEN interval '1 hour' WHEN 'months' THEN interval '1 month' ELSE interval '1 day'
  END) AS promised_at
) h
CROSS JOIN LATERAL (SELECT CASE h.told WHEN 'never' THEN NULL WHEN 'returned' THEN d.returned_at ELSE e.ended_at END AS ended_at) o
CROSS JOIN LATERAL (SELECT LEAST(p.second_at, CASE
  WHEN o.ended_at IS NOT NULL THEN CASE WHEN o.ended_at - p.waited > h.promised_at THEN h.promised_at + p.waited END
  WHEN p.open_at IS NOT NULL THEN CASE WHEN p.open_at > h.promised_at THEN h.promised_at END
  WHEN d.appointment_at IS NULL THEN h.promised_at + p.waited
  ELSE h.promised_at
END) AS late_at) l
CROSS JOIN LATERAL (SELECT CASE WHEN d.accepted_at IS NOT NULL AND l.late_at IS NOT NULL
  THEN (LEAST(l.late_at, e.ended_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
END AS late_on) n
CROSS JOIN LATERAL (SELECT count(*)::smallint AS supplements FROM dossiers_request s WHERE s.dossier_id = d.id AND s.kind = 'papers') q
CROSS JOIN LATERAL (
  SELECT COALESCE(sum(u.amount), 0)::bigint AS fee, COALESCE(sum(COALESCE(u.before, u.amount)), 0)::bigint AS fee_before FROM fees_feedue u WHERE u.dossier_id = d.id AND u.cancelled_at IS NULL
) f
CROSS JOIN LATERAL (SELECT COALESCE(CASE
  WHEN d.promised_unit = d.limit_unit THEN (d.limit_amount - d.promised_amount) * 100 / NULLIF(d.limit_amount, 0)
  WHEN d.limit_unit = 'working_days' AND d.promised_unit = 'working_hours'
    THEN (d.limit_amount * 8 - d.promised_amount) * 100 / NULLIF(d.limit_amount * 8, 0)
END, 0)::smallint AS shortened) t
CROSS JOIN LATERAL (SELECT
  COALESCE(sum(y.amount), 0)::bigint AS paid,
  COALESCE(sum(y.amount) FILTER (WHERE y.way <> 'cash'), 0)::bigint AS paid_cashless,
  COALESCE(sum(y.amount) FILTER (WHERE y.way = 'online'), 0)::bigint AS paid_online
  FROM fees_payment y WHERE y.dossier_id = d.id
) m
CROSS JOIN LATERAL (SELECT
  count(DISTINCT z.component)::smallint AS papers,
  count(DISTINCT z.component) FILTER (
    WHERE z.electronic OR EXISTS (SELECT 1 FROM papers_paperfile x WHERE x.paper_id = z.id)
  )::smallint AS papers_digital
  FROM papers_paper z WHERE z.dossier_id = d.id
) a
CROSS JOIN LATERAL (SELECT
  COALESCE(bool_or(v.file_id IS NOT NULL OR v.signed), FALSE) AS result_digital,
  COALESCE(bool_or(v.signed), FALSE) AS result_signed
  FROM dossiers_result v WHERE v.dossier_id = d.id AND v.replaced_at IS NULL AND v.issued_on IS NOT NULL
) g
CROSS JOIN LATERAL (SELECT
  COALESCE(bool_or(o.mark = 'reused'), FALSE) AS reused, COALESCE(bool_or(o.mark = 'stored'), FALSE) AS stored,
  COALESCE(bool_or(o.mark = 'population'), FALSE) AS population, COALESCE(bool_or(o.mark = 'complained'), FALSE) AS complained
  FROM figures_mark o WHERE o.dossier_id = d.id
) k
CROSS JOIN LATERAL (SELECT CASE
    WHEN bool_or(x.done_at > x.due_at) THEN 'late'
    WHEN bool_and(date_trunc('hour', x.done_at) < date_trunc('hour', x.due_at)) THEN 'early'
    WHEN count(*) > 0 THEN 'on_time'
  END AS steps
  FROM (
    SELECT x.due_at, x.ended_at - CASE WHEN date_trunc('hour', x.ended_at) < date_trunc('hour', x.due_at) THEN interval '0' ELSE (
      SELECT COALESCE(sum(LEAST(w.ended_at, x.ended_at) - GREATEST(w.started_at, x.started_at)), interval '0')
      FROM dossiers_pause w WHERE w.dossier_id = d.id AND w.started_at < x.ended_at AND COALESCE(w.ended_at, x.ended_at) > x.started_at
    ) END AS done_at
    FROM dossiers_steprun x WHERE x.dossier_id = d.id AND x.ended_at IS NOT NULL AND x.due_at IS NOT NULL
    OFFSET 0  -- waits are looked up once a step, and only where they matter
  ) x
) s
WHERE d.parent_id IS NULL AND d.learner IS NULL AND d.voided_at IS NULL;
"""

COLUMNS = (
    "dossier_id, procedure_code, channel, online_level, received_unit, competent_unit, help_unit, filed_on, accepted_on, ended_on, ended, "
    "returned_on, granted, ended_late, late_on, timeliness, appointment_late, national_late_on, no_due, answered_in_time, worked_minutes, "
    "worked_hours, supplements, apologised, fee_set, fee_due, fee, fee_before, shortened, paid, paid_cashless, paid_online, papers, papers_digital, wholly_digital, "
    "result_wanted, result_digital, result_signed, afar, assisted, elsewhere, entered_late, corrected, rating, synced, reused, stored, "
    "population, complained, told, asked_twice, undated, both_late_on, steps"
)

SAYS = ", ".join(f"says.{name}" for name in COLUMNS.split(", "))

# The view is asked once: it is compared as a row and written from the row. One dossier is always looked up by its
# indexes and by one kept plan, whatever the statistics of young tables say.
KEEP = f"""
CREATE OR REPLACE FUNCTION figures_keep(one uuid) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  said record;
  says record;
BEGIN
  SELECT {COLUMNS} INTO said FROM figures_fact WHERE dossier_id = one FOR UPDATE;
  SELECT {COLUMNS} INTO says FROM figures_reading WHERE dossier_id = one;
  IF said IS NOT DISTINCT FROM says THEN
    RETURN;
  END IF;
  IF said.dossier_id IS NOT NULL THEN
    INSERT INTO figures_change (sign, {COLUMNS}) SELECT -1, {COLUMNS} FROM figures_fact WHERE dossier_id = one;
    DELETE FROM figures_fact WHERE dossier_id = one;
  END IF;
  IF says.dossier_id IS NOT NULL THEN
    INSERT INTO figures_fact ({COLUMNS}) VALUES ({SAYS});
    INSERT INTO figures_change (sign, {COLUMNS}) VALUES (1, {SAYS});
  END IF;
END $$;
"""

FILL = f"DELETE FROM figures_fact; INSERT INTO figures_fact ({COLUMNS}) SELECT {COLUMNS} FROM figures_reading"
KEPT_BEFORE = BEFORE.KEEP[: BEFORE.KEEP.index("CREATE FUNCTION figures_follow()")].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


def _columns(model):
    return [
        migrations.AddField(model, "told", models.CharField(max_length=8, null=True)),
        migrations.AddField(model, "asked_twice", models.BooleanField(default=False)),
        migrations.AddField(model, "undated", models.BooleanField(default=False)),
        migrations.AddField(model, "both_late_on", models.DateField(null=True)),
        migrations.AddField(model, "steps", models.CharField(max_length=8, null=True)),
    ]


class Migration(migrations.Migration):
    dependencies = [("figures", "0005_received_elsewhere")]
    operations = [
        *_columns("fact"),
        *_columns("change"),
        migrations.AddIndex(
            "fact", models.Index(fields=["both_late_on"], name="fact_both_late", condition=models.Q(both_late_on__isnull=False))
        ),
        migrations.RunSQL(READING, f"DROP VIEW figures_reading; {BEFORE.READING}"),
        migrations.RunSQL(KEEP, KEPT_BEFORE),
        # The sums are made anew by themselves: the table of parts is another one.
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
