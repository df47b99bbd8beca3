"""Codes stored, words shown, named groups of codes."""

from django.db import models


class EnterpriseKind(models.TextChoices):
    """What a unit is; figures of couriers and enterprises count 快递企业 only."""

    COURIER = "courier", "快递企业"
    ASSOCIATION = "association", "行业协会"
    OTHER = "other", "其他"


class Sex(models.TextChoices):
    """As the 17th digit of the identity number tells it."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class Education(models.TextChoices):
    """GB/T 4658-2006, by its first digit."""

    GRADUATE = "10", "研究生"
    UNDERGRADUATE = "20", "本科"
    COLLEGE = "30", "大专"
    SECONDARY_VOCATIONAL = "40", "中专"
    SENIOR_SECONDARY = "60", "高中"
    JUNIOR_SECONDARY = "70", "初中"
    PRIMARY = "80", "小学"
    OTHER = "90", "其他"


class Politics(models.TextChoices):
    """GB/T 4762-1984."""

    MEMBER = "01", "中共党员"
    PROBATIONARY = "02", "中共预备党员"
    YOUTH_LEAGUE = "03", "共青团员"
    REVOLUTIONARY_COMMITTEE = "04", "民革"
    DEMOCRATIC_LEAGUE = "05", "民盟"
    NATIONAL_CONSTRUCTION = "06", "民建"
    PROMOTING_DEMOCRACY = "07", "民进"
    PEASANTS_AND_WORKERS = "08", "农工党"
    ZHI_GONG = "09", "致公党"
    JIU_SAN = "10", "九三学社"
    TAIWAN_LEAGUE = "11", "台盟"
    NO_PARTY = "12", "无党派人士"
    MASSES = "13", "群众"


class UnionBranchKind(models.TextChoices):
    """The three storeys of a trade's unions."""

    FEDERATION = "federation", "行业工会联合会"
    BRAND = "brand", "品牌企业分工会"
    DISTRICT = "district", "县(市、区)基层工会"


class Ethnicity(models.TextChoices):
    """The 56 of GB/T 3304, stored without 族 and shown with it."""

    HAN = "汉", "汉族"
    MONGOL = "蒙古", "蒙古族"
    HUI = "回", "回族"
    ZANG = "藏", "藏族"
    UYGUR = "维吾尔", "维吾尔族"
    MIAO = "苗", "苗族"
    YI = "彝", "彝族"
    ZHUANG = "壮", "壮族"
    BUYEI = "布依", "布依族"
    CHOSON = "朝鲜", "朝鲜族"
    MAN = "满", "满族"
    DONG = "侗", "侗族"
    YAO = "瑶", "瑶族"
    BAI = "白", "白族"
    TUJIA = "土家", "土家族"
    HANI = "哈尼", "哈尼族"
    KAZAK = "哈萨克", "哈萨克族"
    DAI = "傣", "傣族"
    LI = "黎", "黎族"
    LISU = "傈僳", "傈僳族"
    VA = "佤", "佤族"
    SHE = "畲", "畲族"
    GAOSHAN = "高山", "高山族"
    LAHU = "拉祜", "拉祜族"
    SUI = "水", "水族"
    DONGXIANG = "东乡", "东乡族"
    NAXI = "纳西", "纳西族"
    JINGPO = "景颇", "景颇族"
    KIRGIZ = "柯尔克孜", "柯尔克孜族"
    TU = "土", "土族"
    DAUR = "达斡尔", "达斡尔族"
    MULAO = "仫佬", "仫佬族"
    QIANG = "羌", "羌族"
    BLANG = "布朗", "布朗族"
    SALAR = "撒拉", "撒拉族"
    MAONAN = "毛南", "毛南族"
    GELAO = "仡佬", "仡佬族"
    XIBE = "锡伯", "锡伯族"
    ACHANG = "阿昌", "阿昌族"
    PUMI = "普米", "普米族"
    TAJIK = "塔吉克", "塔吉克族"
    NU = "怒", "怒族"
    UZBEK = "乌孜别克", "乌孜别克族"
    RUSSIAN = "俄罗斯", "俄罗斯族"
    EWENKI = "鄂温克", "鄂温克族"
    DEANG = "德昂", "德昂族"
    BONAN = "保安", "保安族"
    YUGUR = "裕固", "裕固族"
    GIN = "京", "京族"
    TATAR = "塔塔尔", "塔塔尔族"
    DERUNG = "独龙", "独龙族"
    OROQEN = "鄂伦春", "鄂伦春族"
    HEZHEN = "赫哲", "赫哲族"
    MONBA = "门巴", "门巴族"
    LHOBA = "珞巴", "珞巴族"
    JINO = "基诺", "基诺族"
