"""Tools about partners, priorities and sectors."""

from typing import Any
from urllib.parse import quote

from api.mcp.arguments import WhichPartners, WhichPriorities, WhichSectors
from api.mcp.lean_answers import (
    FIRST,
    lean_list,
    lean_meaning,
    lean_partner,
    lean_partners,
    lean_sector_priorities,
)
from api.mcp.rest_answers import RestCaller
from api.mcp.server import tool
from api.problems.refusals import ErrorDetail, QueryRefused
from api.v1.views.partners import PartnerDetail, Partners
from api.v1.views.priorities import Priorities
from api.v1.views.sector_priorities import SectorPriorities
from api.v1.views.sectors import Sectors
from core.languages.messages import Message


@tool("Find partners, or read one", WhichPartners)
def partners(caller: RestCaller, given: dict[str, Any]) -> dict[str, Any]:
    if (pk := given.pop("id", None)) is None:
        return lean_partners(caller.get(Partners, "/v1/partners", {"limit": FIRST, **given}))
    _refuse_beside("id", given)
    return lean_partner(caller.get(PartnerDetail, f"/v1/partners/{pk}", id=pk))


@tool(
    "What a province puts first, or which provinces put a sector first",
    WhichPriorities,
    places={"spelling": "province"},
)
def priorities(caller: RestCaller, given: dict[str, Any]) -> dict[str, Any]:
    if (province := given.pop("province", None)) is None:
        return _of_sector(caller, given)
    start = _start(given.pop("cursor", "0"))
    path = f"/v1/provinces/{quote(province, safe='')}/priorities"
    return lean_list(caller.get(Priorities, path, given, spelling=province), caller.language, start)


@tool("Sectors of a product or service in any words", WhichSectors)
def sectors(caller: RestCaller, given: dict[str, Any]) -> dict[str, Any]:
    return lean_meaning(caller.get(Sectors, "/v1/sectors", {"limit": FIRST, **given}))


def _of_sector(caller: RestCaller, given: dict[str, Any]) -> dict[str, Any]:
    if (sector := given.pop("sector", None)) is None:
        raise QueryRefused([ErrorDetail("name a province or a sector", parameter="province")])
    caller.places = {"spelling": "sector"}
    path = f"/v1/sectors/{quote(sector, safe='')}/priorities"
    page = caller.get(SectorPriorities, path, {"limit": FIRST, **given}, spelling=sector)
    return lean_sector_priorities(page, caller.language)


def _start(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 6):
        detail = "this is not a cursor of this list: take it from the call before"
        raise QueryRefused([ErrorDetail(detail, parameter="cursor")])
    return int(cursor)


def _refuse_beside(name: str, others: dict[str, Any]) -> None:
    if others:
        raise QueryRefused(
            [
                ErrorDetail(
                    Message("{other} does not go with {name}", other=other, name=name),
                    parameter=other,
                )
                for other in others
            ]
        )
