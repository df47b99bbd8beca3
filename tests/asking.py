"""What a query page answers, read off its screen."""

from django.urls import reverse


def names_listed(client, key, query, *, column=1):
    """One column of the screen's rows from the top; by default the second, which names the row."""
    answer = client.get(reverse(f"admin:{key}"), query)
    assert answer.context["filter"].complaints() == []
    return [str(line[column][0]) for line in answer.context["rows"]]
