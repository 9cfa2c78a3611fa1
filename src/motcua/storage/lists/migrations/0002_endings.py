"""An approved list may end without another that replaces it: when, by whom, why."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lists', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='decidedlist',
            name='ended_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='decidedlist',
            name='ended_by',
            field=models.CharField(blank=True, default='', max_length=80),
        ),
        migrations.AddField(
            model_name='decidedlist',
            name='ending',
            field=models.CharField(blank=True, default='', max_length=1000),
        ),
    ]
