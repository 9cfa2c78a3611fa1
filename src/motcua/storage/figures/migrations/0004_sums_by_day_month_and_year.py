"""Sums are kept by day and by year too; what was summed is emptied, and the folder makes every sum anew from the facts."""

from django.db import migrations, models

EMPTY = "TRUNCATE figures_rollup; DELETE FROM figures_folded;"


class Migration(migrations.Migration):

    dependencies = [("figures", "0003_facts_follow_the_ledger")]

    operations = [
        migrations.RunSQL(EMPTY, EMPTY),
        migrations.RemoveConstraint(model_name="rollup", name="rollup_once"),
        migrations.RemoveIndex(model_name="rollup", name="rollup_plain"),
        migrations.RenameField(model_name="rollup", old_name="month", new_name="start"),
        migrations.AddField(model_name="rollup", name="span", field=models.CharField(default="month", max_length=5), preserve_default=False),
        migrations.AddConstraint(
            model_name="rollup",
            constraint=models.UniqueConstraint(fields=("part", "span", "procedure", "bucket", "unit", "start"), include=("amount",), name="rollup_once"),
        ),
        migrations.AddIndex(
            model_name="rollup",
            index=models.Index(fields=["part", "span", "start", "unit"], name="rollup_plain", include=["amount"], condition=models.Q(procedure="", bucket=0)),
        ),
        migrations.RemoveIndex(model_name="fact", name="fact_accepted"),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(
                fields=["accepted_on", "competent_unit"], name="fact_received",
                include=["procedure_code", "channel", "fee_set", "fee_due", "paid_online", "population"],
            ),
        ),
    ]
