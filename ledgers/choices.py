"""Codes stored, words shown, named groups of codes."""

from django.db import models


class BranchKind(models.TextChoices):
    """Party organisations by rank and make."""

    COMMITTEE = "committee", "党委"
    GENERAL_BRANCH = "general_branch", "党总支"
    BRANCH = "branch", "党支部"
    JOINT_BRANCH = "joint_branch", "联合党支部"
    PROVISIONAL = "provisional", "临时党支部"


class MemberStanding(models.TextChoices):
    """Which kind of member somebody is on a day; computed from the dates, never stored."""

    PROBATIONARY = "probationary", "预备党员"
    FULL = "full", "正式党员"


class LeftHow(models.TextChoices):
    """How a member left the committee's ledger."""

    TRANSFERRED_OUT = "transferred_out", "转出"
    DECEASED = "deceased", "去世"
    EXPELLED = "expelled", "出党"


class ActivistStage(models.TextChoices):
    """How far somebody has come on the road into the Party; computed from the dates."""

    APPLICANT = "applicant", "入党申请人"
    ACTIVIST = "activist", "入党积极分子"
    TARGET = "target", "发展对象"
    ADMITTED = "admitted", "已接收"
    ENDED = "ended", "已终止"


class ActivityKind(models.TextChoices):
    """三会一课 and its neighbours, and the training that the committee counts beside them."""

    MEMBERS_MEETING = "members_meeting", "支部党员大会"
    COMMITTEE_MEETING = "committee_meeting", "支部委员会"
    GROUP_MEETING = "group_meeting", "党小组会"
    LECTURE = "lecture", "党课"
    THEME_DAY = "theme_day", "主题党日"
    ORGANISATION_LIFE = "organisation_life", "组织生活会"
    APPRAISAL = "appraisal", "民主评议"
    FIRST_AID = "first_aid", "应急救护培训"
    COUNSELLING = "counselling", "线上心理咨询"
    TRAINING = "training", "其他培训"
    OTHER = "other", "其他"


class Level(models.TextChoices):
    """Who granted an honour, or whose assembly a delegate sits in."""

    NATIONAL = "national", "国家级"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"


class DelegateKind(models.TextChoices):
    """两代表一委员."""

    PARTY = "party", "党代表"
    CONGRESS = "congress", "人大代表"
    CPPCC = "cppcc", "政协委员"
