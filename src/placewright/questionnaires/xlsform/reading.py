"""An XLSForm as a questionnaire, and for each construct whether it was taken, changed or refused."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from placewright.core.words import gettext as _
from placewright.core.words import spoken
from placewright.questionnaires.model import (
    WITH_WORDS,
    Group,
    Option,
    Page,
    Question,
    QuestionKind,
    Questionnaire,
    Row,
    Rule,
    Scale,
)
from placewright.questionnaires.rules import DECLINED
from placewright.questionnaires.texts import texts
from placewright.questionnaires.xlsform.expressions import NoRule, limited, rule_of
from placewright.questionnaires.xlsform.file_types import ANY_FILE, KINDS_OF_FILE
from placewright.questionnaires.xlsform.findings import Finding, Grade
from placewright.questionnaires.xlsform.languages import language_code
from placewright.questionnaires.xlsform.sheets import Line, Sheets, read_sheets
from placewright.questionnaires.xlsform.unread import unread_of, unread_of_choices, unread_of_settings, unused_choices

_SIMPLE = {
    "text": QuestionKind.SHORT_TEXT,
    "string": QuestionKind.SHORT_TEXT,
    "phone number": QuestionKind.SHORT_TEXT,
    "integer": QuestionKind.NUMBER,
    "int": QuestionKind.NUMBER,
    "decimal": QuestionKind.NUMBER,
    "date": QuestionKind.DATE,
    "note": QuestionKind.STATEMENT,
    "image": QuestionKind.FILE,
    "photo": QuestionKind.FILE,
    "file": QuestionKind.FILE,
    "audio": QuestionKind.FILE,
    "video": QuestionKind.FILE,
}
_SELECTS = {
    "select_one": QuestionKind.SINGLE,
    "select one": QuestionKind.SINGLE,
    "select one from": QuestionKind.SINGLE,
    "select1": QuestionKind.SINGLE,
    "select_multiple": QuestionKind.MULTIPLE,
    "select multiple": QuestionKind.MULTIPLE,
    "select all that apply": QuestionKind.MULTIPLE,
    "select all that apply from": QuestionKind.MULTIPLE,
    "rank": QuestionKind.RANKING,
}
_NOT_COLLECTED = frozenset(
    {"start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "email", "audit"}
    | {"start-geopoint", "background-audio", "background-geopoint"}
)
_MENDS = spoken(
    {
        "calculate": "Compute it from the answers afterwards.",
        "hidden": "Leave it out: nothing is asked.",
        "geopoint": "Ask for the postcode district, or let people choose an area.",
        "geotrace": "Ask people to choose an area.",
        "geoshape": "Ask people to choose an area.",
        "barcode": "Ask for the number as a short text.",
        "time": "Ask for it as a short text, or as one of several answers.",
        "datetime": "Ask for the date, and for the time as one of several answers.",
        "begin repeat": "Ask for a number of things, or ask the questions of each of a few on screens of their own.",
        "begin loop": "Copy the questions once for each choice.",
        "end loop": "Leave the row out.",
        "osm": "Ask people to choose an area.",
        "xml-external": "Put the choices into the sheet `choices`.",
        "csv-external": "Put the choices into the sheet `choices`.",
    }
)
_TRANSLATED = re.compile(r"(label|hint)::(.+)")


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a form: the questionnaire, and every construct of it."""

    questionnaire: Questionnaire
    findings: tuple[Finding, ...]

    def count(self, grade: Grade) -> int:
        """How many constructs came out so."""
        return sum(1 for finding in self.findings if finding.grade is grade)


@dataclass
class _Open:
    """A group that was begun and not ended."""

    line: Line
    code: str
    title: str
    rule: Rule | None
    is_matrix: bool = False


@dataclass
class _Bringing:
    sheets: Sheets
    findings: list[Finding] = field(default_factory=list)
    names: dict[str, Question] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    pages: list[Page] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    main: str = ""
    named: set[str] = field(default_factory=set)
    """Names that the form itself gives, which pages made for it leave free."""
    not_taken_up: list[str] = field(default_factory=list)

    def say(self, grade: Grade, line: Line, construct: str, what: str, fix: str = "", sheet: str = "survey") -> None:
        self.findings.append(Finding(grade, sheet, line.number, construct, what, fix))


def read_xlsform(content: bytes, *, name: str) -> Brought:
    """The questionnaire in an XLSForm.

    Raises:
        BadRecord: it is no workbook, CSV or Markdown table, or has no sheet `survey`.
    """
    at = _Bringing(read_sheets(content, name=name))
    setting = {head: cell for line in at.sheets.settings for head, cell in line.cells.items()}
    own = language_code(setting.get("default_language", "")) or "en"
    at.main = _main_column(at, setting.get("default_language", ""))
    for sheet in at.sheets.others:
        at.findings.append(Finding(Grade.REFUSED, sheet, 0, "sheet", _("This sheet is not read."), _("Leave it out.")))
    at.findings.extend(unread_of_settings(at.sheets.settings))
    at.findings.extend(unread_of_choices(at.sheets.choices))
    at.findings.extend(unused_choices(at.sheets.choices, at.sheets.survey))
    at.named = {_plain(line.get("name")) for line in at.sheets.survey}
    for line in at.sheets.survey:
        _line(at, line)
        _say_not_taken_up(at, line)
    for group in at.open:
        at.say(Grade.CHANGED, group.line, "begin group", _("It is never ended: it ends with the form."))
    _close(at, 0)
    stem = re.sub(r"[^a-z0-9]+", "-", name.rpartition(".")[0].lower() or name.lower()).strip("-") or "form"
    title = setting.get("form_title") or setting.get("title") or stem
    asked = Questionnaire(stem, title, own, pages=tuple(page for page in at.pages if page.groups))
    asked = replace(asked, pages=tuple(_folded(page) for page in asked.pages))
    known = texts(asked)
    translated = {
        language: {path: text for path, text in words.items() if path in known}
        for language, words in at.words.items()
        if language != own
    }
    return Brought(replace(asked, texts={lang: held for lang, held in translated.items() if held}), tuple(at.findings))


def _line(at: _Bringing, line: Line) -> None:
    kind = re.sub(r"\s+", " ", line.get("type").strip())
    low = kind.lower().replace("_group", " group").replace("_repeat", " repeat")
    if _is_yes(line.get("disabled")):
        return at.say(Grade.CHANGED, line, "disabled", _("The row is disabled, and left out."))
    if not kind:
        if line.get("name") or line.get("label"):
            at.say(Grade.REFUSED, line, "row", _("It has no type."), _("Write one, or leave the row out."))
        else:
            at.say(Grade.CHANGED, line, "row", _("It has neither type nor name: it is a remark, and left out."))
        return None
    if low in {"begin group", "begin repeat", "begin lgroup"}:
        return _begin(at, line, low)
    if low in {"end group", "end repeat", "end lgroup"}:
        _end(at, line)
        return None
    if low in _NOT_COLLECTED:
        return at.say(
            Grade.CHANGED, line, low, _("It is left out: who answers is not watched."), _("The day is kept anyway.")
        )
    if low == "note" and at.open and line.get("name") == f"{at.open[-1].line.get('name')}_text" and _is_first(at):
        _set_text(at, line)
        return at.say(Grade.SUPPORTED, line, low, _("It is the text before the questions."))
    question = _question(at, line, kind, low)
    if question is not None:
        _put(at, line, question)
    return None


def _begin(at: _Bringing, line: Line, low: str) -> None:
    if low != "begin group":
        at.say(Grade.CHANGED, line, low, _("Its questions are asked once."), _MENDS["begin repeat"])
    else:
        at.say(Grade.SUPPORTED, line, low, _("It is a screen."))
    at.findings.extend(unread_of(line))
    look = line.get("appearance")
    group = _Open(line, _code(at, line, "group"), _label(at, line, "group"), _relevant(at, line))
    group.is_matrix = "table-list" in look
    at.open.append(group)
    if group.is_matrix:
        _words_of(at, line, f"{group.code}.label", f"{group.code}.help")
    elif line.get(_column(at, "hint", line)):
        at.say(Grade.REFUSED, line, "hint", _("A screen has no hint."), _("Write it as a note, first in the group."))
    if len(at.open) == 1:
        # a table has the group's name, so that its page needs another
        page = _free(at, f"{group.code[:27]}_page", at.named) if group.is_matrix else group.code
        at.pages.append(Page(page, group.title, shown_if=group.rule))
        _words_of(at, line, f"page.{page}.title")
    elif group.is_matrix:
        return
    else:
        rules = [one.rule for one in at.open[1:] if one.rule is not None]
        _add_group(at, Group(group.code, group.title, shown_if=_all(rules)))
        _words_of(at, line, f"group.{group.code}.title")
        if len(at.open) > 2:
            at.say(Grade.CHANGED, line, low, _("Groups within groups become screens one after the other."))


def _end(at: _Bringing, line: Line) -> None:
    if not at.open:
        at.say(Grade.REFUSED, line, "end group", _("No group is open here."), _("Leave the row out."))
        return
    _close(at, len(at.open) - 1)


def _close(at: _Bringing, to: int) -> None:
    while len(at.open) > to:
        group = at.open.pop()
        if group.is_matrix:
            _make_matrix(at, group)


def _put(at: _Bringing, line: Line, question: Question) -> None:
    """Put a question on the screen that is open, or on one of its own page where none is."""
    levels = [one for one in at.open if not one.is_matrix]
    if not at.open:
        if not at.pages or not at.pages[-1].code.startswith("part"):
            at.pages.append(Page(_free(at, "part", at.named)))
        if not at.pages[-1].groups:
            _add_group(at, Group(_free(at, "questions", at.named)))
    elif len(levels) <= 1:
        page = at.pages[-1]
        if not page.groups or not page.groups[-1].code.startswith(f"{page.code}_own"[:28]):
            _add_group(at, Group(_free(at, f"{page.code}_own"[:28], at.named)))
    elif at.pages[-1].groups[-1].code not in {one.code for one in levels}:
        rules = [one.rule for one in levels[1:] if one.rule is not None]
        _add_group(at, Group(_free(at, f"{levels[-1].code[:24]}_on", at.named), shown_if=_all(rules)))
    page = at.pages[-1]
    group = page.groups[-1]
    at.pages[-1] = replace(page, groups=(*page.groups[:-1], replace(group, questions=(*group.questions, question))))
    at.names[line.get("name")] = question


def _is_first(at: _Bringing) -> bool:
    """Whether nothing was asked yet in the group that is open."""
    page = at.pages[-1]
    return not page.groups if len(at.open) == 1 else not page.groups[-1].questions


def _set_text(at: _Bringing, line: Line) -> None:
    page, text = at.pages[-1], _piped(at, line.get(_column(at, "label", line)))
    if len(at.open) == 1:
        at.pages[-1] = replace(page, text=text)
        _words_of(at, line, f"page.{page.code}.text")
        return
    group = page.groups[-1]
    at.pages[-1] = replace(page, groups=(*page.groups[:-1], replace(group, text=text)))
    _words_of(at, line, f"group.{group.code}.text")


def _add_group(at: _Bringing, group: Group) -> None:
    at.pages[-1] = replace(at.pages[-1], groups=(*at.pages[-1].groups, group))


def _question(at: _Bringing, line: Line, kind: str, low: str) -> Question | None:
    select = re.fullmatch(r"(.+?) (\S+)( or[ _](?:specify[ _])?other)?", kind)
    if select and select[1].lower() in _SELECTS:
        found = _select(at, line, _SELECTS[select[1].lower()], select[2], bool(select[3]))
        construct = select[1].lower()
    elif low in _SIMPLE:
        found, construct = _simple(at, line, low), low
    elif low == "range":
        found, construct = _range(at, line), low
    elif low in {"acknowledge", "trigger"}:
        option = Option("yes", "Yes")
        found = Question(_code(at, line, "question"), QuestionKind.SINGLE, _label(at, line, low), options=(option,))
        at.say(Grade.CHANGED, line, low, _("It is a question with one answer."))
        construct = low
    else:
        construct = " ".join(low.split(" ")[:2]) if low.startswith(("begin", "end")) else low.split(" ")[0]
        fix = _MENDS.get(construct, _("Choose another type."))
        if "external" in low or "from_file" in low or "${" in low:
            fix = _MENDS["csv-external"]
        at.say(Grade.REFUSED, line, construct, _("This type is not taken."), fix)
        return None
    if found is None:
        return None
    _words_of(at, line, f"{found.code}.label", f"{found.code}.help")
    found = replace(found, help=_piped(at, line.get(_column(at, "hint", line))), required=_is_yes(line.get("required")))
    if found.required is False and line.get("required") and not _is_no(line.get("required")):
        at.say(Grade.CHANGED, line, "required", _("Whether it must be answered depends on answers: it need not be."))
    last = (one for one in at.findings[-3:] if one.sheet == "survey" and one.row == line.number)
    if not any(one.grade is Grade.CHANGED for one in last):
        at.say(Grade.SUPPORTED, line, construct, _("It is a question of kind %(kind)s.") % {"kind": found.kind})
    found = replace(found, shown_if=_relevant(at, line))
    return _with_columns(at, line, found)


def _with_columns(at: _Bringing, line: Line, question: Question) -> Question:
    constraint = line.get("constraint")
    if constraint:
        try:
            question = limited(question, constraint)
            at.say(Grade.SUPPORTED, line, "constraint", _("It is a limit."))
        except NoRule as error:
            fix = _("Say it in the hint, or look for it in the answers.")
            at.say(Grade.REFUSED, line, "constraint", error.what, fix)
    at.findings.extend(unread_of(line))
    return question


def _simple(at: _Bringing, line: Line, low: str) -> Question:
    kind = _SIMPLE[low]
    if kind is QuestionKind.SHORT_TEXT and "multiline" in line.get("appearance"):
        kind = QuestionKind.LONG_TEXT
    if low == "decimal" and line.get("placewright_kind") == "money":
        kind = QuestionKind.MONEY
    if low == "text" and line.get("placewright_kind") == QuestionKind.DISTRICT:
        kind = QuestionKind.DISTRICT
    question = Question(_code(at, line, "question"), kind, _label(at, line, low), whole=low in {"integer", "int"})
    question = replace(question, unit=line.get("placewright_unit") if kind is QuestionKind.NUMBER else "")
    if kind is QuestionKind.FILE:
        at.say(Grade.CHANGED, line, low, _("It is a question for a file, which people may leave out."))
        return replace(question, file_kinds=KINDS_OF_FILE.get("image" if low == "photo" else low, ANY_FILE))
    return question


def _range(at: _Bringing, line: Line) -> Question:
    given = dict(re.findall(r"(start|end|step)\s*=\s*(-?[\d.]+)", line.get("parameters")))
    start, end, step = (float(given.get(key, usual)) for key, usual in (("start", 1), ("end", 10), ("step", 1)))
    code, label = _code(at, line, "question"), _label(at, line, "range")
    if step == 1 and start.is_integer() and end.is_integer() and start < end <= start + 10:
        ends = (line.get("placewright_least"), line.get("placewright_most"))
        return Question(code, QuestionKind.RATING, label, scale=Scale(int(start), int(end), *ends))
    at.say(Grade.CHANGED, line, "range", _("It is a number with limits: a rating has eleven points at most."))
    return Question(code, QuestionKind.NUMBER, label, least=start, most=end, whole=step.is_integer())


def _select(at: _Bringing, line: Line, kind: QuestionKind, name: str, has_other: bool) -> Question | None:
    lines = [one for one in at.sheets.choices if one.get("list_name") == name]
    if not lines:
        fix = _("Write the list '%(name)s' into the sheet `choices`.") % {"name": name}
        at.say(Grade.REFUSED, line, "select", _("There is no list of choices '%(name)s'.") % {"name": name}, fix)
        return None
    code = _code(at, line, "question")
    options: list[Option] = []
    declines = False
    for one in lines:
        choice = re.sub(r"[^A-Za-z0-9_-]+", "-", one.get("name")).strip("-_")[:32]
        if choice == DECLINED:
            declines = True
            continue
        if not choice or choice in {option.code for option in options}:
            fix = _("Give each choice of a list a name of its own, of letters, digits, _ and -.")
            at.say(
                Grade.REFUSED, one, "choice", _("'%(name)s' is not taken.") % {"name": one.get("name")}, fix, "choices"
            )
            continue
        if choice != one.get("name"):
            at.say(
                Grade.CHANGED,
                one,
                "choice",
                _("'%(name)s' is called '%(choice)s'.") % {"name": one.get("name"), "choice": choice},
                "",
                "choices",
            )
        label = one.get(_column(at, "label", one)) or one.get("name")
        options.append(Option(choice, _piped(at, label), exclusive=_is_yes(one.get("placewright_alone"))))
        _words_of(at, one, f"{code}.option.{choice}")
    if has_other:
        options.append(Option("other", "Other", words=kind in WITH_WORDS))
        if kind not in WITH_WORDS:
            what = _("“Other” is put in order, and nobody is asked which.")
            fix = _("Ask for it in a question of its own, shown where somebody chose it.")
            at.say(Grade.CHANGED, line, "or_other", what, fix)
    random = "randomize=true" in line.get("parameters").replace(" ", "").lower()
    label = _label(at, line, "select")
    return Question(code, kind, label, may_decline=declines, options=tuple(options), random=random)


def _make_matrix(at: _Bringing, group: _Open) -> None:
    """Turn the questions of a table into one question, where they all have the same choices."""
    page = at.pages[-1]
    last = page.groups[-1] if page.groups else Group("none")
    inside = [one for one in last.questions if at.codes.get(one.code, "").startswith(f"{group.line.number}/")]
    same = {one.options for one in inside}
    asks_words = any(option.words for options in same for option in options)
    if asks_words or len(same) != 1 or any(one.kind is not QuestionKind.SINGLE for one in inside):
        what = _("Its questions do not all have the same choices: they are asked one by one, without a table's words.")
        if asks_words:
            what = _("A choice asks for words: its questions are asked one by one, without a table's words.")
        at.say(Grade.CHANGED, group.line, "table-list", what)
        return
    prefix = f"{group.code}__"
    rows = tuple(Row(one.code.removeprefix(prefix)[:32], one.label) for one in inside)
    (options,) = same
    required, declines = all(one.required for one in inside), any(one.may_decline for one in inside)
    hint = _piped(at, group.line.get(_column(at, "hint", group.line)))
    made = Question(group.code, QuestionKind.MATRIX, group.title or group.code, hint, options=options, rows=rows)
    made = replace(made, required=required, may_decline=declines, shown_if=group.rule)
    for one, row in zip(inside, rows, strict=True):
        if one.help:
            fix = _("Write it into the hint of the table.")
            number = int(at.codes[one.code].partition("/")[2])
            at.findings.append(
                Finding(Grade.REFUSED, "survey", number, "hint", _("A row of a table has no hint."), fix)
            )
        _move_words(at, one, made, row)
    rest = tuple(one for one in last.questions if one not in inside)
    at.pages[-1] = replace(page, groups=(*page.groups[:-1], replace(last, questions=(*rest, made))))
    for one in inside:
        for name in [name for name, held in at.names.items() if held == one]:
            del at.names[name]
            at.names[f"{group.code}__{one.code.removeprefix(prefix)}"] = made
    at.say(Grade.SUPPORTED, group.line, "table-list", _("It is a table."))


def _move_words(at: _Bringing, one: Question, table: Question, row: Row) -> None:
    """Have the words of other languages follow a question that became a row."""
    for words in at.words.values():
        if label := words.pop(f"{one.code}.label", ""):
            words[f"{table.code}.row.{row.code}"] = label
        for option in one.options:
            if label := words.pop(f"{one.code}.option.{option.code}", ""):
                words.setdefault(f"{table.code}.option.{option.code}", label)


def _folded(page: Page) -> Page:
    """The page with `CODE__OPTION__words` questions put back beside their options, as this software writes them."""
    groups = []
    for group in page.groups:
        held: list[Question] = []
        for question in group.questions:
            code, _bar, rest = question.code.partition("__")
            option = rest.removesuffix("__words")
            owner = next((n for n, one in enumerate(held) if one.code == code and one.kind in WITH_WORDS), None)
            if owner is not None and rest.endswith("__words") and question.kind is QuestionKind.SHORT_TEXT:
                found = held[owner]
                options = tuple(replace(o, words=True) if _letters(o.code) == option else o for o in found.options)
                held[owner] = replace(found, options=options)
                continue
            held.append(question)
        groups.append(replace(group, questions=tuple(held)))
    return replace(page, groups=tuple(group for group in groups if group.questions or group.text))


def _relevant(at: _Bringing, line: Line) -> Rule | None:
    expression = line.get("relevant")
    if not expression:
        return None
    try:
        found = rule_of(expression, at.names)
    except NoRule as error:
        fix = _("Choose a rule here that looks at an earlier answer; until then everybody is asked.")
        at.say(Grade.REFUSED, line, "relevant", error.what, fix)
        return None
    at.say(Grade.SUPPORTED, line, "relevant", _("It is a rule."))
    return found


def _code(at: _Bringing, line: Line, kind: str) -> str:
    name = line.get("name")
    plain = _plain(name) or kind
    whole = _letters(name)
    owner, _bar, _rest = whole.partition("__")
    if (whole.endswith("__words") and owner in at.taken) or (_in_matrix(at) and owner == at.open[-1].code):
        plain = whole  # a part of another question's, as this software writes them: it gets a code of its own there
    elif kind == "question" and "__" in plain and not _in_matrix(at):
        plain = re.sub(r"_+", "_", plain)
    code = _free(at, plain)
    if code != name:
        at.say(Grade.CHANGED, line, "name", _("'%(name)s' is called '%(code)s'.") % {"name": name, "code": code})
    if _in_matrix(at):
        at.codes[code] = f"{at.open[-1].line.number}/{line.number}"
    return code


def _plain(name: str) -> str:
    """A name as a code."""
    return _letters(name)[:32]


def _letters(name: str) -> str:
    """A name in what codes are made of, however long."""
    plain = re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_")
    return re.sub(r"^[^a-z]+", "", plain)


def _in_matrix(at: _Bringing) -> bool:
    return bool(at.open) and at.open[-1].is_matrix


def _free(at: _Bringing, stem: str, but: Collection[str] = ()) -> str:
    """A code that nothing has yet, and that is none of some others."""
    if stem in {"page", "group", "mode", "state", "version", "language", "day", "flags", "reference"}:
        stem = f"{stem}_asked"
    stems = (stem if n == 1 else f"{stem[:26]}_{n}" for n in range(1, 100_000))
    code = next(one for one in stems if one not in at.taken and one not in but)
    at.taken.add(code)
    return code


def _label(at: _Bringing, line: Line, construct: str) -> str:
    label = line.get(_column(at, "label", line))
    if not label and construct not in {"group"}:
        at.say(Grade.CHANGED, line, "label", _("It has no words: its name stands there."), _("Write what is asked."))
        label = line.get("name")
    return _piped(at, label)


def _piped(at: _Bringing, text: str) -> str:
    def code(found: re.Match[str]) -> str:
        question = at.names.get(found[1])
        if question is None:
            at.not_taken_up.append(found[1])
        return "{{ " + question.code + " }}" if question is not None else "…"

    return re.sub(r"\$\{\s*([^}\s]+)\s*\}", code, text)


def _say_not_taken_up(at: _Bringing, line: Line) -> None:
    for name in dict.fromkeys(at.not_taken_up):
        what = _("Its words take up '%(name)s', which is not asked before or was not taken: … stands there.") % {
            "name": name
        }
        at.say(Grade.CHANGED, line, "words", what, _("Write the words so that they do without it."))
    at.not_taken_up.clear()


def _main_column(at: _Bringing, language: str) -> str:
    """The ending of the columns that hold the form's own language: `::English (en)`, or nothing."""
    heads = list(dict.fromkeys(head for line in at.sheets.survey for head in line.cells if head.startswith("label")))
    if "label" in heads or not heads:
        return ""
    wanted = next((head for head in heads if head == f"label::{language}"), heads[0])
    return wanted.removeprefix("label")


def _column(at: _Bringing, name: str, line: Line) -> str:
    return name if name in line.cells else f"{name}{at.main}"


def _words_of(at: _Bringing, line: Line, label: str, hint: str = "") -> None:
    """Keep the words of other languages under the paths of their texts."""
    for head, cell in line.cells.items():
        found = _TRANSLATED.fullmatch(head)
        path = {"label": label, "hint": hint}[found[1]] if found else ""
        if not found or not path or head in {f"label{at.main}", f"hint{at.main}"}:
            continue
        language = language_code(found[2])
        if language is None:
            at.say(Grade.REFUSED, line, head, _("This is no language."), _("Write it as `label::Welsh (cy)`."))
            continue
        at.words.setdefault(language, {})[path] = _piped(at, cell)


def _all(rules: list[Rule]) -> Rule | None:
    if not rules:
        return None
    return rules[0] if len(rules) == 1 else Rule(all=tuple(rules))


def _is_yes(text: str) -> bool:
    return text.strip().lower() in {"yes", "true", "true()", "1"}


def _is_no(text: str) -> bool:
    return text.strip().lower() in {"no", "false", "false()", "0", ""}
