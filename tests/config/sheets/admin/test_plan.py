import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.sheets.admin.plan import guarded
from config.sheets.models import Import
from tests.config.sheets.admin.workbooks import (
    ENTERPRISES,
    counts,
    hand_in,
    identity_number,
    plan_url,
    roster,
    workbook,
)

UNIT = "示例快递城区营业部"
NUMBER = identity_number(1)
PHONE = "13900001234"


def test_the_plan_counts_the_rows_by_verdict(importer_client, worker):
    response = hand_in(
        importer_client,
        roster(
            ["甲员", NUMBER, UNIT, "分拣员"],
            ["乙员", identity_number(2), UNIT],
            ["丙员", "140699199001010000", UNIT],
        ),
    )

    (line,) = response.context["lines"]
    assert counts(line) == {"new": 1, "changed": 1, "rejected": 1}


def test_a_changed_row_shows_old_and_new_per_cell(importer_client, worker):
    hand_in(importer_client, roster(["甲员", NUMBER, UNIT, "分拣员", PHONE]))

    part = importer_client.get(plan_url(Import.objects.get()), {"rows": "changed"}).context["part"]

    (row,) = part.rows
    assert row.number == 2
    assert row.changes == [
        ("岗位", "快递员", "分拣员"),
        ("联系电话", "*******0001", "*******1234"),
    ]


def test_a_new_row_shows_its_cells_masked(importer_client, enterprise):
    response = hand_in(importer_client, roster(["乙员", NUMBER, UNIT, "快递员", PHONE]))

    part = response.context["part"]
    assert part.headings == ["姓名", "身份证号", "工作单位", "岗位", "联系电话"]
    shown = ["乙员", f"**************{NUMBER[-4:]}", UNIT, "快递员", "*******1234"]
    assert [row.cells for row in part.rows] == [[*zip(part.headings, shown, strict=True)]]


@pytest.mark.parametrize("rows", ["new", "changed", "unchanged", "rejected", "warnings"])
def test_no_whole_number_stands_on_the_page(importer_client, worker, rows):
    hand_in(
        importer_client,
        roster(
            ["甲员", NUMBER, UNIT, "快递员", PHONE, f"原号{identity_number(3)}"],
            ["乙员", identity_number(2), UNIT, "快递员", "", f"电话{PHONE}"],
            [identity_number(4), "丁员", UNIT],
            ["戊员", identity_number(5), f"{UNIT}{identity_number(5)}"],
        ),
    )

    page = importer_client.get(plan_url(Import.objects.get()), {"rows": rows}).content.decode()

    numbers = [PHONE, worker.phone, *(identity_number(sequence) for sequence in range(1, 6))]
    assert [number for number in numbers if number in page] == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param(f"原号{NUMBER}", f"原号**************{NUMBER[-4:]}", id="identity-number"),
        pytest.param(f"{PHONE}(家)", "*******1234(家)", id="phone"),
        pytest.param("91140699MA9X5R2330", "91140699MA9X5R2330", id="credit-code"),
        pytest.param("2023-01-05", "2023-01-05", id="date"),
        pytest.param("1234567890123456789", "1234567890123456789", id="longer-number"),
    ],
)
def test_free_text_is_shown_without_whole_numbers(typed, shown):
    assert guarded(typed) == shown


def test_a_rejected_row_says_where_and_what_to_do(importer_client, enterprise):
    response = hand_in(importer_client, roster(["甲员", NUMBER, "没有的单位"]))

    (problem,) = response.context["part"].problems
    assert (problem.row, problem.column, problem.value) == (2, "工作单位", "没有的单位")
    assert problem.message in response.content.decode()


def test_the_list_of_sheets_counts_the_warnings(importer_client, worker):
    row = ["甲员", NUMBER, UNIT]

    response = hand_in(importer_client, roster(row, row))

    (line,) = response.context["lines"]
    assert line.warnings == 1
    assert '<td class="count count-warnings"><a' in response.content.decode()


@pytest.mark.parametrize(
    ("new", "boxes"),
    [
        pytest.param([], ["新建品牌", "新建县(市、区)"], id="both"),
        pytest.param(["brands"], ["新建县(市、区)"], id="brands-were-allowed"),
    ],
)
def test_rows_refused_for_an_unknown_brand_say_which_box_to_tick(superuser, client, new, boxes):
    client.force_login(superuser)

    response = hand_in(
        client, workbook("名录.xlsx", ENTERPRISES, [UNIT, "迅达", "东县", "", ""]), new=new
    )

    assert response.context["to_allow"] == boxes
    assert f"并勾选{''.join(f'「{box}」' for box in boxes)}" in response.content.decode()


def test_a_unit_nobody_knows_is_no_matter_of_boxes(importer_client, enterprise):
    response = hand_in(importer_client, roster(["甲员", NUMBER, "没有的单位"]))

    assert response.context["to_allow"] == []


def test_a_column_nobody_knows_is_named(importer_client):
    response = hand_in(
        importer_client, workbook("名录.xlsx", [*ENTERPRISES, "星座"], [UNIT, "", "", "", "", "?"])
    )

    (line,) = response.context["lines"]
    assert line.sheet.ignored_columns == ["星座"]
    assert "星座" in response.content.decode()


def test_rows_are_shown_fifty_a_page(importer_client, enterprise):
    people = [[f"员{'甲乙丙丁'[n % 4]}", identity_number(n), UNIT] for n in range(51)]
    hand_in(importer_client, roster(*people))
    url = plan_url(Import.objects.get())

    first = importer_client.get(url).context["part"]
    second = importer_client.get(url, {"rows": "new", "page": "2"}).context["part"]

    assert (len(first.rows), first.pages, first.next) == (50, 2, 2)
    assert [row.number for row in second.rows] == [52]


@pytest.mark.parametrize(
    "query",
    [
        pytest.param({"page": "9999999999999"}, id="page-far-away"),
        pytest.param({"page": "-1"}, id="page-before-the-first"),
        pytest.param({"rows": "nothing"}, id="unknown-part"),
        pytest.param({"sheet": "x"}, id="unknown-sheet"),
    ],
)
def test_an_address_that_leads_nowhere_shows_the_first_rows(importer_client, enterprise, query):
    hand_in(importer_client, roster(["甲员", NUMBER, UNIT]))

    part = importer_client.get(plan_url(Import.objects.get()), query).context["part"]

    assert [row.number for row in part.rows] == [2]


def test_somebody_else_sees_the_counts_and_no_row(client, importer_client, onlooker, enterprise):
    hand_in(importer_client, roster(["乙员", NUMBER, UNIT], ["丙员", NUMBER[:-2], UNIT]))
    client.force_login(onlooker)

    response = client.get(plan_url(Import.objects.get()))

    assert [counts(line) for line in response.context["lines"]] == [{"new": 1, "rejected": 1}]
    assert response.context["part"] is None
    assert "乙员" not in response.content.decode()
    assert response.context["may_decide"] is False


def test_who_may_only_import_does_not_find_the_imports_of_others(client, superuser, importer):
    client.force_login(superuser)
    hand_in(client, workbook("名录.xlsx", ENTERPRISES, [UNIT]))
    client.force_login(importer)

    assert client.get(plan_url(Import.objects.get())).status_code == 404


def test_without_rights_the_plan_is_closed(client, importer_client, clerk):
    hand_in(importer_client, workbook("名录.xlsx", ENTERPRISES, [UNIT]))
    client.force_login(clerk)

    assert client.get(plan_url(Import.objects.get())).status_code == 403


def test_a_file_that_was_imported_before_is_named(importer_client):
    file = workbook("名录.xlsx", ENTERPRISES, [UNIT])
    hand_in(importer_client, file)
    importer_client.post(plan_url(Import.objects.get()), {"apply": "1"})
    file.seek(0)

    response = hand_in(importer_client, file)

    assert "此文件已由经办importer于" in response.content.decode()
    assert counts(response.context["lines"][0]) == {"unchanged": 1}


def test_looking_at_a_plan_writes_nothing(importer_client, enterprise):
    hand_in(importer_client, roster(["甲员", NUMBER, UNIT]))

    with CaptureQueriesContext(connection) as queries:
        importer_client.get(plan_url(Import.objects.get()))

    verbs = {query["sql"].split()[0] for query in queries}
    assert verbs - {"DECLARE"} == {"SELECT"}  # PostgreSQL declares the cursor it reads by


def test_the_number_of_queries_does_not_grow_with_rows_or_sheets(importer_client, enterprise):
    numbers = []
    for size in (1, 3):
        people = [["甲员", identity_number(n), UNIT] for n in range(size)]
        files = [roster(*people, name=f"{n}.xlsx") for n in range(size)]
        hand_in(importer_client, *files, workbook("别的.xlsx", ["甲", "乙"]))
        url = plan_url(Import.objects.first())
        with CaptureQueriesContext(connection) as queries:
            assert importer_client.get(url, {"rows": "new"}).status_code == 200
        numbers.append(len(queries))

    assert numbers[0] == numbers[1], queries.captured_queries
