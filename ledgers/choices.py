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
    CANCELLED = "cancelled", "取消预备党员资格"
    NOT_RECOGNISED = "not_recognised", "不予承认"


class ActivistStage(models.TextChoices):
    """How far somebody has come on the road into the Party; computed from the dates."""

    APPLICANT = "applicant", "入党申请人"
    ACTIVIST = "activist", "入党积极分子"
    TARGET = "target", "发展对象"
    ADMITTED = "admitted", "已接收"
    ENDED = "ended", "已终止"


class RuleVersion(models.TextChoices):
    """The text of the 发展党员工作细则 by which a step is judged: that in force on its day."""

    V2014 = "2014", "2014年版"
    V2026 = "2026", "2026年版"


class StepKind(models.TextChoices):
    """The steps of the road into the Party, in their order, and the moves beside it."""

    TALK = "talk", "派人谈话"
    CONFIRM = "confirm", "确定积极分子"
    FILE = "file", "上级党委备案"
    INSPECT = "inspect", "培养考察"
    PROPOSE = "propose", "研究拟列发展对象"
    CONSENT = "consent", "上级党委同意"
    NOTICE = "notice", "公示"
    LIST = "list", "列为发展对象"
    INTRODUCE = "introduce", "确定入党介绍人"
    REVIEW = "review", "政治审查"
    TRAIN = "train", "集中培训"
    BRANCH_REVIEW = "branch_review", "支委会审查"
    PREREVIEW = "prereview", "党委预审"
    FORM = "form", "发放入党志愿书"
    MEETING = "meeting", "支部大会讨论接收"
    COMMITTEE_TALK = "committee_talk", "党委派人谈话"
    APPROVE = "approve", "党委审批接收"
    ARRIVE = "arrive", "从外单位转入"
    MOVE = "move", "转移党组织"


class MemberStepKind(models.TextChoices):
    """The steps of a probationary member, in their order, and any member's moves."""

    FILE = "file", "报组织部备案"
    OATH = "oath", "入党宣誓"
    INSPECT = "inspect", "继续教育考察"
    REQUEST = "request", "书面转正申请"
    MEETING = "meeting", "支部大会讨论转正"
    APPROVE = "approve", "党委审批转正"
    DEFER = "defer", "推迟讨论转正"
    DENY = "deny", "不予承认"
    ARRIVE = "arrive", "组织关系转入"
    MOVE = "move", "转移支部"
    DEPART = "depart", "开出转出介绍信"
    RECEIPT = "receipt", "收到转出回执"


class Outcome(models.TextChoices):
    """What the branch meeting decides of a probationary member."""

    CONVERT = "convert", "按期转正"
    EXTEND = "extend", "延长预备期"
    CANCEL = "cancel", "取消预备党员资格"


class StepResult(models.TextChoices):
    PASSED = "passed", "通过"
    FAILED = "failed", "未通过"


class DecidedBy(models.TextChoices):
    """Who decides in a branch; the members' meeting only where there is no 支委会."""

    COMMITTEE = "committee", "支部委员会"
    MEETING = "meeting", "支部党员大会"


class RecommendedBy(models.TextChoices):
    MEMBERS = "members", "党员推荐"
    MASS_ORGANISATION = "mass_organisation", "群团组织推优"


class Channel(models.TextChoices):
    """Where somebody may apply to join (发展党员工作细则 art 6)."""

    OWN_BRANCH = "own_branch", "本企业党支部"
    ASSOCIATION = "association", "行业协会党支部"
    NEIGHBOURHOOD = "neighbourhood", "单位所在地党组织"
    DEPARTMENT = "department", "单位主管部门党组织"
    RESIDENCE = "residence", "居住地党组织"
    FLOATING = "floating", "流动党员党组织"


class Objections(models.TextChoices):
    NONE = "none", "无异议"
    RESOLVED = "resolved", "有异议，已查清"
    OPEN = "open", "有异议，尚未查清"


class Discipline(models.TextChoices):
    """What stands against an introducer (发展党员工作细则 art 14)."""

    NONE = "none", "没有"
    IN_EFFECT = "in_effect", "警告、严重警告或撤职的影响期内"
    RIGHTS_LOST = "rights_lost", "留党察看，或权利尚未恢复"


class DayKind(models.TextChoices):
    """What the State Council's notice makes of a day."""

    FREE = "free", "放假"
    WORKED = "worked", "补班"


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
