"""What a cue reports: the clause after it, the clause before a closing frame, or the noun phrase of an announcing verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.extract.cue_verbs import lemma_of, verb_kind
from factcheck.extract.speakers import CLAUSE_ENDS, is_extraction, phrase
from factcheck.extract.stretches import Stretch, children
from factcheck.extract.words import words_of
from factcheck.language.printed import text_of
from factcheck.model import Block

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OTHER_SHARE = frozenset({"while", "compared", "although", "and", "but", "however", "whereas", "versus"})
_ABOUT = frozenset({"about", "of", "in", "with", "by", "at", "over", "that"})
_FRAME_PARTS = frozenset({"NOUN", "PROPN", "ADJ", "CCONJ", "ADP", "DET", "NUM", "PART", "PRON"})
_BEFORE_NAME = frozenset({"DET", "ADJ", "NOUN", "PROPN"})
_AMOUNT_AND_STOP = re.compile(r"\d[a-z]{1,2}\.$")
# How many tokens beyond its parsed end a reported clause may run.
_FURTHEST = 120


def find_content(
    block: Block, stretch: Stretch, hidden: set[int], cue: Token, source: Token | None, kind: str
) -> tuple[int, int]:
    """The reported clause of a verb, as article offsets without the word "that" and the closing punctuation."""
    doc = block.doc
    beside = _as_clause(doc, stretch, hidden, cue)
    if beside is not None:
        return trim(block, *beside)
    inverted = source is not None and source.i > cue.i and source.dep_ != "obl:agent"
    right = None if inverted else _clause_after(doc, stretch, cue)
    if right is None:
        right = _that_clause(doc, stretch, hidden, cue)
    if right is None and kind != "thinking" and cue.tag_ != "VBG":
        left = _clause_before(doc, stretch, hidden, cue, source)
        if left is not None:
            return trim(block, *left)
    if inverted:
        return (0, 0) if right is None else trim(block, *right)
    if right is None:
        right = _object(doc, stretch, cue)
    if right is None and source is not None and _goes_on(doc, stretch, hidden, cue, source, kind):
        right = cue.i + 1, whole(doc, stretch, cue.i + 1)
    if right is not None and source is not None and _is_share(doc, source):
        right = right[0], _before_other_share(doc, *right)
    if right is not None and right[0] == cue.i + 1 and is_extraction(doc, cue):
        right = right[0], _before_main_verb(doc, *right)
    return (0, 0) if right is None else trim(block, *right)


def _goes_on(doc: Doc, stretch: Stretch, hidden: set[int], cue: Token, source: Token, kind: str) -> bool:
    """Whether what follows a cue is what it reports, although the parse gives it no clause and no object there."""
    lemma = lemma_of(cue)
    if kind == "saying" and cue.tag_ == "VBG" and doc[cue.i + 1].lower_ in ("how", "why", "whether"):
        return cue.i + 1 < stretch.last and cue.i + 1 not in hidden
    if kind == "showing" and source.lemma_.lower() in words_of("cues", "documents"):
        return True  # "The poll shows Lee with 47 percent": whatever a document shows is its content
    if lemma in words_of("cues", "core") and cue.tag_ in ("VBD", "VBZ", "VBP"):
        ahead = doc[cue.i + 1 : min(stretch.last, cue.i + 40)]
        opens = len(ahead) > 2 and ahead[0].pos_ in ("DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ")
        opens = opens or len(ahead) > 0 and ahead[0].like_num
        tells = any(t.tag_.startswith(("VB", "MD")) or t.like_num and t.i == cue.i + 1 for t in ahead)
        if opens and tells and not any(t.i in hidden for t in ahead[:6]):
            return True
    if lemma in words_of("cues", "object_content") and cue.tag_ != "VB":
        ahead = doc[cue.i + 1 : min(cue.i + 4, stretch.last)]
        return any(t.like_num or t.text in "$€£" for t in ahead) and not any(t.i in hidden for t in ahead)
    return False


def _is_share(doc: Doc, source: Token) -> bool:
    """Whether a source is a share of people asked: "52 percent of voters", "six in 10", "about half"."""
    shares = words_of("cues", "shares")
    first = max(min(source.i - 2, source.left_edge.i), source.i - 6, 0)
    return any(t.lower_ in shares or t.like_num for t in doc[first : source.i + 3])


def _before_other_share(doc: Doc, left: int, right: int) -> int:
    """Where the words of one share of people end: before ", while 9 percent ..." and "- and on average, 30 percent ..."."""
    for index in range(left, right):
        opens = doc[index].text in (",", "—", "–", "-", "(") and doc[index + 1].lower_ in _OTHER_SHARE
        if opens and any(t.like_num or t.lower_ in words_of("cues", "shares") for t in doc[index + 2 : index + 8]):
            return index - 1
    return right


def _is_misread_past(token: Token) -> bool:
    """Whether a verb with an object of its own was tagged as a participle: "a man police say was drunk | stabbed 3 people"."""
    told = token.tag_ == "VBN" and token.dep_ in ("advcl", "ccomp") and token.nbor(-1).text != ","
    return told and any(child.dep_ == "obj" and child.i > token.i for child in children(token))


def _before_main_verb(doc: Doc, left: int, right: int) -> int:
    """Where a clause without a subject ends: before the next verb that has none, which is the main clause's own.

    "A man officials say | was there | is missing"
    """
    subject = False
    for index in range(left + 1, right + 1):
        token = doc[index]
        if token.dep_.startswith(("nsubj", "expl")) or token.lower_ in ("and", "or", "but", ";"):
            subject = True
        bare = token.tag_ in FINITE or _is_misread_past(token)
        helped = any(child.dep_.startswith("aux") and child.i < index for child in children(token))
        if bare and not helped and token.dep_ not in ("acl", "acl:relcl"):
            if not subject:
                return index - 1
            subject = False
    return right


def _clause_after(doc: Doc, stretch: Stretch, cue: Token) -> tuple[int, int] | None:
    for child in children(cue):
        if child.i <= cue.i or child.i >= stretch.last:
            continue
        if child.dep_ in ("obj", "iobj") and lemma_of(cue) in words_of("cues", "asked_of"):
            # "asks the mayors to cut": the parse may hang the infinitive on the person asked, or on the verb as an adverbial.
            after = [g for g in (*children(child), *children(cue)) if g.dep_ in ("acl", "advcl") and g.tag_ == "VB"]
            infinitive = next((g for g in after if g.i > child.i and doc[g.left_edge.i].lower_ == "to"), None)
            if infinitive is not None and infinitive.i < stretch.last:
                wished = lemma_of(cue) in words_of("cues", "wished")
                left = max(child.left_edge.i, cue.i + 1) if wished else infinitive.left_edge.i
                return left, _clip(doc, stretch, whole(doc, stretch, infinitive.right_edge.i, infinitive), cue)
        asked = child.dep_ == "advcl" and any(g.lower_ in ("whether", "if") for g in children(child))
        if (
            child.dep_ == "ccomp"
            or child.dep_ == "xcomp"
            and lemma_of(cue) in words_of("cues", "takes_infinitive")
            or asked
            and lemma_of(cue) in words_of("cues", "asking")
        ):
            left = min(child.left_edge.i, child.i)
            if left <= cue.i:
                left = cue.i + 1
            if child.tag_ == "VBG" and doc[child.i - 1].text in CLAUSE_ENDS:
                continue
            linked = doc[left].lower_ == "that" or doc[left - 1].lower_ in ("that", ",", ":") or left - cue.i <= 2
            linked = linked or left - cue.i == 3 and doc[left - 1].lower_ in words_of("cues", "days")
            if not linked and (left - cue.i > 6 or lemma_of(cue) not in words_of("cues", "takes_hearer")) and not asked:
                continue
            # "says that's not so": the clause's own subject is no mark of it.
            own = doc[left].lower_ == "that" and doc[left].dep_ == "nsubj" and doc[left + 1].lower_ in ("'s", "’s")
            while not own and left < child.i and (doc[left].lower_ in ("that", ",", ":") or doc[left].pos_ == "PUNCT"):
                left += 1
            if doc[left].tag_ == "VBG" and doc[left - 1].text == "," and verb_kind(doc[left]):
                continue  # "said, explaining how it works": the clause of the next cue
            left = _behind_hearer(doc, cue, child, left)
            right = min(child.right_edge.i, stretch.last - 1)
            if _may_run_on(cue):
                right = whole(doc, stretch, right, child)
            return left, _clip(doc, stretch, right, cue)
    return None


def _behind_hearer(doc: Doc, cue: Token, clause: Token, left: int) -> int:
    """Where a clause begins of which the parse gives the end of the hearer's name a part: "told Daily Planet Today | he won",
    "told Ann and Bo Lee | their son was found"."""
    if lemma_of(cue) not in words_of("cues", "takes_hearer") or left - cue.i < 2:
        return left
    subject = max((c for c in children(clause) if c.dep_.startswith("nsubj")), key=lambda c: c.i, default=None)
    if subject is None or not left < subject.left_edge.i <= subject.i <= clause.i:
        return left
    ahead = doc[left : subject.left_edge.i]
    day = ahead[0].lower_ in words_of("cues", "days") and ahead[0].lower_ != "today"
    named = ahead[0].text[0].isupper() and doc[left - 1].text[0].isupper() and not day
    parts = all(t.pos_ in ("PROPN", "NOUN", "DET", "PRON", "ADJ", "CCONJ") for t in ahead)
    return subject.left_edge.i if parts and (named or ahead[0].lower_ in ("and", "&")) else left


def _goes_on_counting(doc: Doc, index: int) -> bool:
    """Whether a second figure follows "but" or "although": "half of them paid in 1990, but | only 3 percent pay now"."""
    ahead = doc[index : index + 2]
    return len(ahead) > 0 and (ahead[0].like_num or ahead[0].lower_ in ("only", "just") and ahead[-1].like_num)


def _is_free(cue: Token) -> bool:
    """Whether what a cue reports may run on to the end of its sentence: the cue is in no relative or opening clause."""
    return cue.dep_ not in ("acl:relcl", "acl") and not (cue.dep_ == "advcl" and cue.head.i > cue.i)


def _may_run_on(cue: Token) -> bool:
    """Whether words beyond the parsed clause are reported too; of an act or a stance the clause alone is."""
    return _is_free(cue) and lemma_of(cue) not in words_of("cues", "stances")


def whole(doc: Doc, stretch: Stretch, right: int, child: Token | None = None) -> int:
    """The right edge of what a cue reports: on from the parsed edge to the end of the stretch or to what is not reported.

    Not reported is what follows a semicolon, a contrast after a comma (", but"), and the clause of another cue that does
    not belong to the reported one.
    """
    right = min(right, stretch.last - 1)
    inside = range(child.left_edge.i, child.right_edge.i + 1) if child is not None else range(0)
    limit = min(stretch.last, right + _FURTHEST)
    while right + 1 < limit:
        after = doc[right + 1]
        if after.text == ";":
            break
        if after.text in (",", "—", "–", "--", "(") and right + 2 < stretch.last:
            following = doc[right + 2]
            if following.lower_ == "according":
                break
            if following.lower_ in words_of("cues", "contrasts") and not _goes_on_counting(doc, right + 3):
                break
            if following.tag_ == "VBG" and verb_kind(following):
                break
            if any(
                verb_kind(doc[i]) == "saying" and i not in inside
                for i in range(right + 2, min(right + 9, stretch.last))
            ):
                break
        if after.lower_ in ("and", "but", "while") and any(
            verb_kind(doc[i]) == "saying" and i not in inside and doc[i].tag_ != "VB"
            for i in range(right + 2, min(right + 6, stretch.last))
        ):
            break
        right += 1
    return right


def _clip(doc: Doc, stretch: Stretch, right: int, cue: Token) -> int:
    """The last token of a clause, not beyond its stretch nor into the participle of the next cue (", adding that")."""
    right = min(right, stretch.last - 1)
    comma = closing_frame(doc, stretch)
    if cue.i < comma <= right:
        right = comma - 1
    for index in range(cue.i + 3, min(right, cue.i + _FURTHEST)):
        if (
            doc[index].text in (",", "–", "—", "-")
            and doc[index + 1].tag_ == "VBG"
            and verb_kind(doc[index + 1]) == "saying"
        ):
            return index - 1
    return right


def closing_frame(doc: Doc, stretch: Stretch) -> int:
    """The place of the comma before a frame that ends its stretch (", people familiar with the talks said."), else -1."""
    last = stretch.last - 1
    while last > stretch.first and (
        doc[last].is_punct or doc[last].lower_ == "on" or doc[last].lower_ in words_of("cues", "days")
    ):
        last -= 1
    last = _teller(doc, stretch, last)
    if verb_kind(doc[last]) != "saying" or doc[last].tag_ not in FINITE:
        return -1
    for index in range(last - 1, max(stretch.first, last - 12), -1):
        token = doc[index]
        if token.text in (",", "—", "–"):
            return index if index < last - 1 else -1
        if token.pos_ not in _FRAME_PARTS or token.tag_ in ("WDT", "WP"):
            return -1
    return -1


def _teller(doc: Doc, stretch: Stretch, last: int) -> int:
    """The place of the verb before a hearer that ends at `last` (", the mayor told | the Daily News"); `last` without one."""
    index = last
    while index > max(stretch.first, last - 6) and doc[index].pos_ in _BEFORE_NAME and not doc[index].like_num:
        index -= 1
    tells = lemma_of(doc[index]) in words_of("cues", "takes_hearer") and doc[index].tag_ in FINITE
    return index if tells else last


def _as_clause(doc: Doc, stretch: Stretch, hidden: set[int], cue: Token) -> tuple[int, int] | None:
    """What "As the ministry reported, 40 died" and "40 died, as reported by the ministry" report; None for another clause."""
    if lemma_of(cue) not in words_of("cues", "after_as"):
        return None
    if any(child.dep_ in ("ccomp", "obj") and child.i > cue.i for child in children(cue) if child.tag_ not in FINITE):
        return None
    opening = next((i for i in range(cue.i - 1, max(stretch.first, cue.i - 10) - 1, -1) if doc[i].lower_ == "as"), -1)
    if opening < 0 or any(doc[i].text in CLAUSE_ENDS - {"-"} or i in hidden for i in range(opening, cue.i)):
        return None
    if opening - stretch.first <= 1:
        comma = next((i for i in range(cue.i, min(cue.i + 14, stretch.last)) if doc[i].text == ","), stretch.last)
        return (comma + 1, stretch.last - 1) if _has_clause(doc, set(), comma + 1, stretch.last) else None
    if doc[opening - 1].text == "," and _has_clause(doc, hidden, stretch.first, opening):
        return stretch.first, opening - 2
    return None


def _that_clause(doc: Doc, stretch: Stretch, hidden: set[int], cue: Token) -> tuple[int, int] | None:
    """The clause after "that" within a few words of the cue: "told reporters on Friday that ..."."""
    # "said in one of a series of messages on Monday that ...": where it was said may take a few more words.
    reach = 14 if doc[cue.i + 1 : cue.i + 2].text.lower() in ("in", "on", "at", "during") else 9
    for index in range(cue.i + 1, min(cue.i + reach, stretch.last - 1)):
        if index in hidden or doc[index].text in (".", ";", ":"):
            return None
        if doc[index].tag_ == "VBG" and doc[index - 1].text == "," and verb_kind(doc[index]):
            return None  # ", noting that ...": another cue's clause
        if doc[index].lower_ == "that" and doc[index].pos_ in ("SCONJ", "PRON", "DET", "ADP"):
            told = lemma_of(cue) in words_of("cues", "takes_hearer") and all(
                token.pos_ in _BEFORE_NAME for token in doc[cue.i + 1 : index]
            )
            # "told members that output must double": the parse may make it a clause of the members.
            if index > cue.i + 1 and doc[index].dep_ != "mark" and not told:
                return None
            return index + 1, _clip(doc, stretch, stretch.last - 1, cue)
    return None


def _clause_before(
    doc: Doc, stretch: Stretch, hidden: set[int], cue: Token, source: Token | None
) -> tuple[int, int] | None:
    """The clause before a closing frame: "The bridge is closed, police said."."""
    if source is None:
        return None
    objects = any(
        child.dep_ == "obj"
        and child.i > cue.i
        and child.i != source.i
        # "wrote in a memo to Inspector Ann Lee": the parse takes the name for the object.
        and not any(t.pos_ == "ADP" for t in doc[cue.i + 1 : child.left_edge.i])
        for child in children(cue)
    )
    if objects and lemma_of(cue) not in words_of("cues", "takes_hearer"):
        # "The band, with a friend, wrote songs": what is said follows.
        return None
    frame = min(cue.i, phrase(doc, stretch, hidden, source, cue)[0])
    while frame - 1 > stretch.first and frame - 1 not in hidden and doc[frame - 1].pos_ in _BEFORE_NAME:
        frame -= 1  # "the news site | RTL reported"
    comma = frame - 1
    while comma > stretch.first and (doc[comma].pos_ == "ADV" or doc[comma].is_space):
        comma -= 1
    if comma in hidden:
        # The comma stands inside the marks that close the clause.
        comma += 1
    elif doc[comma].text not in (",", "—", "–"):
        return None
    if comma <= stretch.first + 2:
        return None
    clause = [doc[i] for i in range(max(stretch.first, comma - _FURTHEST), comma) if i not in hidden]
    after = cue.i + 1 if cue.i > source.i else source.i + 1
    if after == cue.i + 1 and cue.i > source.i and lemma_of(cue) in words_of("cues", "takes_hearer"):
        while after < min(cue.i + 8, stretch.last) and after not in hidden and doc[after].pos_ in _BEFORE_NAME:
            after += 1
    closed = after < stretch.last - 2 and after not in hidden and doc[after].text in (",", "—", "–")
    middle = closed and doc[comma].text == doc[after].text and doc[after + 1].tag_ != "VBG"
    # A verb with two subjects has that of another verb, which the parse took for a noun.
    verbs = any(_is_finite(t) for t in clause) or sum(c.dep_ == "nsubj" for c in children(cue)) > 1
    if middle and not verbs and _has_clause(doc, hidden, after + 1, stretch.last):
        # "In that time, records show, it has flown 216 hours."
        return stretch.first, stretch.last - 1
    if (
        len(clause) < 3
        or not verbs
        or (source.i < cue.i and clause[0].lower_ in words_of("cues", "subordinators") and not _has_main_clause(clause))
    ):
        return None
    if middle:
        # A frame in the middle: both sides of it are said.
        return _after_colon(doc, hidden, stretch.first, comma), stretch.last - 1
    return _after_colon(doc, hidden, stretch.first, comma), comma - 1


def _is_finite(token: Token) -> bool:
    """Whether a verb has a tense, also a past form that was tagged as a participle: it has a subject and no helper."""
    if token.tag_ in FINITE:
        return True
    labels = {child.dep_ for child in children(token)} if token.tag_ == "VBN" else set()
    return "nsubj" in labels and not labels & {"aux", "aux:pass"}


def _after_colon(doc: Doc, hidden: set[int], first: int, comma: int) -> int:
    """The first token of what is said: past a colon that parts two clauses ("She stepped in: If it rains, she said, ...")."""
    for index in range(comma - 3, first + 2, -1):
        if doc[index].text == ":" and index not in hidden:
            both = _has_clause(doc, hidden, first, index) and _has_clause(doc, hidden, index + 1, comma)
            return index + 1 if both else first
    return first


def _has_clause(doc: Doc, hidden: set[int], first: int, last: int) -> bool:
    return any(doc[i].tag_ in FINITE and i not in hidden for i in range(first, last))


def _has_main_clause(clause: list[Token]) -> bool:
    """Whether a finite verb stands after a comma that ends an opening "since ..." or "while ..."."""
    comma = next((n for n, token in enumerate(clause) if token.text == ","), len(clause))
    return any(token.tag_ in FINITE for token in clause[:comma]) and any(t.tag_ in FINITE for t in clause[comma:])


def _object(doc: Doc, stretch: Stretch, cue: Token) -> tuple[int, int] | None:
    """The noun phrase that an announcing, denying, demanding or naming verb reports."""
    lemma = lemma_of(cue)
    after = [child for child in children(cue) if cue.i < child.i < stretch.last]
    # "pleaded guilty to taking $3,000"
    after += [
        g for c in after if c.dep_ == "xcomp" and c.pos_ == "ADJ" for g in children(c) if c.i < g.i < stretch.last
    ]
    for child in after:
        cases = {grand.lower_ for grand in children(child) if grand.dep_ in ("case", "mark") and grand.i < child.i}
        asks = lemma in words_of("cues", "demanding") and child.dep_ == "obl" and "for" in cases
        phrase_ = child.dep_ in ("obl", "advcl")
        speaks = lemma in words_of("cues", "speaking_of") and phrase_ and cases & {"to", "about", "of", "against"}
        holds = lemma in words_of("cues", "attitudes") and phrase_ and cases & _ABOUT
        if (
            lemma in words_of("cues", "object_content") or lemma in words_of("cues", "reckoning")
        ) and child.dep_ == "obj":
            left = max(child.left_edge.i, cue.i + 1)
        elif asks or speaks or holds:
            left = child.left_edge.i + 1
        else:
            continue
        right = max(child.right_edge.i, child.i)
        if _may_run_on(cue):
            right = whole(doc, stretch, right, child)
        return left, _clip(doc, stretch, right, cue)
    named = [child for child in after if child.dep_ in ("obj", "xcomp", "obl", "iobj")]
    if lemma not in words_of("cues", "naming") or not named:
        return None
    left = min((c.left_edge.i for c in named if c.left_edge.i > cue.i), default=cue.i + 1)
    return left, _clip(doc, stretch, max(child.right_edge.i for child in named), cue)


def trim(block: Block, first: int, last: int) -> tuple[int, int]:
    doc = block.doc
    while last >= first and (
        doc[last].pos_ == "PUNCT" and doc[last].text not in ("”", '"', "’", ")", "''") or doc[last].is_space
    ):
        last -= 1
    if last > first and doc[last].text == ")" and not any(t.text == "(" for t in doc[first:last]):
        return trim(block, first, last - 1)  # the bracket encloses the whole sentence
    if last < first:
        return 0, 0
    end = doc[last].idx + len(doc[last])
    # "€40m." may be one token: the stop is the sentence's.
    end -= _AMOUNT_AND_STOP.search(text_of(doc), max(0, end - 8), end) is not None
    return block.start + doc[first].idx, block.start + end
