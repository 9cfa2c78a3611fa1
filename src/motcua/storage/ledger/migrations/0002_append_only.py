"""The ledger is append-only: triggers refuse UPDATE, DELETE and TRUNCATE, whoever asks."""

from django.db import migrations

GUARD = """
CREATE FUNCTION motcua_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION motcua_append_only();
CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION motcua_append_only();
CREATE TRIGGER seal_append_only BEFORE UPDATE OR DELETE ON ledger_seal
  FOR EACH ROW EXECUTE FUNCTION motcua_append_only();
CREATE TRIGGER seal_no_truncate BEFORE TRUNCATE ON ledger_seal
  FOR EACH STATEMENT EXECUTE FUNCTION motcua_append_only();
CREATE TRIGGER reading_block_append_only BEFORE UPDATE OR DELETE ON ledger_readingblock
  FOR EACH ROW EXECUTE FUNCTION motcua_append_only();
CREATE TRIGGER reading_no_truncate BEFORE TRUNCATE ON ledger_reading
  FOR EACH STATEMENT EXECUTE FUNCTION motcua_append_only();
CREATE FUNCTION motcua_reading_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.block IS NOT NULL OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.actor <> OLD.actor
     OR NEW.actor_kind <> OLD.actor_kind OR NEW.purpose <> OLD.purpose OR NEW.dossier_ids <> OLD.dossier_ids THEN
    RAISE EXCEPTION 'readings are append-only: only the block may be set, once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reading_guard BEFORE UPDATE OR DELETE ON ledger_reading
  FOR EACH ROW EXECUTE FUNCTION motcua_reading_guard();
"""
UNDO = """
DROP TRIGGER entry_append_only ON ledger_entry; DROP TRIGGER entry_no_truncate ON ledger_entry;
DROP TRIGGER seal_append_only ON ledger_seal; DROP TRIGGER seal_no_truncate ON ledger_seal;
DROP TRIGGER reading_block_append_only ON ledger_readingblock; DROP TRIGGER reading_no_truncate ON ledger_reading;
DROP TRIGGER reading_guard ON ledger_reading;
DROP FUNCTION motcua_reading_guard(); DROP FUNCTION motcua_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
