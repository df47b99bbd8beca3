"""Every page of welfare opens, searches, and asks no question per row."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.welfare import FACTORY_FOR, CertificateFactory, PaymentFactory
from welfare.models import Certificate

pytestmark = pytest.mark.django_db

EVERY_NOUN = pytest.mark.parametrize("model", FACTORY_FOR, ids=lambda model: model.__name__)


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


@EVERY_NOUN
def test_a_list_asks_the_same_questions_of_three_rows_as_of_one(model, admin_client):
    admin_client.get(page(model, "changelist"))
    counts = []
    for extra in (1, 2):
        FACTORY_FOR[model].create_batch(extra)
        with CaptureQueriesContext(connection) as asked:
            answer = admin_client.get(page(model, "changelist"))
        assert answer.context["cl"].result_count == model.objects.count()
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_list_of_certificates_asks_nothing_about_each_subsidy(admin_client):
    admin_client.get(page(Certificate, "changelist"))
    counts = []
    for extra in (1, 2):
        for payment in PaymentFactory.create_batch(extra, paid=True):
            CertificateFactory(subsidy=payment)
        with CaptureQueriesContext(connection) as asked:
            admin_client.get(page(Certificate, "changelist"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


@EVERY_NOUN
def test_a_noun_stands_in_the_group_of_welfare(model):
    assert admin.site._registry[model].desk_group == "关爱项目"


@EVERY_NOUN
def test_a_form_to_add_opens(model, admin_client):
    assert admin_client.get(page(model, "add")).status_code == 200


@EVERY_NOUN
def test_a_record_opens_and_its_history_too(model, admin_client):
    record = FACTORY_FOR[model]()

    assert admin_client.get(page(model, "change", record.pk)).status_code == 200
    assert admin_client.get(page(model, "history", record.pk)).status_code == 200


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
