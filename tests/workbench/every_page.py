"""All pages of members by name: what every page must keep is tested on each of them.

A new page is added here with its address; `{shortlist}` and the like are filled in from `World`.
"""

from dataclasses import asdict, dataclass

PAGES = {
    "home": "/",
    "new brief": "/briefs/new",
    "read brief": "/briefs/new?text=T恤150件，10天交货，ISO 9001，出口德国",
    "shortlist": "/shortlists/{shortlist}",
    "brief": "/shortlists/{shortlist}/brief",
    "weights": "/shortlists/{shortlist}/weights?weight_operations=90",
    "compared": "/shortlists/{shortlist}/compare?partner={partner}&partner={second}",
    "revisions": "/shortlists/{shortlist}/revisions",
    "decision": "/shortlists/{shortlist}/decisions/{partner}",
    "links": "/shortlists/{shortlist}/links",
    "provinces": "/provinces",
    "a sector's map": "/provinces?sector={sector}",
    "a word not known": "/provinces?sector=啊啊啊啊",
    "province": "/provinces/{province}",
    "filtered list": "/provinces/{province}?emphasis=headline&sector={sector}",
    "province without a list": "/provinces/320000",
    "timeline": "/provinces/{province}/timeline",
    "changed lists": "/provinces/{province}/changes",
    "delivery record": "/provinces/{province}/record",
    "surroundings": "/provinces/{province}/around",
    "radar": "/radar",
    "own radar": "/radar?mine=1",
    "sectors": "/sectors",
    "meaning of a word": "/sectors?q=针织",
    "sector": "/sectors/{sector}",
    "service": "/sectors/PS033",
    "partner": "/partners/{partner}",
    "partner matches": "/partners/{partner}/matches",
    "correction": "/partners/{partner}/correction",
    "takedown": "/partners/{organisation}/takedown",
    "what was asked": "/takedowns/{takedown}",
    "search": "/partners?q=t-shirt&place=440000",
    "account": "/account",
    "keys": "/account/keys",
    "webhooks": "/account/webhooks",
    "webhook": "/account/webhooks/{endpoint}",
    "usage": "/account/usage",
    "status": "/status",
    "shared": "/shared/{link}",
    "shared copy": "/shared/{frozen_link}",
}
# What is taken away from pages.
FILES = {
    "as CSV": "/shortlists/{shortlist}/export.csv",
    "as XLSX": "/shortlists/{shortlist}/export.xlsx",
}
# Strangers are not led to the log-in here: they see what is public or was shared, and may ask.
OPEN_TO_ALL = ("partner", "takedown", "what was asked", "shared", "shared copy")
# Those with an id of the firm: to another firm they are not there.
OF_A_FIRM = [
    name
    for name, address in (PAGES | FILES).items()
    if "{shortlist}" in address or "{endpoint}" in address
]


@dataclass(frozen=True)
class World:
    """What the addresses of pages name: an answered shortlist of the firm, its first two partners,
    an endpoint, the tokens of a link to the shortlist and of one to a frozen copy of it, and an
    organisation that is not simulated, with what it asked about its entry.
    """

    shortlist: str
    partner: int
    second: int
    endpoint: str
    link: str
    frozen_link: str
    organisation: int
    takedown: str
    province: str = "440000"
    sector: str = "C182"

    def address(self, name: str) -> str:
        """The address of the page or file of this name."""
        return (PAGES | FILES)[name].format(**asdict(self))
