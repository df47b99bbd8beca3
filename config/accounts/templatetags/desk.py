"""Where a page stands on the desk."""

from typing import Any

from django import template
from django.contrib import admin
from django.db.models.options import Options

register = template.Library()


@register.inclusion_tag("admin/desk_group.html")
def desk_group(opts: Options[Any]) -> dict[str, str]:
    """The second step of a page's path: the model's group on the desk, not the program's app."""
    name, address = admin.site.desk_group_of(opts.model)
    return {"name": name, "address": address}
