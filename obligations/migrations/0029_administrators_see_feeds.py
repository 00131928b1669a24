"""Administrators see that there are feeds of others, so that they can stop one that leaked."""

from django.db import migrations

POLICY = """
DROP POLICY walls ON obligations_feed;
CREATE POLICY walls ON obligations_feed USING (
    current_setting('longstop.scope', true) = 'all'
    OR owner_id = nullif(current_setting('longstop.user', true), '')::bigint
    OR EXISTS (
        SELECT FROM agreements_user person
        WHERE person.id = nullif(current_setting('longstop.user', true), '')::bigint
        AND person.role = 'administrator' AND person.is_active
    )
);
"""

UNDO_POLICY = """
DROP POLICY walls ON obligations_feed;
CREATE POLICY walls ON obligations_feed USING (
    current_setting('longstop.scope', true) = 'all'
    OR owner_id = nullif(current_setting('longstop.user', true), '')::bigint
);
"""


class Migration(migrations.Migration):
    dependencies = [("obligations", "0028_recently_sent")]

    operations = [migrations.RunSQL(POLICY, UNDO_POLICY)]
