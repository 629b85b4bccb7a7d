"""The addresses of the desk, below the team's area."""

from __future__ import annotations

from django.urls import path, re_path

from placewright.web.strategy.co_design.views import desk, desk_remarks

app_name = "co_design"

urlpatterns = [
    path("", desk.index, name="index"),
    path("begin/", desk.begin, name="begin"),
    path("remarks/<int:pk>/", desk_remarks.remark, name="remark"),
    path("links/<int:pk>/revoke/", desk_remarks.revoke, name="revoke"),
    path("editions/<slug:slug>/take-over/", desk.take_over, name="take_over"),
    path("links/<int:pk>/extend/", desk_remarks.extend, name="extend"),
    path("approvals/<int:pk>/take-back/", desk.take_back_approval, name="take_back_approval"),
    path("editions/<slug:slug>/approve/", desk.approve, name="approve"),
    path("editions/<slug:slug>/redline.docx", desk.redline, name="redline"),
    re_path(r"^editions/(?P<slug>[a-z0-9-]+)/read/(?P<path>.*)$", desk.read, name="read"),
    path("under-way/<slug:slug>/", desk.edition, name="edition"),
    path("under-way/<slug:slug>/make/", desk.make, name="make"),
    path("under-way/<slug:slug>/move/<slug:to>/", desk.move, name="move"),
    path("under-way/<slug:slug>/undo/", desk.undo, name="undo"),
    path("under-way/<slug:slug>/log.docx", desk.log_word, name="log_word"),
    path("under-way/<slug:slug>/log.csv", desk.log_csv, name="log_csv"),
    path("under-way/<slug:slug>/remarks/", desk_remarks.remarks, name="remarks"),
    path("under-way/<slug:slug>/invite/", desk_remarks.invite, name="invite"),
    path("under-way/<slug:slug>/word/", desk_remarks.word, name="word"),
]
