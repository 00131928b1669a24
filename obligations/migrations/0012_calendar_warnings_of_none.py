"""A warning that is about no agreement is no secret: the health address tells it to anybody."""

from django.db import migrations

OPEN = """
ALTER POLICY walls ON obligations_calendarwarning USING (
    current_setting('longstop.scope', true) = 'all'
    OR agreement_id IS NULL
    OR EXISTS (
        SELECT FROM agreements_agreement agreement
        WHERE agreement.id = obligations_calendarwarning.agreement_id
    )
);
"""

CLOSED = """
ALTER POLICY walls ON obligations_calendarwarning USING (
    current_setting('longstop.scope', true) = 'all'
    OR nullif(current_setting('longstop.user', true), '') IS NOT NULL AND agreement_id IS NULL
    OR EXISTS (
        SELECT FROM agreements_agreement agreement
        WHERE agreement.id = obligations_calendarwarning.agreement_id
    )
);
"""


class Migration(migrations.Migration):
    dependencies = [("obligations", "0011_claimed_delays")]

    operations = [migrations.RunSQL(OPEN, CLOSED)]
