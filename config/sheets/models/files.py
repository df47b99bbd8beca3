"""The clerks' own files, encrypted, while their import may still need them."""

from __future__ import annotations

from django.db import models

from config.sheets.models.imports import Import


class HandedInFile(models.Model):
    """One file as it was handed in; gone once the import is applied, given up or too old."""

    handed_in = models.ForeignKey(Import, models.CASCADE, verbose_name="导入", related_name="files")
    position = models.PositiveIntegerField("顺序")
    name = models.CharField("文件", max_length=255)
    digest = models.CharField("文件指纹", max_length=64)
    corrections = models.BinaryField(
        "更正", null=True, help_text="在页面上更正的单元格，加密保存。"
    )

    class Meta:
        verbose_name = "提交的文件"
        verbose_name_plural = "提交的文件"
        ordering = ["handed_in", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["handed_in", "position"], name="handed_in_file_once_a_position"
            )
        ]

    def __str__(self) -> str:
        return self.name


class FileChunk(models.Model):
    """Part of a file, encrypted."""

    file = models.ForeignKey(
        HandedInFile, models.CASCADE, verbose_name="文件", related_name="chunks"
    )
    number = models.PositiveIntegerField("序号")
    blob = models.BinaryField("内容")

    class Meta:
        verbose_name = "提交的文件内容"
        verbose_name_plural = "提交的文件内容"
        ordering = ["file", "number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="file_chunk_once_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.file_id}-{self.number}"
