"""The addresses of the public's pages; those of a build are listed by what a build makes."""

from __future__ import annotations

from django.urls import path, re_path

from placewright.web.site import for_machines, offline, views
from placewright.web.site.media import media

_BUILT = (
    r"(?P<path>(?:strategy|ledger|places|indicators|analysis|actions|data|downloads)/.+"
    r"|(?:strategy|places|indicators|analysis|actions)/"
    r"|[a-z0-9-]+\.(?:html|pdf|docx|pptx|xlsx|xml|json|csv|svg|parquet))"
)

urlpatterns = [
    path("", views.home, name="home"),
    path("index.html", views.home, name="home_file"),
    path("changes.xml", for_machines.feed, name="changes_feed"),
    path("strategy/<slug:chapter>.xml", for_machines.chapter_feed_page, name="chapter_feed"),
    path("sitemap.xml", for_machines.sitemap, name="sitemap"),
    path("robots.txt", for_machines.robots, name="robots"),
    path("favicon.ico", for_machines.favicon, name="favicon"),
    path("cards/<path:page>.png", for_machines.card, name="card"),
    path("themes/", views.themes, name="themes"),
    path("themes/<slug:slug>/", views.theme, name="theme"),
    path("assets/<str:name>", views.asset, name="asset"),
    path("offline-worker.js", offline.worker, name="offline_worker"),
    path("offline/", offline.kept, name="offline"),
    path("offline/<str:name>", offline.kept, name="offline_file"),
    path("media/<slug:folder>/<str:name>", media, name="media"),
    re_path(rf"^{_BUILT}$", views.built_page, name="built_page"),
]
