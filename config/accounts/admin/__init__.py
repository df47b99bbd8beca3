"""The office's admin site, the base of its pages, and the pages of users and the committee.

Nothing is imported here: the library makes its site by importing `admin.site` from this package,
and pages that registered meanwhile would register on a site that is then thrown away.
"""
