"""What tests read of the audit, and how they come by an old entry."""

from django.db import connection

from config.audit.models import AuditEntry


def noted():
    """Verb, outcome, what, number of the row and names of fields of each entry, oldest first."""
    told = ("verb", "outcome", "what", "object_id", "fields")
    return list(AuditEntry.objects.order_by("pk").values_list(*told))


def written_at(moment):
    """An entry that was written then: the program itself knows no way to date one back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditentry"
            " (at, verb, outcome, what, model, object_id, fields, reason)"
            " VALUES (%s, 'export', 'done', '', '', '', '[]', '')",
            [connection.ops.adapt_datetimefield_value(moment)],
        )
    return AuditEntry.objects.latest("pk")
