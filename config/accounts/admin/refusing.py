"""A form whose contents an action refuses is shown again, with the sentence on it."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse

from config.accounts.refusals import Refusal
from config.audit.choices import Outcome, Verb
from config.audit.writing import record


class RefusingPage:
    """Pages on which saving may raise Refusal."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except Refusal as refusal:
            # All was rolled back: show the same form again, now with the sentence on it.
            request.refusal = str(refusal)
            row = self.get_object(request, unquote(object_id)) if object_id else None
            record(
                Verb.CHANGE if row else Verb.ADD,
                request=request,
                about=row or self.model,
                what=str(self.opts.verbose_name),
                outcome=Outcome.REFUSED,
            )
            return super().changeform_view(request, object_id, *args, **kwargs)
