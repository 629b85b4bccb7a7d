"""The addresses of delivery."""

from __future__ import annotations

from django.urls import path

from placewright.web.delivery import views

urlpatterns = [
    path("", views.overview, name="delivery"),
    path("measures/<slug:slug>/", views.measure, name="delivery_measure"),
]
