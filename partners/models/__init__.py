from partners.models.offering import Certificate, Offering, OfferingFor, Profile
from partners.models.partner import Alias, Change, Dataset, Evidence, Partner
from partners.models.place import Cluster, Place
from partners.models.sector import Demand, Sector

__all__ = [
    "Alias",
    "Certificate",
    "Change",
    "Cluster",
    "Dataset",
    "Demand",
    "Evidence",
    "Offering",
    "OfferingFor",
    "Partner",
    "Place",
    "Profile",
    "Sector",
]
