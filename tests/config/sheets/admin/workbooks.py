"""Workbooks as clerks hand them in, built in memory, and the posting of them."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config.sheets.cells.identity import check_mark

ENTERPRISES = ("企业名称", "品牌", "所在县(市、区)", "负责人", "联系电话")
ROSTER = ("姓名", "身份证号", "工作单位", "岗位", "联系电话", "备注")


def identity_number(sequence):
    """An invented number of the area 140699, which does not exist, with its check mark."""
    body = f"14069919900101{sequence:03d}"
    return body + check_mark(body)


def workbook(name, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile(name, stream.getvalue())


def roster(*people, name="花名册.xlsx"):
    """``people``: rows of ROSTER, which may stop early."""
    return workbook(name, ROSTER, *people)


def hand_in(client, *files, **answers):
    """Post the files as the form does; the answer is the plan's page, or the form again."""
    data = {"files": files, "ledger": "", "other_employer": "correction", **answers}
    return client.post(reverse("admin:sheets_hand_in"), data, follow=True)


def plan_url(record):
    return reverse("admin:sheets_import_change", args=[record.pk])


def counts(line):
    """Of a line of the plan's page: verdict -> number, without the noughts."""
    return {verdict: number for verdict, number in line.counts if number}


def said(response):
    return [str(message) for message in response.context["messages"]]
