"""What the search box shows of what was typed into it."""

from django import template

from config.accounts.searched import opened

register = template.Library()
register.filter("opened", opened)
