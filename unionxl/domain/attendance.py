"""Who took part in an activity, as the clerk wrote it or pasted it from a chat group.

Names with or without numbers, a list with (+1), a group, 全体会员 with an exception. What is not
understood is returned, never guessed, and counts nowhere.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionxl.domain.groups import Unknown, parse_group
from unionxl.domain.roll import plain_name
from unionxl.words.lists import alternatives, words
from unionxl.words.numerals import ONES, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.domain.activities import Activity
    from unionxl.domain.group import Group
    from unionxl.domain.members import Member
    from unionxl.domain.roll import Roll

LONGEST_GROUP, LONGEST_WORD = 200, 40  # characters of a text, of a word that are read as a group
_LONGEST_NAME = 8
_FIGURES = rf"(\d{{1,4}}|[{ONES}两十百]{{1,5}})"
_ITEM = re.compile(r"\s*[(\[【]?\s*\d{1,4}\s*(?:[.、)\]】:,\-—]|(?=\s)|(?=[^\d\s人名位个]))\s*")
_LINE_ITEM = re.compile(r"\s*[(\[【]?\s*\d{1,4}\s*[.、)\]】:,]")
_NEXT_ITEM = re.compile(
    r"(?<=[^\d.\s])\s*(?=\d{1,3}\s*[.、)])|(?<=[^\d\s+])\s+(?=\d{1,3}[^\d\s人名位个+])"
)
_NUMBER = re.compile(r"[A-Za-z]{0,3}\d{1,10}")
_PLUS = re.compile(rf"\+\s*{_FIGURES}?\s*[人名位个]?")
_CLAIMED = re.compile(rf"(?:等|共计|共|合计|总计|实到|计|以上|约)+\s*{_FIGURES}\s*[多余]?[人名位]")
_HEADS = re.compile(rf"(?:应到|请假|缺席)?\s*{_FIGURES}\s*[多余]?[人名位]")
_EXPECTED = re.compile(rf"应到\s*{_FIGURES}\s*[人名位]?")
_ABSENT_COUNT = re.compile(rf"(?:请假|缺席|缺勤|未到)\s*{_FIGURES}\s*[人名位]")
_BRACKET = re.compile(r"[(\[【<]([^()\[\]【】<>]{0,60})[)\]】>]")
_NUMBERED_BRACKET = re.compile(r"\s*[(\[【]\s*(\d{1,3})\s*[)\]】]\s*(?=[^\s\d、,;+])")
_CIRCLED = re.compile("\\s*([①-⑳])\\s*[.、]?")
_ABSENT_FROM = re.compile(
    rf"(?:{alternatives('attendance', '缺席')})(?:人员|名单|的有|的)?\s*:\s*(?=\S)"
)
_TAKING_PART = re.compile(r"(?:都|均|全部)?(?:参加|参与|到场|出席)了?[。.]?\s*$")
_EXCEPTION = re.compile(r"(?:除了|除|不含|不包括)\s*:?")
_LABEL = re.compile(r"([^:]{1,12}):\s*(.*)", re.DOTALL)
_BETWEEN_LINES = re.compile(r"[\n\r;。]+")
_BETWEEN = re.compile(r"[、,/|&]+|(?<=[^\d])和(?=[^\d])")
_TICKS = frozenset("√✓✔☑○●*-—·~=")
_KEPT = frozenset("+()[]<>|~=")


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who took part: members, guests by number, and what was not understood.

    `alike` are names of several members: one of them came, nobody knows which. `is_precise` is a
    list of names or a group with its exceptions; a bare group only says who might have come.
    """

    members: tuple[Member, ...] = ()
    guest_count: int = 0
    unknown: tuple[str, ...] = ()
    claimed_count: int | None = None
    alike: tuple[str, ...] = ()
    is_precise: bool = True

    @property
    def listed_count(self) -> int:
        """How many the list tells of: members and guests, and those of one name once each."""
        return len(self.members) + len(self.alike) + self.guest_count

    @property
    def count(self) -> int:
        """How many came: the number that is written, or else as many as are listed."""
        return self.listed_count if self.claimed_count is None else self.claimed_count

    @property
    def has_list(self) -> bool:
        """Whether members can be told to have taken part."""
        return bool(self.members or self.alike)


def participants(activity: Activity, roll: Roll) -> Attendance:
    """Read who took part in an activity, on its day."""
    day = activity.held_on or dt.date.max
    read = read_participants(activity.participants, roll, day)
    if activity.guest_count is None:
        return read
    return Attendance(
        read.members,
        activity.guest_count,
        read.unknown,
        read.claimed_count,
        read.alike,
        read.is_precise,
    )


def read_participants(text: str, roll: Roll, on: dt.date) -> Attendance:
    """Read a list of participants as it is written."""
    plain = _plain(text)
    if not plain.strip():
        return Attendance()
    reader = _Reader(roll, on)
    whole = _as_group(plain, roll)
    if whole is not None:
        reader.groups.append(whole)
    else:
        for line in _lines(plain, reader):
            reader.read_line(line)
    return reader.attendance()


def _as_group(plain: str, roll: Roll) -> Group | None:
    """Return the group with exceptions that a text is: 全体会员，除：王芳、李明."""
    if len(plain) > LONGEST_GROUP or not _EXCEPTION.search(plain):
        return None
    found = parse_group(_TAKING_PART.sub("", _EXCEPTION.sub("除", plain)), roll)
    return None if isinstance(found, Unknown) or not found.has_list else found


def _plain(text: str) -> str:
    """Return a text in half-width characters, without emoji and the like."""
    kept = []
    text = _CIRCLED.sub(lambda found: f"\n{unicodedata.normalize('NFKC', found[1])}.", text)
    for char in unicodedata.normalize("NFKC", text):
        kind = unicodedata.category(char)
        is_sign = kind[0] in "SC" and char not in _KEPT and char not in "\n\r\t"
        kept.append((" " if kind[0] == "S" else "") if is_sign else char)
    return _NUMBERED_BRACKET.sub(r"\n\1.", "".join(kept))


def _lines(plain: str, reader: _Reader) -> Iterator[str]:
    """Yield the lines; what stands above a numbered list is its title."""
    lines = [line for line in _BETWEEN_LINES.split(plain) if line.strip()]
    numbered = [bool(_LINE_ITEM.match(line)) for line in lines]
    first = numbered.index(True) if any(numbered) else 0
    for at, line in enumerate(lines):
        is_title = line.lstrip().startswith(("#", "例")) or (
            at < first and not reader.has_name(line)
        )
        if not is_title:
            yield line


@dataclass(slots=True)
class _Person:
    """Somebody who is named, and whether to have come."""

    name: str
    member_no: str = ""
    is_absent: bool = False


@dataclass(slots=True)
class _Reader:
    """Takes a list line by line."""

    roll: Roll
    on: dt.date
    people: list[_Person] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    guests: int = 0
    claimed: int | None = None

    def has_name(self, line: str) -> bool:
        """Tell whether a line names a member."""
        return any(self._names_in(part) for part in re.split(r"[\s、,;:/()]+", line) if part)

    def read_line(self, line: str) -> None:
        """Take one line: who came, and behind 请假： who did not."""
        line = self._numbers(line)
        came, *away = _ABSENT_FROM.split(line, maxsplit=1)
        self._part(came)
        for part in away:
            before = len(self.people)
            self._part(part)
            for person in self.people[before:]:
                person.is_absent = True

    def _part(self, line: str) -> None:
        """Take part of a line: what stands between commas, one after the other."""
        is_numbered = bool(_LINE_ITEM.match(line))
        line = _unnumbered(_outside_brackets(line))
        label = _LABEL.fullmatch(line)
        if label and not self._names_in(label[1].strip()):
            line = label[2]
        before, had_group = len(self.people), len(self.groups)
        for item in _NEXT_ITEM.split(line):
            for chunk in _BETWEEN.split(_unnumbered(item)):
                self._chunk(chunk, is_numbered=is_numbered or "\t" in chunk)
        self._absences(before, had_group=len(self.groups) > had_group)

    def _absences(self, before: int, *, had_group: bool) -> None:
        """Carry a word of absence to the names before it: 全体会员，王芳、李敏请假."""
        named = self.people[before:]
        if had_group and named and named[-1].is_absent:
            for person in named:
                person.is_absent = True

    def _numbers(self, line: str) -> str:
        """Take the numbers of heads out of a line."""
        line = _ABSENT_COUNT.sub("", _EXPECTED.sub("", line))
        if found := _CLAIMED.search(line):
            self.claimed = number(found[1]) or self.claimed
        return _CLAIMED.sub("", line)

    def _chunk(self, chunk: str, *, is_numbered: bool) -> None:
        """Take what stands between two commas: a name with remarks, names, a group, guests."""
        chunk = _unnumbered(chunk.strip().lstrip("@"))
        remarks = " ".join(_opened(remark) for remark in _HELD.findall(chunk))
        chunk = _HELD.sub(" ", chunk)
        plus = sum(number(found or "1") or 1 for found in _PLUS.findall(f"{chunk} {remarks}"))
        chunk = _PLUS.sub(" ", chunk).strip(" :.-—@")
        plus += 0 if plus else _guests_in(remarks)
        self.guests += plus
        if not chunk:
            return
        if guests := _guests_in(chunk):
            self.guests += guests
            return
        if (heads := _HEADS.fullmatch(chunk)) is not None:
            self.claimed = number(heads[1]) if self.claimed is None else self.claimed
            return
        before = len(self.people)
        self._words(_joined_names(chunk.split(), self.roll), is_numbered=is_numbered)
        if len(self.people) > before:
            last = self.people[-1]
            last.is_absent = last.is_absent or _is_any(remarks, "缺席")
            last.member_no = next((one for one in remarks.split() if one in self.roll.by_no), "")

    def _words(self, parts: Sequence[str], *, is_numbered: bool) -> None:
        """Take words with spaces between them."""
        whole = "".join(parts)
        known = False
        for part in (one.strip("@:-—") for one in parts):
            if not part or set(part) <= _TICKS:
                continue
            if known and (_is(part, "缺席") or _starts(part, "缺席")):
                self.people[-1].is_absent = True
            elif known and _is(part, "到场"):
                continue
            elif self._named(part):
                known = True
            elif known and (is_numbered or self._is_place(part) or part.isdecimal()):
                continue  # a remark beside a name: 大班组, 自己开车
            elif part == whole or not known:
                self._others(part)
            else:
                self.unknown.append(part)

    def _named(self, part: str) -> bool:
        """Take a member's number, or names one behind the other; tell whether it is any."""
        numbered = _NUMBER.match(part)
        for end in range(numbered.end() if numbered else 0, 0, -1):
            member = self.roll.by_no.get(part[:end])
            if member is not None and part[end:].strip(" -:") in {"", plain_name(member.name)}:
                self.people.append(_Person(member.name, part[:end]))
                return True
        names = self._names_in(part)
        self.people += names
        return bool(names)

    def _names_in(self, part: str) -> list[_Person]:
        """Return the members that a word names, one behind the other, with what is said of them."""
        found: list[_Person] = []
        at = 0
        while at < len(part):
            ends = range(min(len(part), at + _LONGEST_NAME), at + 1, -1)
            end = next((end for end in ends if self.roll.knows(part[at:end])), None)
            if end is None:
                word = part[at:].strip(" :-—,.√✓")
                if not found or (word and not _is_remark(word)):
                    return []
                found[-1].is_absent = _starts(word, "缺席")
                return found
            found.append(_Person(part[at:end]))
            at = end
        return found

    def _is_place(self, part: str) -> bool:
        group = parse_group(part, self.roll) if len(part) <= LONGEST_WORD else Unknown(())
        return not isinstance(group, Unknown)

    def _others(self, part: str) -> None:
        """Take a word that names nobody: a group, others than members, or what is not known."""
        if part in words("attendance", "标签") or _is(part, "到场"):
            return
        group = parse_group(part, self.roll) if len(part) <= LONGEST_WORD else Unknown((part,))
        if isinstance(group, Unknown):
            self.unknown.append(part)
        elif group.has_list:
            self.groups.append(group)

    def attendance(self) -> Attendance:
        """Return what the lines come to."""
        absent = {id(one) for person in self.people if person.is_absent for one in self._of(person)}
        came = [person for person in self.people if not person.is_absent]
        mentions = Counter(plain_name(one.name) for one in came if not one.member_no)
        found: dict[int, Member] = {}
        alike: list[str] = []
        for person in came:
            meant = self._of(person)
            name = plain_name(person.name)
            if len(meant) > mentions.get(name, 1):
                alike += [] if name in alike else [name]
                continue
            found |= {id(one): one for one in meant}
        for group in self.groups:
            found |= {id(one): one for one in group.members(self.roll, self.on)}
        members = tuple(
            one for one in self.roll.members if id(one) in found and id(one) not in absent
        )
        return Attendance(
            members,
            self.guests,
            tuple(dict.fromkeys(self.unknown)),
            self.claimed,
            tuple(alike),
            not self.groups or bool(absent) or any(one.without for one in self.groups),
        )

    def _of(self, person: _Person) -> tuple[Member, ...]:
        if person.member_no:
            return (self.roll.by_no[person.member_no],)
        return self.roll.named(person.name)


_HELD = re.compile("\ue000([^\ue001]*)\ue001")


def _outside_brackets(text: str) -> str:
    """Return a text whose brackets hold together: no comma in them divides it."""
    return _BRACKET.sub(
        lambda found: "\ue000" + _BETWEEN.sub(" ", found[1]).replace("\ue000", "") + "\ue001", text
    )


def _opened(remark: str) -> str:
    return " ".join(remark.split())


def _unnumbered(text: str) -> str:
    """Return a text without the number that it begins with: 1. 王芳."""
    found = _ITEM.match(text)
    return text[found.end() :] if found else text.strip()


def _is(word: str, concept: str) -> bool:
    return word in words("attendance", concept)


def _is_any(text: str, concept: str) -> bool:
    return re.search(alternatives("attendance", concept), text) is not None


def _starts(word: str, concept: str) -> bool:
    return re.match(alternatives("attendance", concept), word) is not None


def _is_remark(word: str) -> bool:
    """Tell whether a word behind a name only says whether somebody came."""
    return _starts(word, "缺席") or _is(word, "到场") or word in {"等", "老师", "同志"}


_GUESTS = re.compile(
    rf"(?:{alternatives('attendance', '来宾')})[^\d{ONES}两十]{{0,4}}{_FIGURES}\s*[人名位个]?"
    rf"|{_FIGURES}\s*[人名位个]\s*(?:{alternatives('attendance', '来宾')})"
)
_WITH_ONE = re.compile(rf"(?:带|携|和|与|加)\s*(?:{alternatives('attendance', '来宾')})$")


def _guests_in(text: str) -> int:
    """Return how many who are no members a text tells of: 家属2人, 带孩子.

    >>> [_guests_in(text) for text in ("家属2人", "外聘教练一名", "带孩子", "大班组")]
    [2, 1, 1, 0]
    """
    found = _GUESTS.search(text)
    if found is not None:
        return number(found[1] or found[2]) or 0
    return 1 if _WITH_ONE.search(text.strip()) else 0


def _joined_names(parts: Sequence[str], roll: Roll) -> list[str]:
    """Return words with the two characters of a spread name put together: 王 芳."""
    joined: list[str] = []
    for part in parts:
        last = joined[-1] if joined else ""
        if len(part) == 1 and len(last) == 1 and roll.knows(last + part):
            joined[-1] = last + part
        else:
            joined.append(part)
    return joined
