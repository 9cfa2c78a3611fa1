"""A closed shift and an issued receipt are never rewritten: the database refuses it."""

from django.db import migrations

KEEP = """
CREATE FUNCTION motcua_shift_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.closed_at IS NOT NULL AND (
       (to_jsonb(NEW) - ARRAY['countersigned_at', 'countersigned_by', 'countersigned_name'])
         IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['countersigned_at', 'countersigned_by', 'countersigned_name'])
       OR OLD.countersigned_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a closed shift is never changed (shift %)', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER shift_closed BEFORE UPDATE ON fees_shift FOR EACH ROW EXECUTE FUNCTION motcua_shift_closed();

CREATE FUNCTION motcua_receipt_issued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - ARRAY['prints', 'voided_at', 'voided_by', 'voided_by_name', 'void_reason'])
       IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['prints', 'voided_at', 'voided_by', 'voided_by_name', 'void_reason'])
     OR (OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at) THEN
    RAISE EXCEPTION 'an issued receipt is never rewritten (receipt %)', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER receipt_issued BEFORE UPDATE ON fees_receipt FOR EACH ROW EXECUTE FUNCTION motcua_receipt_issued();
"""
AWAY = """
DROP TRIGGER shift_closed ON fees_shift; DROP FUNCTION motcua_shift_closed();
DROP TRIGGER receipt_issued ON fees_receipt; DROP FUNCTION motcua_receipt_issued();
"""


class Migration(migrations.Migration):
    dependencies = [("fees", "0002_receipts_and_shifts")]
    operations = [migrations.RunSQL(KEEP, AWAY)]
