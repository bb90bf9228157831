"""All pages on one screen: those of members, and those of allauth by which members log in."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.urls import include, path

from pages.views import account as firm_account
from pages.views import (
    account_keys,
    account_usage,
    account_webhooks,
    brief,
    choices,
    home,
    partner,
    partner_search,
    province,
    province_tabs,
    provinces,
    public_partner,
    radar,
    sector,
    sectors,
    shortlist,
    shortlist_comparison,
    shortlist_digest,
    shortlist_export,
    shortlist_revisions,
    shortlist_sharing,
    shortlist_weights,
    status,
)

_pages = [
    path("", home.home, name="home"),
    path("briefs/new", brief.new_brief, name="new-brief"),
    path("briefs/try", brief.try_brief, name="try-brief"),
    path("briefs/suggest/<slug:field>", brief.suggest_words, name="suggest"),
    path("shortlists/<uuid:pk>", shortlist.show_shortlist, name="shortlist"),
    path("shortlists/<uuid:pk>/moved", shortlist.moved, name="moved"),
    path("shortlists/<uuid:pk>/brief", brief.edit_brief, name="edit-brief"),
    path("shortlists/<uuid:pk>/brief/try", brief.try_brief, name="try-edit"),
    path("shortlists/<uuid:pk>/archive", shortlist.archive_shortlist, name="archive"),
    path("shortlists/<uuid:pk>/decisions/<int:partner>", shortlist.decide_on, name="decide"),
    path("shortlists/<uuid:pk>/compare", shortlist_comparison.compare, name="compare"),
    path("shortlists/<uuid:pk>/weights", shortlist_weights.weights, name="weights"),
    path("shortlists/<uuid:pk>/digest", shortlist_digest.digest, name="digest"),
    path("shortlists/<uuid:pk>/revisions", shortlist_revisions.revisions, name="revisions"),
    path("shortlists/<uuid:pk>/export.<slug:suffix>", shortlist_export.export, name="export"),
    path("shortlists/<uuid:pk>/links", shortlist_sharing.links, name="links"),
    path("shortlists/<uuid:pk>/links/<int:link>/end", shortlist_sharing.end_link, name="end-link"),
    path("shared/<str:token>", shortlist_sharing.shared, name="shared"),
    path("provinces", provinces.provinces, name="provinces"),
    path("provinces/<str:code>", province.province, name="province"),
    path("provinces/<str:code>/timeline", province_tabs.timeline, name="province-timeline"),
    path("provinces/<str:code>/changes", province_tabs.changes, name="province-changes"),
    path("provinces/<str:code>/record", province_tabs.record, name="province-record"),
    path("provinces/<str:code>/around", province_tabs.around, name="province-around"),
    path("radar", radar.radar, name="radar"),
    path("sectors", sectors.sectors, name="sectors"),
    path("sectors/<str:code>", sector.sector, name="sector"),
    path("partners", partner_search.search, name="search"),
    path("partners/<int:pk>", public_partner.partner, name="partner"),
    path("partners/<int:pk>/takedown", public_partner.takedown, name="takedown"),
    path("takedowns/<uuid:pk>", public_partner.takedown_state, name="takedown-state"),
    path("partners/<int:pk>/matches", partner.show_matches, name="partner-matches"),
    path("partners/<int:pk>/answers", partner.record_answer, name="record-answer"),
    path(
        "partners/<int:pk>/answers/<slug:question>/end", partner.take_back, name="take-back-answer"
    ),
    path("partners/<int:pk>/correction", partner.propose_correction, name="propose-correction"),
    path("account", firm_account.account, name="account"),
    path("account/members", firm_account.add_member, name="add-member"),
    path("account/members/<int:pk>", firm_account.change_member, name="change-member"),
    path("account/members/<int:pk>/remove", firm_account.remove_member, name="remove-member"),
    path("account/keys", account_keys.keys, name="keys"),
    path("account/keys/<slug:prefix>/rotate", account_keys.rotate, name="rotate-key"),
    path("account/keys/<slug:prefix>/revoke", account_keys.revoke, name="revoke-key"),
    path("account/usage", account_usage.usage, name="usage"),
    path("account/webhooks", account_webhooks.webhooks, name="webhooks"),
    path("account/webhooks/<uuid:pk>", account_webhooks.webhook, name="webhook"),
    path("account/webhooks/<uuid:pk>/change", account_webhooks.change, name="change-webhook"),
    path(
        "account/webhooks/<uuid:pk>/secret", account_webhooks.rotate_secret, name="webhook-secret"
    ),
    path(
        "account/webhooks/<uuid:pk>/do/<slug:action>", account_webhooks.act, name="webhook-action"
    ),
    path(
        "account/webhooks/<uuid:pk>/deliveries/<int:number>/resend",
        account_webhooks.resend,
        name="resend",
    ),
    path("status", status.status, name="status"),
    path("choose/language", choices.choose_language, name="choose-language"),
    path("choose/theme", choices.choose_theme, name="choose-theme"),
    path("choose/firm", choices.choose_firm, name="choose-firm"),
]

# Named as allauth names them. Left out: signing up, and changing one's address.
_accounts = [
    path("login", account.login, name="account_login"),
    path("login/code", account.request_login_code, name="account_request_login_code"),
    path("login/code/confirm", account.confirm_login_code, name="account_confirm_login_code"),
    path("login/passkey", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("login/second", mfa.authenticate, name="mfa_authenticate"),
    path("logout", account.logout, name="account_logout"),
    path("inactive", account.account_inactive, name="account_inactive"),
    path("again", account.reauthenticate, name="account_reauthenticate"),
    path("again/second", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("again/passkey", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path(
        "again/code",
        account.request_reauthentication_code,
        name="account_request_reauthentication_code",
    ),
    path(
        "again/code/confirm",
        account.confirm_reauthentication_code,
        name="account_confirm_reauthentication_code",
    ),
    path("password", account.password_change, name="account_change_password"),
    path("password/set", account.password_set, name="account_set_password"),
    path("password/reset", account.password_reset, name="account_reset_password"),
    path(
        "password/reset/confirm",
        account.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "password/reset/complete",
        account.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "password/reset/done",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("factors", mfa.index, name="mfa_index"),
    path("factors/app", totp.activate_totp, name="mfa_activate_totp"),
    path("factors/app/off", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("factors/passkeys", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("factors/passkeys/add", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("factors/passkeys/<int:pk>/remove", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("factors/passkeys/<int:pk>/edit", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("factors/codes", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("factors/codes/new", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "factors/codes/download",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("sessions", sessions.list_usersessions, name="usersessions_list"),
]

urlpatterns = [
    path("", include((_pages, "pages"))),
    path("accounts/", include(_accounts)),
]
