"""Where welfare stands on the desk, and what its search boxes find."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.factories.welfare import FACTORY_FOR

pytestmark = pytest.mark.django_db

EVERY_NOUN = pytest.mark.parametrize("model", FACTORY_FOR, ids=lambda model: model.__name__)


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


@EVERY_NOUN
def test_a_noun_stands_in_the_group_of_welfare(model):
    assert admin.site._registry[model].desk_group == "关爱项目"


@pytest.mark.parametrize(
    "name", ["Payment", "Certificate", "Family", "StudyAid", "HealthCheck", "Insurance"]
)
def test_what_a_worker_received_is_found_by_name(name, admin_client):
    model = next(model for model in FACTORY_FOR if model.__name__ == name)
    wanted, other = FACTORY_FOR[model].create_batch(2)
    wanted.worker.name, other.worker.name = "郝欣宇", "白力国"
    wanted.worker.save()
    other.worker.save()

    answer = admin_client.get(page(model, "changelist"), {"q": "郝欣宇"})

    assert list(answer.context["cl"].result_list) == [wanted]
