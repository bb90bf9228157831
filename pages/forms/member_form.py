"""A member of the firm as a form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from firms.models import Role


class MemberForm(forms.Form):
    """The address and the role of a member."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.VIEWER)
