"""Codes stored, words shown, named groups of codes."""

from django.db import models


class ProgrammeKind(models.TextChoices):
    """What a programme gives; the four seasons are those of 暖蜂行动."""

    HARDSHIP_AID = "hardship_aid", "困难家庭扶助金"
    CERTIFICATE_SUBSIDY = "certificate_subsidy", "取证补贴"
    STUDY_AID = "study_aid", "金秋助学"
    HEALTH_CHECK = "health_check", "健康体检"
    INSURANCE = "insurance", "人身意外保险"
    SPRING = "spring", "春送岗位"
    SUMMER = "summer", "夏送清凉"
    WINTER = "winter", "冬送温暖"
    OTHER = "other", "其他"

    @classmethod
    def standing(cls) -> tuple["ProgrammeKind", ...]:
        """Kinds that run year after year as one programme, named like the kind."""
        return (
            cls.HARDSHIP_AID,
            cls.CERTIFICATE_SUBSIDY,
            cls.STUDY_AID,
            cls.HEALTH_CHECK,
            cls.INSURANCE,
        )


class PaymentState(models.TextChoices):
    """Where a payment stands on its way."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审批"
    APPROVED = "approved", "已审批"
    PAID = "paid", "已发放"
    CANCELLED = "cancelled", "已作废"

    @classmethod
    def unpaid(cls) -> tuple["PaymentState", ...]:
        """States in which a payment may still be cancelled."""
        return (cls.DRAFT, cls.SUBMITTED, cls.APPROVED)

    @classmethod
    def decided(cls) -> tuple["PaymentState", ...]:
        """States that somebody other than the maker has agreed to."""
        return (cls.APPROVED, cls.PAID)


class PaymentOrigin(models.TextChoices):
    """Whether a payment went through this program or was made before it came."""

    ENTERED = "entered", "办理"
    IMPORTED = "imported", "补录"


class CertificateLevel(models.TextChoices):
    """Levels of a vocational skill certificate, 五级 to 一级."""

    ELEMENTARY = "elementary", "初级"
    INTERMEDIATE = "intermediate", "中级"
    ADVANCED = "advanced", "高级"
    TECHNICIAN = "technician", "技师"
    SENIOR_TECHNICIAN = "senior_technician", "高级技师"


class FamilyCause(models.TextChoices):
    """Causes of hardship that the form offers; a sheet may bring others, so words are stored."""

    OWN_ILLNESS = "本人大病", "本人大病"
    FAMILY_ILLNESS = "家属大病", "家属大病"
    LOW_INCOME = "收入偏低", "收入偏低"
    CHILDREN_AT_SCHOOL = "子女上学", "子女上学"
    SINGLE_PARENT = "单亲家庭", "单亲家庭"
    ACCIDENT = "意外灾害", "意外灾害"
    OTHER = "其他", "其他"


class CareActivityKind(models.TextChoices):
    """Which campaign a care activity belongs to."""

    SPRING = "spring", "春送岗位"
    SUMMER = "summer", "夏送清凉"
    AUTUMN = "autumn", "金秋助学"
    WINTER = "winter", "冬送温暖"
    SERVICE_MONTH = "service_month", "快递青年服务月"
    VISIT = "visit", "慰问关心"
    OTHER = "other", "其他"


class MeetingKind(models.TextChoices):
    """Where matters are raised."""

    JOINT = "joint", "党群联席会议"
    FORUM = "forum", "座谈会"
    SURVEY = "survey", "调研"


class MatterStanding(models.TextChoices):
    """Where a matter stands on a day; computed from its dates, never stored."""

    DONE = "done", "已办结"
    OVERDUE = "overdue", "已超期"
    OPEN = "open", "办理中"
