"""A counted month on paper: one template for the print page and the PDF."""

from __future__ import annotations

import datetime
import functools
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from config.accounts.models import Committee
from config.summaries.counting import Summary
from config.summaries.layout import sections

TEMPLATE = "admin/summaries/print.html"
STYLE = "office/summary-print.css"
NAME_BEFORE_SETUP = "快递行业党委"
SIGNATURES = ("单位负责人（签字）：", "审核人：", "制表人：", "联系电话：")


def office_name() -> str:
    return Committee.current().name or NAME_BEFORE_SETUP


def title(summary: Summary) -> str:
    return f"{office_name()}月度汇总（{summary.month.label}）"


def file_name(summary: Summary, extension: str) -> str:
    """朔州市快递行业党委月度汇总(2023年1月).xlsx"""
    return f"{office_name()}月度汇总({summary.month.label}).{extension}"


def print_context(summary: Summary, *, today: datetime.date) -> dict[str, Any]:
    """What the template prints; `today` is the day of the report."""
    return {
        "title": title(summary),
        "office": office_name(),
        "month": summary.month,
        "today": today,
        "sections": sections(summary),
        "signatures": SIGNATURES,
    }


def as_html(summary: Summary, *, today: datetime.date) -> str:
    """The print page as one file that needs nothing else: its style stands inside."""
    context = print_context(summary, today=today)
    return render_to_string(TEMPLATE, {**context, "style": style_of(STYLE)})


def style_of(sheet: str) -> str:
    """The text of a style sheet among the static files, to stand inside a print page."""
    found = finders.find(sheet)
    return Path(found).read_text(encoding="utf-8")


def laid_out(summary: Summary, *, today: datetime.date) -> Any:
    """The print page as WeasyPrint's document, one entry of `pages` a sheet of paper."""
    return _document(as_html(summary, today=today))


def _document(html: str) -> Any:
    weasyprint = importlib.import_module("weasyprint")
    return weasyprint.HTML(string=html, url_fetcher=refuse_address).render()


def pdf_of(html: str) -> bytes:
    """A print page that needs nothing else as a PDF. Ask `pdf_obstacle` first."""
    written: bytes = _document(html).write_pdf()
    return written


def as_pdf(summary: Summary, *, today: datetime.date) -> bytes:
    """The print page as a PDF. Ask `pdf_obstacle` first."""
    written: bytes = laid_out(summary, today=today).write_pdf()
    return written


def refuse_address(address: str, *args: Any, **kwargs: Any) -> Any:
    """The paper needs nothing from outside, so nothing is fetched."""
    raise ValueError(f"不允许读取外部资源：{address}")


def _import_weasyprint() -> object:
    return importlib.import_module("weasyprint")


def obstacle_of(load: Callable[[], object]) -> str:
    """Why no PDF can be made, in a sentence for the clerk; empty when one can."""
    try:
        load()
    except ImportError:
        return "服务器没有安装版式文件组件，请联系管理员；可以先用打印页打印。"
    except OSError:
        return "服务器缺少排版用的系统库，请联系管理员安装；可以先用打印页打印。"
    return ""


@functools.cache
def pdf_obstacle() -> str:
    """Whether this machine can make PDFs does not change while the program runs."""
    return obstacle_of(_import_weasyprint)
