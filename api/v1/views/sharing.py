"""Links by which readers without a key see a shortlist: made, listed, revoked and followed."""

import uuid
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import sharing_operations
from api.openapi.operations import LANGUAGE, describe_operation, page_schema
from api.requests import idempotency, pagination
from api.requests.authentication import firm_of
from api.requests.rate_limits import SharedLinkThrottle
from api.requests.representation import Representation
from api.v1.render_shared import render_shared, render_shared_copy
from api.v1.serializers.sharing import (
    LinkIn,
    LinkOut,
    NewLinkOut,
    SharedOut,
    parse_sharing_body,
)
from api.v1.views.shortlists import firm_shortlist, stored_shortlist
from api.view import ApiView, language_of
from core.faults import Fault
from core.languages.messages import Message
from core.transactions import repeatable_read
from matcher.errors import LinkInvalid
from matcher.models import FrozenShortlist, SharedLink, Shortlist
from matcher.shortlists.link_usage import count_use
from matcher.shortlists.shared_links import LinkSpec, create_link, follow, revoke_link

# A reader that follows a link elsewhere must not carry the token along; search engines must not
# list it.
_UNSEEN = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


class Links(ApiView):
    page_by: ClassVar = ("-id",)

    @describe_operation(
        **sharing_operations.LIST_LINKS,
        parameters=pagination.PARAMETERS,
        answers={200: page_schema(LinkOut)},
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return self.page(_links(firm_shortlist(firm_of(request), id)), LinkOut)

    @describe_operation(
        **sharing_operations.CREATE_LINK,
        request=LinkIn,
        answers={201: NewLinkOut},
        idempotent=True,
    )
    @idempotency.idempotent()
    def post(self, request: Request, id: uuid.UUID) -> Response:
        shortlist = firm_shortlist(firm_of(request), id)
        body = parse_sharing_body(request, LinkIn)
        frozen = _frozen(shortlist, body["frozen"]) if "frozen" in body else None
        spec = LinkSpec(body.get("name", ""), body.get("expires_at"), frozen)
        link, token = create_link(shortlist=shortlist, spec=spec)
        made = {"token": token, "path": f"/v1/shared/{token}", "details": link}
        return Response(NewLinkOut(made).data, status=201)


class LinkDetail(ApiView):
    @describe_operation(**sharing_operations.GET_LINK, answers={200: LinkOut})
    def get(self, request: Request, id: uuid.UUID, number: int) -> Response:
        return Response(LinkOut(_link(request, id, number)).data)

    @describe_operation(**sharing_operations.REVOKE_LINK, answers={204: None})
    def delete(self, request: Request, id: uuid.UUID, number: int) -> Response:
        revoke_link(_link(request, id, number))
        return Response(status=204)


class Shared(ApiView):
    authentication_classes = ()
    permission_classes = ()
    throttle_classes = (SharedLinkThrottle,)

    @describe_operation(
        **sharing_operations.FOLLOW_LINK,
        parameters=[LANGUAGE],
        answers={200: SharedOut},
        open_to_all=True,
    )
    def get(self, request: Request, token: str) -> Response:
        with repeatable_read():
            link = follow(token)
            # One answer for unknown, expired and revoked: a stranger learns nothing about a link.
            if link is None:
                raise Http404
            body = _shown(link, language_of(request))
        count_use(link.pk)
        return Response(body)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        for name, value in _UNSEEN.items():
            final.headers[name] = value
        return final


def _shown(link: SharedLink, language: str) -> dict[str, Any]:
    if link.frozen is not None:
        return render_shared_copy(link, link.frozen, language)
    found = stored_shortlist(link.firm, link.shortlist_id)
    return render_shared(link, found, Representation(language, all_reasons=True))


def _links(shortlist: Shortlist) -> QuerySet[SharedLink]:
    return SharedLink.objects.filter(shortlist=shortlist)


def _link(request: Request, pk: uuid.UUID, number: int) -> SharedLink:
    return get_object_or_404(_links(firm_shortlist(firm_of(request), pk)), pk=number)


def _frozen(shortlist: Shortlist, text: str) -> FrozenShortlist:
    """Return the copy of the shortlist. Raises `LinkInvalid`."""
    try:
        found = FrozenShortlist.objects.filter(shortlist=shortlist, pk=uuid.UUID(text)).first()
    except ValueError:
        found = None
    if found is None:
        detail = Message("{text!r} is no frozen copy of this shortlist", text=text[:60])
        raise LinkInvalid([Fault("/frozen", detail)])
    return found
