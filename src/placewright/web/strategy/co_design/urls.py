"""The addresses of editions and of reviewers; those of the desk are the team's."""

from __future__ import annotations

from django.urls import path, re_path

from placewright.web.strategy.co_design.views import public, review

_TWO = r"(?P<before>[a-z0-9-]+)\.\.(?P<after>[a-z0-9-]+)"

urlpatterns = [
    path("editions/", public.editions, name="editions"),
    re_path(rf"^editions/{_TWO}/$", public.comparison, name="edition_comparison"),
    re_path(rf"^editions/{_TWO}/figures\.csv$", public.figures, name="edition_figures"),
    re_path(r"^editions/(?P<slug>[a-z0-9-]+)/(?P<path>.*)$", public.edition_page, name="edition_page"),
    path("review/", review.overview, name="review"),
    re_path(r"^review/(?P<token>[A-Za-z0-9_-]{43})/$", review.enter, name="review_enter"),
    re_path(r"^review/read/(?P<path>.*)$", review.read, name="review_read"),
    path("review/say/<slug:chapter>/<int:number>/", review.say, name="review_say"),
    path("review/stand/<slug:chapter>/", review.stand, name="review_stand"),
    path("review/approve/", review.approve, name="review_approve"),
    path("review/leave/", review.leave, name="review_leave"),
]
