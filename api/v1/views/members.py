"""/v1/members: the people of the calling firm, by address and role."""

from typing import ClassVar

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import member_operations
from api.openapi.operations import LOCATION, describe_operation, page_schema
from api.requests import pagination
from api.requests.authentication import MayKeepKeys, firm_of, key_of
from api.v1.serializers.keys import parse_key_body
from api.v1.serializers.members import MemberIn, MemberOut, MemberRoleIn, RemovedMemberOut
from api.view import ApiView
from firms import members
from firms.models import Member, Role


class Members(ApiView):
    permission_classes = (MayKeepKeys,)
    page_by: ClassVar = ("id",)

    @describe_operation(
        **member_operations.LIST_MEMBERS,
        parameters=pagination.PARAMETERS,
        answers={200: page_schema(MemberOut)},
    )
    def get(self, request: Request) -> Response:
        return self.page(Member.objects.filter(firm=firm_of(request)), MemberOut)

    @describe_operation(
        **member_operations.SET_MEMBER,
        parameters=[LOCATION],
        request=MemberIn,
        answers={200: MemberOut, 201: MemberOut},
    )
    def post(self, request: Request) -> Response:
        firm, body = firm_of(request), parse_key_body(request, MemberIn)
        known = members.find_member(firm, body["email"])
        role, by = Role(body["role"]), key_of(request).member
        member = members.set_member(firm=firm, email=body["email"], role=role, by=by)
        headers = {"Location": f"/v1/members/{member.pk}"}
        return Response(MemberOut(member).data, status=200 if known else 201, headers=headers)


class MemberDetail(ApiView):
    permission_classes = (MayKeepKeys,)

    @describe_operation(**member_operations.GET_MEMBER, answers={200: MemberOut})
    def get(self, request: Request, id: int) -> Response:
        return Response(MemberOut(_member(request, id)).data)

    @describe_operation(
        **member_operations.CHANGE_MEMBER, request=MemberRoleIn, answers={200: MemberOut}
    )
    def put(self, request: Request, id: int) -> Response:
        member, body = _member(request, id), parse_key_body(request, MemberRoleIn)
        role, by = Role(body["role"]), key_of(request).member
        changed = members.set_member(firm=member.firm, email=member.email, role=role, by=by)
        return Response(MemberOut(changed).data)

    @describe_operation(**member_operations.REMOVE_MEMBER, answers={200: RemovedMemberOut})
    def delete(self, request: Request, id: int) -> Response:
        revoked = members.remove_member(_member(request, id), by=key_of(request).member)
        return Response({"revoked_keys": revoked})


def _member(request: Request, pk: int) -> Member:
    """The member of the caller's firm. Raises Http404 for one of another firm as for a missing
    one.
    """
    found = Member.objects.select_related("firm").filter(firm=firm_of(request), pk=pk).first()
    if found is None:
        raise Http404
    return found
