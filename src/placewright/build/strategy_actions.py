"""The pages of what is done: interventions with their logic models, funds, and the measures that will show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from placewright.build.strategy_choices import chosen_in_order
from placewright.build.strategy_links import Addresses, source_link
from placewright.core.issues import Issue
from placewright.core.periods import day_if_one, month_in_words
from placewright.core.printing import MINUS, as_rounded
from placewright.core.words import gettext as _
from placewright.ledger.link_reviews import file_of
from placewright.ledger.money import ActionMoney, MoneyStand, money_of
from placewright.publish.document import Grid, Picture
from placewright.publish.views_checks import MeasureLine, MeasuresPage
from placewright.publish.views_strategy import (
    ActionCard,
    ActionsPage,
    FundLine,
    FundsPage,
    InterventionPage,
    Link,
    NodeView,
    ProgrammeLine,
    StepView,
)
from placewright.records.funding import FundingStream
from placewright.records.intervention import Intervention, Node, Stage, Step
from placewright.records.measure import Measure

Read = Callable[[str, str, str], str]
"""Reads an indicator at a place, now or in a named period: the figure in words, empty where there is none."""


def actions_page(at: Addresses) -> ActionsPage | None:
    """The list of interventions and programmes; None where there are none."""
    if not at.authored.interventions:
        return None
    programmes = tuple(
        ProgrammeLine(
            item.title,
            at.sentence(item.text),
            item.owner,
            at.links("intervention", (id for id in item.interventions if id in at.authored.interventions)),
            item.illustrative,
        )
        for item in at.authored.programmes.values()
    )
    return ActionsPage(tuple(_card(at, item) for item in _in_order(at)), programmes)


def intervention_pages(
    at: Addresses, pictures: Mapping[str, Picture], issues: Sequence[Issue] = ()
) -> tuple[InterventionPage, ...]:
    """A page for each intervention.

    Args:
        at: what records are named by.
        pictures: the drawn logic model of each intervention, by its id.
        issues: what the checks of logic models and money said.
    """
    items = _in_order(at)
    links = [None, *(at.link(f"intervention:{item.id}") for item in items), None]
    around = [(links[n], links[n + 2]) for n in range(len(items))]
    return tuple(
        _page(at, item, pictures.get(item.id), issues, *sides) for item, sides in zip(items, around, strict=True)
    )


def funds_page(at: Addresses, *, today: date) -> FundsPage | None:
    """The funds and what draws on each; None where no fund is recorded."""
    funds = at.authored.funding
    if not funds:
        return None
    items = at.authored.interventions.values()
    unfunded = [item.id for item in items if item.unfunded or money_of(item).stand is MoneyStand.UNFUNDED]
    return FundsPage(
        tuple(_fund(at, fund, today) for fund in funds.values()),
        at.links("intervention", unfunded),
        _matrix(at),
    )


def measures_page(at: Addresses, read: Read) -> MeasuresPage | None:
    """What is watched, with its reading now and at its baseline; None where nothing is."""
    if not at.authored.measures:
        return None
    order = {item.id: number for number, item in enumerate(chosen_in_order(at.authored.priorities.values()))}
    ranked = sorted(
        at.authored.measures.values(),
        key=lambda item: (min((order.get(id, len(order)) for id in item.priorities), default=len(order)), item.title),
    )
    return MeasuresPage(tuple(_measure(at, item, read) for item in ranked))


def money_words(amount: float) -> str:
    """An amount in pounds, as short as it can be said: in the largest unit that it reaches once it is rounded.

    >>> money_words(1_250_000), money_words(800_000), money_words(-22_300_000)
    ('£1.25m', '£800,000', '−£22.3m')
    """
    sign, size = (MINUS, -amount) if amount <= -0.5 else ("", abs(amount))
    if as_rounded(size / 1e6, 2) >= 1000:
        return f"{sign}£{_short(size / 1e9)}bn"
    return f"{sign}£{_short(size / 1e6)}m" if as_rounded(size, 0) >= 1e6 else f"{sign}£{size:,.0f}"


def _short(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _in_order(at: Addresses) -> list[Intervention]:
    order = {id: item.order for id, item in at.authored.priorities.items()}
    return sorted(
        at.authored.interventions.values(),
        key=lambda item: (min((order.get(id, 99) for id in item.priorities), default=99), item.title),
    )


def _card(at: Addresses, item: Intervention) -> ActionCard:
    money = money_of(item)
    return ActionCard(
        id=item.id,
        title=item.title,
        text=(at.paragraphs(item.text) or ("",))[0],
        owner=item.owner,
        when=_between(item.starts, item.ends),
        cost=_cost_words(item, money),
        money=_money_words(at, money),
        priorities=at.links("priority", item.priorities),
        unfunded=item.unfunded or money.stand is MoneyStand.UNFUNDED,
        illustrative=item.illustrative,
    )


def _page(
    at: Addresses,
    item: Intervention,
    picture: Picture | None,
    issues: Sequence[Issue],
    before: Link | None,
    after: Link | None,
) -> InterventionPage:
    own = file_of(f"intervention:{item.id}")
    return InterventionPage(
        card=_card(at, item),
        paragraphs=at.paragraphs(item.text),
        nodes=tuple(_node(at, node) for stage in Stage for node in item.nodes if node.stage is stage),
        steps=tuple(_step(at, step) for step in item.steps),
        picture=picture,
        money=_money_grid(at, item),
        places=at.place_names(item.places),
        external_drivers=item.external_drivers,
        counterfactual=at.sentence(item.counterfactual),
        measures=at.links("measure", (m.id for m in at.authored.measures.values() if item.id in m.interventions)),
        troubles=tuple(dict.fromkeys(issue.what for issue in issues if issue.where.startswith(own))),
        source=source_link(item.source, item.url),
        before=before,
        after=after,
    )


def _node(at: Addresses, node: Node) -> NodeView:
    baseline = node.baseline
    if baseline and node.baseline_source:
        baseline = f"{baseline} ({node.baseline_source})"
    read_by = ", ".join(part for part in (node.owner, node.frequency) if part)
    if node.data_cost:
        read_by = (
            _("%(read_by)s. Cost: %(data_cost)s") % {"read_by": read_by, "data_cost": node.data_cost}
            if read_by
            else node.data_cost
        )
    return NodeView(
        node.id,
        str(node.stage),
        at.sentence(node.text) or node.text,
        node.measured_by,
        at.sentence(baseline),
        at.sentence(node.target or node.direction),
        read_by,
        at.link(f"indicator:{node.indicator}") if node.indicator in at.indicators else None,
    )


def _step(at: Addresses, step: Step) -> StepView:
    evidence = (*at.links("finding", step.findings), *at.links("claim", step.claims))
    return StepView(step.from_, step.to, at.sentence(step.assumption), str(step.grade), _shortened(evidence))


def _shortened(links: Iterable[Link], most: int = 90) -> tuple[Link, ...]:
    return tuple(
        link if len(link.words) <= most else Link(f"{link.words[:most].rsplit(' ', 1)[0]} …", link.href)
        for link in links
    )


def _money_grid(at: Addresses, item: Intervention) -> Grid | None:
    money = money_of(item)
    if not money.years:
        return None
    streams = [at.title(f"funding:{id}") for id in money.streams]
    heads = (_("Year"), _("Cost"), *streams, _("Not paid for"))
    paid = {(part.stream, year): amount for part in item.funding for year, amount in part.amounts.items()}
    rows = [
        (
            year.year,
            money_words(year.cost),
            *(money_words(paid.get((id, year.year), 0.0)) for id in money.streams),
            money_words(year.gap),
        )
        for year in money.years
    ]
    totals = (money_words(sum(paid.get((id, year.year), 0.0) for year in money.years)) for id in money.streams)
    rows.append((_("In all"), money_words(money.cost), *totals, money_words(sum(year.gap for year in money.years))))
    note = (
        _("In prices of %(prices)s.") % {"prices": item.prices}
        if item.prices and item.prices != "current"
        else _("In current prices.")
    )
    return Grid(_("Cost and money by year"), heads, tuple(rows), (False, *(True for _rest in heads[1:])), note)


def _cost_words(item: Intervention, money: ActionMoney) -> str:
    if money.stand is MoneyStand.UNCOSTED:
        return ""
    prices = _(", prices of %(prices)s") % {"prices": item.prices} if item.prices and item.prices != "current" else ""
    return f"{money_words(money.cost)}{prices}"


def _money_words(at: Addresses, money: ActionMoney) -> str:
    streams = ", ".join(at.title(f"funding:{id}") for id in money.streams)
    match money.stand:
        case MoneyStand.FUNDED:
            return _("from %(streams)s") % {"streams": streams}
        case MoneyStand.PART_FUNDED:
            return _("%(money_words)s from %(streams)s; %(money_words_2)s has no fund") % {
                "money_words": money_words(money.funded),
                "streams": streams,
                "money_words_2": money_words(money.gap),
            }
        case MoneyStand.UNFUNDED:
            return _("no fund pays for it yet")
    return _("from %(streams)s, without costs stated") % {"streams": streams} if streams else _("no costs stated")


def _fund(at: Addresses, fund: FundingStream, today: date) -> FundLine:
    users = [
        item.id for item in at.authored.interventions.values() if any(part.stream == fund.id for part in item.funding)
    ]
    total = money_words(fund.total) if fund.total is not None else ""
    if not total and fund.amounts:
        total = money_words(sum(fund.amounts.values()))
    return FundLine(
        id=fund.id,
        title=fund.title,
        funder=fund.funder,
        text=at.sentence(fund.text),
        total=total,
        when=_between(fund.opened, fund.closed),
        state=_state(fund, today),
        amounts=tuple((year, money_words(amount)) for year, amount in sorted(fund.amounts.items())),
        eligible=fund.eligible,
        actions=at.links("intervention", users),
        source=source_link(fund.source, fund.url),
        verified=fund.verified,
        scope=fund.scope,
    )


def _state(fund: FundingStream, today: date) -> str:
    if fund.closed is not None and fund.closed < today:
        return _("closed")
    if fund.opened is not None and fund.opened > today:
        return _("not open yet")
    return _("open") if fund.opened is not None or fund.closed is not None else ""


def _matrix(at: Addresses) -> Grid | None:
    items, funds = _in_order(at), at.authored.funding
    used = [id for id in funds if any(part.stream == id for item in items for part in item.funding)]
    if not used:
        return None
    rows = []
    for item in items:
        paid: dict[str, float] = {}
        for part in item.funding:
            paid[part.stream] = paid.get(part.stream, 0.0) + sum(part.amounts.values())
        if paid:
            rows.append((item.title, *(_paid_words(paid.get(id)) for id in used)))
    heads = (_("Action"), *(funds[id].title for id in used))
    return Grid(_("Money by action and fund"), heads, tuple(rows), (False, *(True for _rest in used)))


def _paid_words(amount: float | None) -> str:
    if amount is None:
        return "–"
    return money_words(amount) if amount else _("no sum stated")


def _measure(at: Addresses, item: Measure, read: Read) -> MeasureLine:
    known = item.indicator in at.indicators
    now = read(item.indicator, item.place, "") if known and not item.member else ""
    then = read(item.indicator, item.place, item.baseline_period) if known and item.baseline_period else ""
    return MeasureLine(
        id=item.id,
        title=item.title,
        text=at.sentence(item.text) or item.measured_by,
        now=now,
        baseline=then or day_if_one(item.baseline_period),
        towards=at.sentence(item.target) or item.direction,
        frequency=item.frequency,
        owner=item.owner,
        data_cost=item.data_cost,
        indicator=at.link(f"indicator:{item.indicator}") if known else None,
        serves=(*at.links("priority", item.priorities), *at.links("intervention", item.interventions)),
        unmeasured=not item.indicator,
    )


def _between(start: date | None, end: date | None) -> str:
    if start is None and end is None:
        return ""
    if end is None and start is not None:
        return _("from %(month)s") % {"month": _month(start)}
    if start is None and end is not None:
        return _("until %(month)s") % {"month": _month(end)}
    return _("%(month)s to %(month_2)s") % {"month": _month(start), "month_2": _month(end)} if start and end else ""


def _month(day: date) -> str:
    return f"{month_in_words(day.month)} {day.year}"
