"""The walls around agreements, for what is due under them too."""

import importlib

from django.db import migrations

POLICY = """
ALTER TABLE obligations_occurrence ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_occurrence USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM agreements_agreement agreement
        WHERE agreement.id = obligations_occurrence.agreement_id
    )
);
"""

UNDO_POLICY = """
DROP POLICY walls ON obligations_occurrence;
ALTER TABLE obligations_occurrence DISABLE ROW LEVEL SECURITY;
"""

keep_history = importlib.import_module("agreements.migrations.0003_walls").keep_history


class Migration(migrations.Migration):
    dependencies = [
        ("obligations", "0001_initial"),
        ("agreements", "0003_walls"),
    ]

    operations = [
        migrations.RunSQL(POLICY, UNDO_POLICY),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
