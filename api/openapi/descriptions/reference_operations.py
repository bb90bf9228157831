"""Descriptions and examples of the reference operations."""

from api.examples import example
from api.openapi.operations import OperationDescription, response_example

LIST_PLACES: OperationDescription = {
    "operation_id": "list_places",
    "tag": "places",
    "summary": "List provinces, or a province's prefectures",
    "description": (
        "Returns the 34 provinces sorted by code or, with `province`, its prefectures."
    ),
    "examples": [response_example("Guangdong", {"results": [example("guangdong")], "next": None})],
}

GET_PLACE: OperationDescription = {
    "operation_id": "get_place",
    "tag": "places",
    "summary": "Get a place or cluster by any spelling",
    "description": (
        "`440000`, `44`, `CN-GD`, `广东` and `Guangdong` are the same place. An unknown or "
        "ambiguous name gets 404; `errors` lists the nearest names or the candidates. "
        "Shaanxi and Shanxi are two provinces."
    ),
    "refusals": ["name-not-known"],
    "examples": [response_example("Guangdong", example("guangdong"))],
}

LIST_SECTORS: OperationDescription = {
    "operation_id": "list_sectors",
    "tag": "sectors",
    "summary": "List the sectors of the taxonomy",
    "description": (
        "Sorted by code: manufacturing (GB/T 4754-2017), producer services (NBS 2019) and "
        "emerging industries."
    ),
    "examples": [
        response_example("knitted garments", {"results": [example("knitwear")], "next": None})
    ],
}

GET_SECTOR: OperationDescription = {
    "operation_id": "get_sector",
    "tag": "sectors",
    "summary": "Get a sector by code or name, with its demand for services",
    "description": (
        "`relative` compares a division's use of a service with the average over all "
        "divisions (1 = average). A group has no figures of its own: the figures of its "
        "division are shown, and `demand_of` names the division. Most figures are "
        "estimates: see `basis` and `confidence`."
    ),
    "refusals": ["name-not-known"],
    "examples": [response_example("knitted garments", example("knitwear_detail"))],
}

LIST_CERTIFICATES: OperationDescription = {
    "operation_id": "list_certificates",
    "tag": "sectors",
    "summary": "List certificates, with their aliases and what they imply",
    "description": (
        "`implies`: a partner that holds the certificate meets a wish for these, too (IATF 16949 "
        "includes ISO 9001). A brief may also name a certificate that is not listed: it is "
        "compared as free text."
    ),
    "examples": [
        response_example(
            "automotive",
            {
                "results": [
                    {
                        "name": "IATF 16949",
                        "aliases": ["TS 16949", "ISO/TS 16949", "16949"],
                        "scheme": "IATF; IATF-recognised certification bodies",
                        "subjects": ["management system", "automotive"],
                        "implies": ["ISO 9001"],
                        "applies_to": ["C36", "C29", "C33", "C38", "C39", "C30"],
                        "source": "common knowledge of the scheme; no page was read",
                        "confidence": "medium",
                    }
                ]
            },
        )
    ],
}
