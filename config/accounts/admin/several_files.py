"""A box of a form that takes one file or more."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One or more files; an empty one is let through, the reading of it says what is wrong."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data or [None]
        return [super(SeveralFilesField, self).clean(one, initial) for one in given]
