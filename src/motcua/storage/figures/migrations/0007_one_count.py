"""One thing is counted once: the deltas that services appended are gone; open dossiers are found by the day they fall due."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0006_what_the_portal_was_told")]
    operations = [
        migrations.DeleteModel("FactDelta"),
        migrations.AddIndex(
            "fact",
            models.Index(fields=["late_on", "competent_unit"], name="fact_due", condition=models.Q(ended_on__isnull=True)),
        ),
    ]
