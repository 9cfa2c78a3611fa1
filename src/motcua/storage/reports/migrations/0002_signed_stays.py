"""A report that was signed is never rewritten and never deleted."""

from django.db import migrations

KEEP = """
CREATE FUNCTION motcua_report_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a report that was signed is never rewritten (report %)', OLD.id;
END $$;
CREATE TRIGGER report_kept BEFORE UPDATE OR DELETE ON reports_report
  FOR EACH ROW EXECUTE FUNCTION motcua_report_kept();
"""
DROP = "DROP TRIGGER report_kept ON reports_report; DROP FUNCTION motcua_report_kept();"


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, DROP)]
