"""Facts follow the ledger: whatever is noted of a dossier is counted in the same transaction (ADR 0013).

`figures_reading` says how a dossier is read as a fact. `figures_keep` writes the fact of one dossier where the reading
has changed, and what changed. A trigger at the end of every transaction keeps the dossiers that got a ledger entry.
"""

from django.db import migrations

READING = """
CREATE VIEW figures_reading AS
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
  CASE WHEN d.accepted_at IS NOT NULL THEN
    (LEAST(p.second_at, CASE
      WHEN e.ended_at IS NOT NULL THEN CASE WHEN e.ended_at - p.waited > d.appointment_at THEN d.appointment_at + p.waited END
      WHEN p.open_at IS NOT NULL THEN CASE WHEN p.open_at > d.appointment_at THEN d.appointment_at END
      ELSE d.appointment_at
    END) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
  END AS national_late_on,
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
  d.sync_status = 2 AS synced, k.reused, k.stored, k.population, k.complained
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
WHERE d.parent_id IS NULL AND d.learner IS NULL AND d.voided_at IS NULL;
"""

COLUMNS = (
    "dossier_id, procedure_code, channel, online_level, received_unit, competent_unit, help_unit, filed_on, accepted_on, ended_on, ended, "
    "returned_on, granted, ended_late, late_on, timeliness, appointment_late, national_late_on, no_due, answered_in_time, worked_minutes, "
    "worked_hours, supplements, apologised, fee_set, fee_due, fee, fee_before, shortened, paid, paid_cashless, paid_online, papers, papers_digital, wholly_digital, "
    "result_wanted, result_digital, result_signed, afar, assisted, elsewhere, entered_late, corrected, rating, synced, reused, stored, "
    "population, complained"
)

SAYS = ", ".join(f"says.{name}" for name in COLUMNS.split(", "))

# The view is asked once: it is compared as a row and written from the row. One dossier is always looked up by its
# indexes and by one kept plan, whatever the statistics of young tables say.
KEEP = f"""
CREATE FUNCTION figures_keep(one uuid) RETURNS void LANGUAGE plpgsql
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
CREATE FUNCTION figures_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('motcua.facts_later', true) = 'yes' THEN
    RETURN NULL;  -- who brings many thousand dossiers writes their facts in one statement (services.figures.filling)
  END IF;
  PERFORM figures_keep(NEW.chain);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER figures_follow AFTER INSERT ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION figures_follow();
CREATE FUNCTION figures_follow_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM figures_keep(NEW.dossier_id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER figures_follow_mark AFTER INSERT ON figures_mark
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION figures_follow_mark();
"""

FILL = f"INSERT INTO figures_fact ({COLUMNS}) SELECT {COLUMNS} FROM figures_reading"


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0002_facts"),
        ("dossiers", "0009_how_long_it_took"),
        ("procedures", "0005_what_a_revision_offers"),
        ("fees", "0003_closed_shifts_stay"),
        ("papers", "0004_holders_are_kept"),
        ("corrections", "0002_kept"),
        ("fallback", "0001_initial"),
        ("people", "0004_practice_mode"),
        ("ledger", "0003_delivery_order"),
    ]
    operations = [
        migrations.RunSQL(READING, "DROP VIEW figures_reading"),
        migrations.RunSQL(
            KEEP,
            "DROP TRIGGER figures_follow ON ledger_entry; DROP TRIGGER figures_follow_mark ON figures_mark;"
            "DROP FUNCTION figures_follow(); DROP FUNCTION figures_follow_mark(); DROP FUNCTION figures_keep(uuid)",
        ),
        migrations.RunSQL(FILL, "DELETE FROM figures_fact"),
    ]
