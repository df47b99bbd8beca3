"""The workbooks of the welfare programmes, stations, supplies and joint meetings."""

from welfare.resources.benefit_rolls import BenefitRollSheet
from welfare.resources.care import CareActivitySheet, PolicySheet, StationSheet, SupplySheet
from welfare.resources.certificates import CertificateSheet
from welfare.resources.hardship_aid import HardshipAidSheet
from welfare.resources.meetings import MatterSheet, MemberUnitSheet
from welfare.resources.study_aid import StudyAidSheet

SHEETS = (
    CertificateSheet,
    HardshipAidSheet,
    StudyAidSheet,
    BenefitRollSheet,
    StationSheet,
    CareActivitySheet,
    PolicySheet,
    SupplySheet,
    MemberUnitSheet,
    MatterSheet,
)
