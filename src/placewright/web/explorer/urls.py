"""The addresses of the explorer."""

from __future__ import annotations

from django.urls import path

from placewright.web.explorer import place_views, views

urlpatterns = [
    path("", views.explore, name="explore"),
    path("embed/", views.embed, name="explore_embed"),
    path("figures.csv", views.figures_csv, name="explore_csv"),
    path("figures.xlsx", views.figures_xlsx, name="explore_xlsx"),
    path("picture.svg", views.picture_svg, name="explore_svg"),
    path("picture.png", views.picture_png, name="explore_png"),
    path("places.json", views.place_names, name="explore_place_names"),
    path("place/", place_views.places, name="explore_places"),
    path("place/<str:code>/", place_views.place, name="explore_place"),
]
