"""People who sign in, and what they look after."""

import datetime

import factory

from config.accounts.models import Scope, User
from config.accounts.reach import COMMITTEE

SINCE = datetime.date(2020, 1, 1)


class UserFactory(factory.django.DjangoModelFactory):
    """Staff without a single right who look after nothing."""

    class Meta:
        model = User

    username = factory.Sequence("staff{}".format)
    name = factory.Sequence("第{}位经办".format)
    is_staff = True


class ScopeFactory(factory.django.DjangoModelFactory):
    """The whole committee; pass kind and unit_pk for less."""

    class Meta:
        model = Scope

    user = factory.SubFactory(UserFactory)
    kind = COMMITTEE
    started_on = SINCE
