"""The public's addresses of answering; the names at the front cannot be those of a survey or consultation."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from placewright.web.engagement import answering_views, desk_views, receipt_views, steps_views, ways_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", answering_views.all_open, name="say_all"),
    path("continue/", answering_views.go_on, name="say_continue"),
    path("receipt/", receipt_views.receipt, name="say_receipt"),
    path("invitation/", ways_views.typed_invitation, name="say_invitation_code"),
    path("invitation/<slug:token>/", ways_views.invitation, name="say_invitation"),
    path("desk/", ways_views.desk, name="say_desk"),
    path("<slug:slug>/", answering_views.landing, name="say"),
    path("<slug:slug>/begin/", answering_views.begin, name="say_begin"),
    path("<slug:slug>/decline/", ways_views.decline, name="say_decline"),
    path("<slug:slug>/answer/", steps_views.answer, name="say_answer"),
    path("<slug:slug>/answer/<slug:step>/", steps_views.one_step, name="say_step"),
    path("<slug:slug>/check/", steps_views.check, name="say_check"),
    path("<slug:slug>/later/", steps_views.later, name="say_later"),
    path("<slug:slug>/done/", steps_views.done, name="say_done"),
    path("<slug:slug>/still-there/", desk_views.still_there, name="say_still"),
    path("<slug:slug>/idle/", desk_views.idle, name="say_idle"),
    path("<slug:slug>/forget/", answering_views.forget, name="say_forget"),
]
