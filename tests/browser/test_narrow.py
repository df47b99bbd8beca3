"""On a telephone's screen nothing that a clerk must see or press lies off it or is crushed."""

import pytest
from django.urls import reverse

from tests.config.sheets.admin.workbooks import identity_number, workbook
from tests.factories.unions import EnterpriseFactory, WorkerFactory
from tests.factories.welfare import PaymentFactory

WIDTH = 390
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def telephone(office, client, superuser, live_server):
    """The office's page on a narrow screen, signed in."""
    client.force_login(superuser)
    cookie = client.cookies["sessionid"].value
    office.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    office.set_viewport_size({"width": WIDTH, "height": 900})
    return office


def right_edges(page, selector):
    boxes = [found.bounding_box() for found in page.locator(selector).all()]
    return [round(box["x"] + box["width"]) for box in boxes if box]


def test_verbs_of_payments_can_be_read_and_chosen(telephone, live_server):
    PaymentFactory()

    telephone.goto(live_server.url + reverse("admin:welfare_payment_changelist"))

    boxes = [
        found.bounding_box()
        for found in telephone.locator(
            "#changelist .actions select[name=action], #changelist .actions [name=on],"
            "#changelist .actions [name=reason]"
        ).all()
    ]
    assert len(boxes) == 3
    assert [box for box in boxes if box["width"] < 200 or box["x"] + box["width"] > WIDTH] == []
    labels = [found.bounding_box() for found in telephone.locator(".actions label").all()]
    assert [box for box in labels if box["height"] > 60] == []


def test_a_plan_is_read_without_pushing_it_aside(telephone, live_server):
    unit = EnterpriseFactory(name="某快递有限公司")
    WorkerFactory(name="甲", identity_number=identity_number(1), enterprise=unit, job="客服")
    headings = ("姓名", "身份证号", "工作单位", "岗位")
    sheet = workbook(
        "花名册.xlsx",
        headings,
        ["甲", identity_number(1), unit.name, "快递员"],
        ["乙", "140699", unit.name, "快递员"],
    )
    telephone.goto(live_server.url + reverse("admin:sheets_hand_in"))
    telephone.set_input_files(
        "input[type=file]",
        {"name": sheet.name, "mimeType": "application/zip", "buffer": sheet.read()},
    )
    telephone.click("form:has(input[type=file]) [type=submit]")
    telephone.wait_for_url("**/sheets/import/*/change/")

    for rows, seen in (("changed", ".plan-rows td"), ("rejected", ".plan-problems td")):
        telephone.goto(f"{telephone.url.split('?')[0]}?rows={rows}")
        for selector in (".plan-sheets td.count", seen):
            edges = right_edges(telephone, selector)
            assert edges
            assert max(edges) <= WIDTH
    told = telephone.locator(".plan-problems [data-heading='问题和办法']").inner_text()
    assert "身份证号应为18位" in told
    assert telephone.locator(".mend input[type=text]").bounding_box()["width"] > 150
