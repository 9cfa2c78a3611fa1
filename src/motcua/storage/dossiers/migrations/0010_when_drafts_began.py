"""Drafts are counted by the day they were begun."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0009_how_long_it_took")]
    operations = [
        migrations.AddIndex(model_name="draft", index=models.Index(fields=["created_at"], name="draft_begun")),
    ]
