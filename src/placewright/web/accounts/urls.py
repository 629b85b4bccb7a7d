"""The addresses of accounts: ours, those of sign-in that are used, and closed doors in place of those that are not."""

from __future__ import annotations

from django.urls import path, re_path

from placewright.web.accounts import views

urlpatterns = [
    path("", views.your_account, name="your_account"),
    path("join/<str:secret>/", views.join, name="join"),
    path("2fa/", views.SecondStepView.as_view(), name="mfa_index"),
    path("sessions/", views.DevicesView.as_view(), name="usersessions_list"),
    path("signup/", views.nothing, name="account_signup"),
    path("email/", views.nothing, name="account_email"),
    path("confirm-email/", views.nothing, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", views.nothing, name="account_confirm_email"),
    path("login/code/confirm/", views.nothing, name="account_confirm_login_code"),
    path("reauthenticate/code/", views.nothing, name="account_request_reauthentication_code"),
    path("reauthenticate/code/confirm/", views.nothing, name="account_confirm_reauthentication_code"),
]
