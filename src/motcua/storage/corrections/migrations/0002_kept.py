"""What was asked, decided and admitted is kept: no row is deleted, no decision rewritten; requests that were open get a row."""

from django.db import migrations

KEEP = """
CREATE FUNCTION motcua_correction_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'corrections and faults are never deleted';
  END IF;
  IF TG_TABLE_NAME = 'corrections_correction' THEN
    IF OLD.decided_at IS NOT NULL THEN
      RAISE EXCEPTION 'a correction that was decided is never rewritten (correction %)', OLD.id;
    END IF;
  ELSE
    IF (NEW.dossier_id, NEW.kind, NEW.unit_id, NEW.role, NEW.cause, NEW.admitted_at) IS DISTINCT FROM
       (OLD.dossier_id, OLD.kind, OLD.unit_id, OLD.role, OLD.cause, OLD.admitted_at) THEN
      RAISE EXCEPTION 'what was admitted is never rewritten (fault %)', OLD.id;
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correction_kept BEFORE UPDATE OR DELETE ON corrections_correction
  FOR EACH ROW EXECUTE FUNCTION motcua_correction_kept();
CREATE TRIGGER fault_kept BEFORE UPDATE OR DELETE ON corrections_fault
  FOR EACH ROW EXECUTE FUNCTION motcua_correction_kept();
"""
DROP = """
DROP TRIGGER correction_kept ON corrections_correction; DROP TRIGGER fault_kept ON corrections_fault;
DROP FUNCTION motcua_correction_kept();
"""
OPEN = """
INSERT INTO corrections_correction
  (id, dossier_id, kind, status, wanted, reason_sealed, asked_at, asked_on, asked_by, asked_unit_id, late, outcome, before)
SELECT gen_random_uuid(), d.id, 'reopen', d.status, '{}', NULL, d.moved_at, (d.moved_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
  d.correction_by, d.competent_unit_id, COALESCE(d.finished_at, d.moved_at) > COALESCE(d.due_at, d.lapsed_at, 'infinity'), '', '{}'
FROM dossiers_dossier d WHERE d.correction_by IS NOT NULL;
UPDATE dossiers_dossier SET correction_kind = 'reopen' WHERE correction_by IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("corrections", "0001_initial")]
    operations = [
        migrations.RunSQL(OPEN, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED", migrations.RunSQL.noop),
        migrations.RunSQL(KEEP, DROP),
    ]
