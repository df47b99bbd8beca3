"""What a test reads of the audit."""

from config.audit.models import AuditEntry


def noted():
    """Verb, outcome, what, number of the row and names of fields of each entry, oldest first."""
    told = ("verb", "outcome", "what", "object_id", "fields")
    return list(AuditEntry.objects.order_by("pk").values_list(*told))
