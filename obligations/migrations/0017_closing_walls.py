"""Whoever may see an agreement may see what is on the checklists of its closings, nobody else."""

from django.db import migrations

BY_AGREEMENT = """
ALTER POLICY walls ON obligations_closingitem USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM obligations_obligation obligation
        JOIN agreements_agreement agreement ON agreement.id = obligation.agreement_id
        WHERE obligation.id = obligations_closingitem.obligation_id
    )
);
"""

BY_OBLIGATION = """
ALTER POLICY walls ON obligations_closingitem USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM obligations_obligation obligation
        WHERE obligation.id = obligations_closingitem.obligation_id
    )
);
"""


class Migration(migrations.Migration):
    dependencies = [("obligations", "0016_closings")]

    operations = [migrations.RunSQL(BY_AGREEMENT, BY_OBLIGATION)]
