from partners.models.import_run import ImportedRow, ImportRun
from partners.models.offering import Certificate, Offering, Profile
from partners.models.partner import Alias, Dataset, Evidence, Partner, PartnersChange
from partners.models.place import Cluster, Place
from partners.models.record import PartnerMerge, PossibleDuplicate, Record
from partners.models.screening_answer import Screening
from partners.models.search_entry import SearchEntry
from partners.models.sector import Demand, Sector
from partners.models.suggestion import Suggestion

__all__ = [
    "Alias",
    "Certificate",
    "Cluster",
    "Dataset",
    "Demand",
    "Evidence",
    "ImportRun",
    "ImportedRow",
    "Offering",
    "Partner",
    "PartnerMerge",
    "PartnersChange",
    "Place",
    "PossibleDuplicate",
    "Profile",
    "Record",
    "Screening",
    "SearchEntry",
    "Sector",
    "Suggestion",
]
