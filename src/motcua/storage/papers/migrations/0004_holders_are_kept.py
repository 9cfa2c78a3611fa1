"""Every holder of a bundle is kept: the database appends a movement at each change and refuses to rewrite one."""

from django.db import migrations

KEEP = """
CREATE FUNCTION motcua_bundle_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO papers_movement (bundle_id, no, holder, unit_id, person, at, by, transfer_id)
      VALUES (NEW.id, 1, NEW.holder, NEW.unit_id, NEW.person, NEW.since, NEW.changed_by, NEW.transfer_id);
    RETURN NULL;
  END IF;
  IF NEW.dossier_id <> OLD.dossier_id OR NEW.label <> OLD.label OR NEW.since < OLD.since THEN
    RAISE EXCEPTION 'a bundle keeps its dossier, its label and its past (bundle %)', OLD.id;
  END IF;
  IF (NEW.holder, NEW.unit_id, NEW.person) IS DISTINCT FROM (OLD.holder, OLD.unit_id, OLD.person) THEN
    INSERT INTO papers_movement (bundle_id, no, holder, unit_id, person, at, by, transfer_id)
      SELECT NEW.id, 1 + max(no), NEW.holder, NEW.unit_id, NEW.person, NEW.since, NEW.changed_by, NEW.transfer_id
      FROM papers_movement WHERE bundle_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER bundle_moved AFTER INSERT OR UPDATE ON papers_bundle
  FOR EACH ROW EXECUTE FUNCTION motcua_bundle_moved();
CREATE FUNCTION motcua_movement_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what happened to papers is never rewritten: % on % is refused', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER movement_append_only BEFORE UPDATE OR DELETE ON papers_movement
  FOR EACH ROW EXECUTE FUNCTION motcua_movement_kept();
CREATE TRIGGER parcel_word_append_only BEFORE UPDATE OR DELETE ON papers_parcelword
  FOR EACH ROW EXECUTE FUNCTION motcua_movement_kept();
CREATE TRIGGER bundle_kept BEFORE DELETE ON papers_bundle
  FOR EACH ROW EXECUTE FUNCTION motcua_movement_kept();
"""
UNDO = """
DROP TRIGGER bundle_moved ON papers_bundle; DROP FUNCTION motcua_bundle_moved();
DROP TRIGGER movement_append_only ON papers_movement; DROP TRIGGER parcel_word_append_only ON papers_parcelword;
DROP TRIGGER bundle_kept ON papers_bundle; DROP FUNCTION motcua_movement_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("papers", "0003_travel")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
