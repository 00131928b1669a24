"""Who invited whom, and who changed whose role or let them in or out."""

from typing import Any

import pghistory
import pgtrigger
from django.db import models

from agreements.audit import History, explained
from agreements.models.user import User

# Nobody has signed in when the first people are made on the command line: those rows need no
# reason. Every other new person, and every change of these fields, does.
RECORDED = pgtrigger.Condition(
    "nullif(current_setting('pghistory.context_metadata', true), '') IS NOT NULL"
)
FIELDS = ["email", "full_name", "role", "is_active"]

# A row for each invitation and each change of role, name, address or access.
UserHistory: Any = pghistory.create_event_model(
    User,
    pghistory.InsertEvent(condition=RECORDED),
    pghistory.UpdateEvent(condition=pgtrigger.AnyChange(*FIELDS)),
    fields=FIELDS,
    base_model=History,
    append_only=True,
    meta={"constraints": [explained()], "verbose_name_plural": "user history"},
    context_field=pghistory.ContextJSONField(),
    context_id_field=pghistory.ContextUUIDField(),
    obj_field=pghistory.ObjForeignKey(
        related_name="history", db_constraint=False, on_delete=models.DO_NOTHING
    ),
    model_name="UserHistory",
    app_label="agreements",
    abstract=False,
)
