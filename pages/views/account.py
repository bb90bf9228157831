"""The account: oneself, and the members of the firm, whom an owner enters, changes and removes."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from firms import members
from firms.models import Member, Role
from pages.forms.member_form import MemberForm
from pages.frame.member_pages import MemberRequest, member_page


@require_GET
@member_page()
def account(request: MemberRequest) -> HttpResponse:
    """Show who one is here; to an owner, all members."""
    return _shown(request, MemberForm())


@require_POST
@member_page(owner=True)
def add_member(request: MemberRequest) -> HttpResponse:
    """Enter a person by the e-mail address, or change the role of one that is entered."""
    form = MemberForm(request.POST)
    if not form.is_valid():
        return _shown(request, form, HTTPStatus.BAD_REQUEST)
    email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
    members.set_member(firm=request.firm, email=email, role=role, by=request.member)
    told = _("%(email)s may log in now, by a code that is mailed there.") % {"email": email}
    messages.success(request, told)
    return HttpResponseRedirect(reverse("pages:account"))


@require_POST
@member_page(owner=True)
def change_member(request: MemberRequest, pk: int) -> HttpResponse:
    """Give a member another role."""
    member = _member(request, pk)
    role = request.POST.get("role", "")
    if role not in Role.values:
        raise Http404
    members.set_member(firm=request.firm, email=member.email, role=Role(role), by=request.member)
    messages.success(request, _("The role is changed."))
    return HttpResponseRedirect(reverse("pages:account"))


@require_POST
@member_page(owner=True)
def remove_member(request: MemberRequest, pk: int) -> HttpResponse:
    """Remove a member: the address is deleted and the keys are revoked at once."""
    member = _member(request, pk)
    email, revoked = member.email, members.remove_member(member, by=request.member)
    told = _("%(email)s is removed, and %(count)s keys are revoked.")
    messages.success(request, told % {"email": email, "count": revoked})
    return HttpResponseRedirect(reverse("pages:account"))


def _shown(request: MemberRequest, form: MemberForm, status: int = HTTPStatus.OK) -> HttpResponse:
    is_owner = request.member.role == Role.OWNER
    rows = Member.objects.filter(firm=request.firm).select_related("user") if is_owner else ()
    context = {
        "form": form,
        "rows": rows,
        "is_owner": is_owner,
        "roles": Role.choices,
        "json_url": reverse("members" if is_owner else "me"),
    }
    return render(request, "pages/account.html", context, status=status)


def _member(request: MemberRequest, pk: int) -> Member:
    """The member of the firm. Raises Http404 for one of another firm as for a missing one."""
    rows = Member.objects.select_related("firm", "user")
    found = rows.filter(firm=request.firm, pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404
    return found
