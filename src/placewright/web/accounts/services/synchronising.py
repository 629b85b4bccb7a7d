"""Groups and their permissions, made to say what `roles.CAPABILITIES` says."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail import hooks
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.snippets.models import get_snippet_models

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.roles import CAPABILITIES, Role

_PAGES = {
    May.COMPOSE_PAGES: (
        "add_page",
        "change_page",
        "publish_page",
        "bulk_delete_page",
        "lock_page",
        "unlock_page",
    )
}
_FILES = {
    May.EDIT_RECORDS: ("add_image", "choose_image", "add_document", "choose_document"),
    May.COMPOSE_PAGES: (
        "add_image",
        "change_image",
        "delete_image",
        "choose_image",
        "add_document",
        "change_document",
        "delete_document",
        "choose_document",
        "add_collection",
        "change_collection",
        "delete_collection",
    ),
}
_MODELS = {
    May.COMPOSE_PAGES: ("wagtailredirects.redirect",),
    May.MANAGE_PEOPLE: ("wagtailcore.workflow", "wagtailcore.task"),
}
_SNIPPETS = {
    "strategy": {
        May.SEE_TEAM: ("view",),
        May.EDIT_RECORDS: ("add", "change"),
        May.PUBLISH_RECORDS: ("add", "change", "publish", "lock", "unlock", "delete"),
    },
    "delivery": {May.SEE_TEAM: ("view",), May.RUN_DELIVERY: ("add", "change", "publish", "lock", "unlock", "delete")},
    "site": {
        May.SEE_TEAM: ("view",),
        May.COMPOSE_PAGES: ("add", "change", "publish", "lock", "unlock", "delete"),
    },
}
"""What a capability allows on the snippets of an app; the permissions are Wagtail's own."""


@transaction.atomic
def synchronise_roles() -> None:
    """Make one group for each role, with exactly the permissions that its capabilities give it."""
    hooks.search_for_hooks()  # the kinds of record that Wagtail edits are named there
    _drop_unused_groups()
    for role in Role:
        group, _made = Group.objects.get_or_create(name=str(role))
        capabilities = CAPABILITIES[role]
        group.permissions.set(_permissions(capabilities))
        _allow_pages(group, capabilities)
        _allow_files(group, capabilities)


def _drop_unused_groups() -> None:
    """Remove the groups that Wagtail comes with, where nobody is in them; roles are the only groups here."""
    Group.objects.filter(name__in=("Moderators", "Editors"), user=None).delete()


def _permissions(capabilities: frozenset[May]) -> list[Permission]:
    wanted = {("accounts", str(one)) for one in capabilities}
    if May.SEE_TEAM in capabilities:
        wanted.add(("wagtailadmin", "access_admin"))
    for model in get_snippet_models():
        app, name = model._meta.app_label, model._meta.model_name
        for one, actions in _SNIPPETS.get(app, {}).items():
            if one in capabilities:
                wanted |= {(app, f"{action}_{name}") for action in actions}
    for one, models in _MODELS.items():
        if one in capabilities:
            for label in models:
                app, name = label.split(".")
                wanted |= {(app, f"{action}_{name}") for action in ("add", "change", "delete", "view")}
    held = Permission.objects.select_related("content_type").filter(
        content_type__app_label__in={app for app, _name in wanted}
    )
    return [one for one in held if (one.content_type.app_label, one.codename) in wanted]


def _allow_pages(group: Group, capabilities: frozenset[May]) -> None:
    wanted = {codename for one in capabilities for codename in _PAGES.get(one, ())}
    root = Page.get_first_root_node()
    if root is None:  # the database was emptied and nothing is in it yet
        return
    held = GroupPagePermission.objects.filter(group=group)
    held.exclude(page=root, permission__codename__in=wanted).delete()
    there = set(held.values_list("permission__codename", flat=True))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=root, permission=permission)
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=wanted - there)
    )


def _allow_files(group: Group, capabilities: frozenset[May]) -> None:
    wanted = {codename for one in capabilities for codename in _FILES.get(one, ())}
    root = Collection.get_first_root_node()
    if root is None:
        return
    held = GroupCollectionPermission.objects.filter(group=group)
    held.exclude(collection=root, permission__codename__in=wanted).delete()
    there = set(held.values_list("permission__codename", flat=True))
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=root, permission=permission)
        for permission in Permission.objects.filter(
            content_type__app_label__in=("wagtailcore", "wagtailimages", "wagtaildocs"), codename__in=wanted - there
        )
    )
