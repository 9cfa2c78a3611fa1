"""A published revision is immutable: the database refuses to change or delete it."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION motcua_revision_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'published' AND (
       TG_OP = 'DELETE' OR NEW.document IS DISTINCT FROM OLD.document OR NEW.number <> OLD.number
       OR NEW.procedure_id <> OLD.procedure_id OR NEW.state <> OLD.state
       OR NEW.effective_from <> OLD.effective_from OR NEW.published_at IS DISTINCT FROM OLD.published_at) THEN
    RAISE EXCEPTION 'a published revision is never changed (revision %)', OLD.id;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER revision_frozen BEFORE UPDATE OR DELETE ON procedures_revision
  FOR EACH ROW EXECUTE FUNCTION motcua_revision_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial")]
    operations = [
        migrations.RunSQL(
            FREEZE, "DROP TRIGGER revision_frozen ON procedures_revision; DROP FUNCTION motcua_revision_frozen();"
        )
    ]
