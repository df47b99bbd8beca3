import pytest
from django.db import IntegrityError, transaction

from config.accounts.models import Committee

pytestmark = pytest.mark.django_db


def test_before_it_is_filled_in_the_committee_is_nameless_and_unsaved():
    assert Committee.current().name == ""
    assert not Committee.objects.exists()


def test_there_is_one_row_whoever_saves():
    Committee(name="示例市快递行业党委").save()
    Committee(name="示例市快递行业党委（新）").save()

    assert list(Committee.objects.values_list("pk", "name")) == [(1, "示例市快递行业党委（新）")]
    assert Committee.current().name == "示例市快递行业党委（新）"


def test_the_database_refuses_a_second_row():
    with pytest.raises(IntegrityError), transaction.atomic():
        Committee.objects.bulk_create([Committee(pk=2, name="另一个党委")])


def test_changes_are_kept():
    committee = Committee(name="示例市快递行业党委")
    committee.save()
    committee.city = "示例市"
    committee.save()

    assert [row.city for row in committee.history.all()] == ["示例市", ""]
