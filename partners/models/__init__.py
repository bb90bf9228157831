from partners.models.offering import Certificate, Offering, OfferingFor, Profile
from partners.models.partner import Alias, Dataset, Evidence, Partner, PartnersChange
from partners.models.place import Cluster, Place
from partners.models.sector import Demand, Sector

__all__ = [
    "Alias",
    "Certificate",
    "Cluster",
    "Dataset",
    "Demand",
    "Evidence",
    "Offering",
    "OfferingFor",
    "Partner",
    "PartnersChange",
    "Place",
    "Profile",
    "Sector",
]
