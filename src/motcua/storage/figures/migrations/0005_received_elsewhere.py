"""Who received for whom is read from an index of those dossiers alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0004_sums_by_day_month_and_year")]
    operations = [
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(
                condition=models.Q(("elsewhere", True)), fields=["accepted_on", "received_unit", "competent_unit"], name="fact_elsewhere"
            ),
        ),
    ]
