"""Wagtail's own ways in and its pages of users and groups: closed, since they know neither second factor nor roles."""

from __future__ import annotations

from django.urls import path, re_path

from placewright.web.accounts import views

urlpatterns = [
    path("team/login/", views.sign_in_elsewhere),
    path("team/logout/", views.sign_out_asked),
    path("_util/login/", views.sign_in_elsewhere),
    re_path(r"^team/password_reset/(?P<rest>.*)$", views.nothing),
    re_path(r"^team/(?:users|groups|sites|failwhale|test404)/(?P<rest>.*)$", views.nothing),
]
