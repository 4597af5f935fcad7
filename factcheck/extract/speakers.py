"""Who a verb of saying has as its speaker: the subject of the parse, corrected by word order where the parse is known to fail.

It fails on a speaker after the verb ("said Defence Minister Ann Lee") and on one parted from the verb by an apposition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.extract.cue_verbs import lemma_of, verb_kind
from factcheck.extract.date_tokens import words as calendar_words
from factcheck.extract.stretches import Stretch, children
from factcheck.extract.words import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CLAUSE_ENDS = frozenset({",", ";", ":", "—", "–", "―", "-", "(", ")", "--"})
# How many tokens a phrase or a look around a cue may span.
_WINDOW = 60
# How many verbs are asked for their subject, from the cue upwards.
_CLIMB = 5
_MANNER = frozenset({"by", "of", "while", "before", "after", "without"})
# Behind these stands who is told, never who says it.
_TOLD_TO = frozenset({"tell", "inform", "assure", "remind", "notify"})
_DASHES = frozenset({"—", "–", "―", "-", "--"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
_TITLE_PARTS = frozenset({"NOUN", "PROPN", "ADJ", "CCONJ", "ADP", "DET"})


def find_subject(doc: Doc, stretch: Stretch, hidden: set[int], cue: Token, earlier: Token | None) -> Token | None:
    """The head of the noun phrase that says it, or None; `earlier` is who says what the cue before this one reports."""
    behind = cue.i > stretch.first and (doc[cue.i - 1].text in CLAUSE_ENDS or cue.i - 1 in hidden)
    if cue.tag_ == "VBG" and behind and earlier is not None:
        return earlier
    if _is_passive(cue):
        return _agent(cue, hidden)
    beside = doc[cue.i - 1] if cue.i > stretch.first else cue
    if (
        verb_kind(cue) == "showing"
        and beside.lemma_.lower() in words_of("cues", "documents")
        and beside.i not in hidden
    ):
        own = next((c for c in children(cue) if c.dep_ == "nsubj" and c.i < beside.i), None)
        if own is not None and beside.head.i == own.i and own.lemma_.lower() in words_of("cues", "documents"):
            return own  # "an average of polls shows"
        return beside  # "simple math shows": the parse may take both for nouns
    opening = _relative_before(doc, stretch, cue.i - 1) if beside.text == "," and cue.tag_ in ("VBD", "VBZ") else 0
    own = any(child.dep_ == "nsubj" and child.i < opening for child in children(cue))
    if opening and doc[opening + 1].lower_ == "who" and not own and opening - 1 not in hidden:
        return _climb(doc[opening - 1])  # the parse may take a noun of the clause for the subject
    after = _after(doc, stretch, hidden, cue)
    near = _name_before(doc, stretch, hidden, cue) if after is None else None
    return _subject_above(doc, stretch, hidden, cue, after) if near is None else near


def _is_passive(cue: Token) -> bool:
    """Whether its agent, not its subject, says what a verb tells: "it was announced", "a man accused of it"."""
    if any(child.dep_ in ("aux:pass", "nsubj:pass") for child in children(cue)) and not _is_perfect(cue):
        return True
    bare = (
        cue.dep_ == "acl" or cue.dep_ == "advcl" and not any(c.dep_.startswith(("aux", "nsubj")) for c in children(cue))
    )
    return bare and cue.tag_ == "VBN" and verb_kind(cue) != "showing"


def _agent(cue: Token, hidden: set[int]) -> Token | None:
    """The noun that "by" hangs on a passive verb; None without one, and where it is marked speech."""
    agent = next(
        (
            c
            for c in children(cue)
            if c.dep_ == "obl:agent" or c.dep_ == "obl" and any(g.lower_ == "by" for g in children(c))
        ),
        None,
    )
    return agent if agent is not None and agent.i not in hidden else None


def _name_before(doc: Doc, stretch: Stretch, hidden: set[int], cue: Token) -> Token | None:
    """The name or pronoun beside a verb of a side clause to which the parse gives no subject.

    "The mail was kept, Ann Lee, the minister, wrote": the words beside the verb know one.
    """
    if cue.dep_ not in ("advcl", "parataxis", "ccomp", "dep") or cue.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    if any(child.dep_.startswith("nsubj") or child.dep_ in ("mark", "cc") for child in children(cue)):
        return None
    near = _nearest_before(doc, stretch, hidden, cue)
    return near if near is not None and near.pos_ in ("PROPN", "PRON") else None


def _subject_above(doc: Doc, stretch: Stretch, hidden: set[int], cue: Token, after: Token | None) -> Token | None:
    """The subject of a verb or of those above it in the tree, else what stands right before the verb; `after` counts when
    the verb has none of its own."""
    token = cue
    for _ in range(_CLIMB):
        known, subject = _own_subject(doc, stretch, hidden, token, cue, after)
        if known:
            return subject
        if token.i == cue.i and after is not None:
            return after
        if token.dep_ == "acl" and not _is_done_above(token):
            return _narrowed(doc, stretch, hidden, token, cue)
        above = token.head
        if token.dep_ == "acl":
            above = above.head
            if token.tag_ == "VBG" and (above.pos_ != "VERB" or not stretch.first <= above.i < stretch.last):
                return None
        elif (
            token.dep_ not in ("conj", "advcl", "xcomp", "parataxis", "appos", "obl", "dep")
            or token.dep_ == "parataxis"
            and token.i == cue.i
            and token.tag_ != "VBG"
            or above.i in hidden
            or not stretch.first <= above.i < stretch.last
        ):
            break
        token = above
    return _nearest_before(doc, stretch, hidden, cue)


def _own_subject(
    doc: Doc, stretch: Stretch, hidden: set[int], verb: Token, cue: Token, after: Token | None
) -> tuple[bool, Token | None]:
    """Whether the dependents of `verb`, the cue or one above it, tell who says it, and who: None for "what" and "there"."""
    for child in _subjects_first(verb):
        if child.i in hidden or not stretch.first <= child.i < stretch.last:
            continue
        if child.i > cue.i or _is_beyond(doc, hidden, child, cue) and after is not None:
            continue
        if child.lower_ in RELATIVES:
            return True, _antecedent(doc, stretch, hidden, verb, child)
        own = verb.i == cue.i
        if child.lower_ in ("what", "that", "which", "this", "there") and child.dep_ == "nsubj" and own:
            return True, None if child.lower_ in ("what", "there") else child
        is_day = child.lower_ in words_of("cues", "days") or _is_of_month(child)
        if _is_noun_like(child) and not is_day:
            return True, child
        if is_day and own and (paper := _document(doc, stretch, hidden, child)):
            return True, paper  # "A poll this week shows": the parse takes the time for the subject.
    return False, None


def _is_of_month(token: Token) -> bool:
    """Whether a number is the day of the month before it: "Aug. 17"."""
    before = token.nbor(-1).lower_.rstrip(".") if token.i and token.tag_ == "CD" else ""
    return before in calendar_words("months") or before in calendar_words("month_abbreviations")


def _is_done_above(verb: Token) -> bool:
    """Whether the clause of a noun tells what the subject of the verb above the noun does.

    "held a meeting to warn that ...", "sent a blow his way by suggesting that ...".
    """
    if verb.tag_ == "VB":
        return verb.head.dep_ in ("obj", "obl", "nmod")
    return verb.tag_ == "VBG" and any(c.lower_ in _MANNER and c.i < verb.i for c in children(verb))


def _narrowed(doc: Doc, stretch: Stretch, hidden: set[int], verb: Token, cue: Token) -> Token | None:
    """Who says what the clause of a noun tells: the noun, or the document that the parse has parted from its verb."""
    noun = verb.head
    if verb.i == cue.i and verb.tag_ == "VB" and noun.lower_ in words_of("cues", "nominal_forms"):
        return None  # "her plan to announce the sale": the plan announces nothing
    if verb.i == cue.i and verb_kind(cue) == "showing":
        # "A survey by the group in March found ...": the parse hangs the verb on the nearest noun.
        paper = _document(doc, stretch, hidden, cue)
        if paper is not None:
            return paper
    fits = noun.i not in hidden and _is_noun_like(noun) and noun.lower_ not in words_of("cues", "days")
    return noun if fits else None


def _subjects_first(verb: Token) -> list[Token]:
    """The subjects of a verb, the nearest one before it first: with two, the farther is of a verb that the parse missed."""
    subjects = [child for child in children(verb) if child.dep_.startswith("nsubj")]
    return sorted(subjects, key=lambda child: (child.i > verb.i, abs(verb.i - child.i)))


def _document(doc: Doc, stretch: Stretch, hidden: set[int], token: Token) -> Token | None:
    """The nearest poll, report or the like within ten tokens before a token, or None."""
    for index in range(token.i - 1, max(stretch.first, token.i - 10) - 1, -1):
        if doc[index].lemma_.lower() in words_of("cues", "documents") and index not in hidden:
            return doc[index]
    return None


def _is_perfect(cue: Token) -> bool:
    """Whether "who's called for" is "who has": a short form before "call for" and the like is no passive."""
    short = any(child.dep_ in ("aux", "aux:pass") and child.lower_ in ("'s", "’s") for child in children(cue))
    asks = (
        lemma_of(cue) in words_of("cues", "demanding") and cue.nbor().lower_ == "for"
        if cue.i + 1 < len(cue.doc)
        else False
    )
    return short and asks


def _is_beyond(doc: Doc, hidden: set[int], subject: Token, cue: Token) -> bool:
    """Whether a finite verb stands between a subject and the cue: then it is that verb's subject ("A is open, said B").

    So does one within it, where the parse takes what somebody is for the subject: "It was a farce, said B".
    """
    if any(child.dep_ == "cop" and child.i not in hidden for child in children(subject)):
        return True
    edge = subject.right_edge.i
    return any(
        doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD") and i not in hidden and i > edge and doc[i].head.i != cue.i
        for i in range(max(subject.i + 1, cue.i - _WINDOW), cue.i)
    )


def _antecedent(doc: Doc, stretch: Stretch, hidden: set[int], verb: Token, relative: Token) -> Token | None:
    """What "who" or "which" stands for: the noun right before it for "who", the clause's head otherwise."""
    before = relative.i - 1
    if before >= stretch.first and doc[before].text == ",":
        before -= 1
    if before >= stretch.first and before not in hidden and doc[before].pos_ in ("NOUN", "PROPN", "PRON"):
        near = _climb(doc[before]) if relative.lower_ == "who" else doc[before]
        if relative.lower_ == "who" or verb.dep_ != "acl:relcl" or verb.head.i in hidden:
            return near
    if verb.dep_ == "acl:relcl" and verb.head.i not in hidden and _is_noun_like(verb.head):
        return verb.head
    return None


def _climb(noun: Token) -> Token:
    """The person whom "who" means: "a professor at Harwick who", not the place that a preposition hangs on the person's noun."""
    for _ in range(3):
        cases = {child.lower_ for child in children(noun) if child.dep_ == "case"}
        above = noun.head
        person = above.lower_ in words_of("titles", "role_heads") or above.lower_ in words_of("cues", "speakers")
        if noun.dep_ != "nmod" or not cases & {"at", "of", "in", "for", "from", "with"} or not person:
            break
        noun = above
    return noun


def _is_noun_like(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "DET", "VERB") and token.tag_ not in (
        "VB",
        "VBD",
        "VBZ",
    )


def _after(doc: Doc, stretch: Stretch, hidden: set[int], cue: Token) -> Token | None:
    """The speaker right after its verb: `..., said Defence Minister Ann Lee`; None when the verb has its speaker before it."""
    before = cue.i - 1
    while before > stretch.first and doc[before].is_space:
        before -= 1  # the end of a hard-wrapped line
    if before >= stretch.first and not (before in hidden or doc[before].text in (",", "”", '"', "’", "'", "—", "–")):
        return None
    if before > stretch.first and doc[before].text in _DASHES and before - 1 not in hidden and before not in hidden:
        return None  # a dash closes an insertion; after speech it stands beside the marks
    if cue.tag_ == "VBG" or lemma_of(cue) in _TOLD_TO:
        return None
    if any(
        child.dep_.startswith("nsubj")
        and child.i < cue.i
        and child.i not in hidden
        and not _is_beyond(doc, hidden, child, cue)
        for child in children(cue)
    ):
        return None
    if before not in hidden and not any(
        doc[i].pos_ in ("VERB", "AUX") or i in hidden for i in range(max(stretch.first, before - _WINDOW), before)
    ):
        # Nothing was said before the comma: it closes an apposition ("Ann Lee, the minister, announced aid").
        return None
    if before not in hidden and doc[before].text == "," and _relative_before(doc, stretch, before):
        return None
    index = cue.i + 1
    head = None
    while index < stretch.last and index not in hidden:
        token = doc[index]
        if (
            token.pos_ in ("DET", "ADJ", "NUM")
            or token.tag_ in ("PRP$", "POS", "NNP", "NNPS", "NN", "NNS")
            or token.text in "-’'"
            or token.tag_ == "VBN"
            and doc[index - 1].text == "-"  # "a Leeds-based agent"
        ):
            if token.pos_ in ("NOUN", "PROPN") or token.tag_.startswith("NN") or token.is_upper and len(token) > 2:
                head = token
        elif head is None and token.tag_ == "PRP" and token.lower_ in ("he", "she", "they", "it", "we", "i"):
            # "Lee, who runs it, said he left": the pronoun has a verb of its own.
            own = index + 1 < stretch.last and doc[index + 1].pos_ in ("VERB", "AUX") and before not in hidden
            return None if own else token
        else:
            break
        index += 1
    if head is None or head.lower_ in words_of("cues", "days"):
        return None
    return head


def _relative_before(doc: Doc, stretch: Stretch, comma: int) -> int:
    """The place of the comma that opens the relative clause which another comma ends, before any other verb; 0 for none.

    "Ann Lee, who runs the bank, | conceded the loss"
    """
    first = max(stretch.first, comma - _WINDOW)
    opening = next((i for i in range(comma - 1, first, -1) if doc[i].text == ","), -1)
    closes = (
        opening > first
        and doc[opening + 1].lower_ in ("who", "which")
        and doc[opening - 1].pos_ in ("NOUN", "PROPN")
        and not any(token.pos_ in ("VERB", "AUX") for token in doc[first:opening])
    )
    return opening if closes else 0


def _nearest_before(doc: Doc, stretch: Stretch, hidden: set[int], cue: Token) -> Token | None:
    """A nominative pronoun or noun right before the cue, or before the apposition that a comma closes before the cue."""
    index = cue.i - 1
    while index >= stretch.first and (
        doc[index].pos_ in ("ADV", "AUX") or doc[index].lower_ in ("also", "later", "has", "have")
    ):
        index -= 1
    if index < stretch.first or index in hidden:
        return None
    token = doc[index]
    if token.pos_ == "NOUN":
        return _frame_head(doc, stretch, hidden, index) or token
    if token.pos_ == "PROPN" or token.tag_ == "PRP" and token.lower_ in ("he", "she", "they", "it"):
        return token
    dash = token.text in _DASHES and index + 1 < len(doc) and doc[index - 1].whitespace_
    if token.text != "," and not dash or cue.tag_ == "VBG":
        return None
    for back in range(index - 1, max(stretch.first, index - 25) - 1, -1):
        if back in hidden:
            return None
        if doc[back].text != token.text or back - 1 < stretch.first:
            continue
        if doc[back - 1].tag_.startswith("NN"):
            return doc[back - 1]
        # "the premier, Ann Lee, told": the parse may take the premier for an adjective.
        if doc[back - 1].pos_ == "ADJ" and doc[index - 1].pos_ == "PROPN":
            return doc[index - 1]
    return None


def _frame_head(doc: Doc, stretch: Stretch, hidden: set[int], last: int) -> Token | None:
    """The noun that a closing frame begins with: ", people familiar with the talks | said"; None without a comma before it."""
    head = None
    for index in range(last, max(stretch.first, last - 12) - 1, -1):
        token = doc[index]
        if index in hidden or token.text in (",", "—", "–"):
            return head if head is not None and head.i < last and doc[head.i + 1].pos_ in ("ADJ", "ADP") else None
        if token.pos_ not in _TITLE_PARTS or token.tag_ in ("WDT", "WP"):
            return None
        if token.pos_ in ("NOUN", "PROPN"):
            head = token
    return None


def phrase(doc: Doc, stretch: Stretch, hidden: set[int], head: Token, cue: Token) -> tuple[int, int]:
    """First and last token index of the noun phrase of `head`, without relative clauses and appositions after commas."""
    left = head.i
    reach = max(head.left_edge.i, head.i - _WINDOW)
    while left - 1 >= max(stretch.first, reach) and left - 1 not in hidden:
        before = doc[left - 1]
        if before.lower_ == "and" and left - 2 >= stretch.first and _joins_modifiers(doc[left - 2], head):
            left -= 2  # "US and Iranian officials"
            continue
        if before.text in CLAUSE_ENDS and before.text != "-" or before.pos_ in ("SCONJ", "CCONJ") or before.i == cue.i:
            break
        left -= 1
    left = _extracted_from(doc, left, head, cue)
    for index in range(left, head.i):
        if doc[index].lower_ in ("after", "before", "since", "until", "when", "while", "as"):
            left = index + 1  # "Three years after | voters vowed": the parse hangs the lapse on the noun.
    while (
        left < head.i
        and doc[left].pos_ in ("ADV", "SCONJ", "CCONJ", "PUNCT", "ADP")
        and doc[left].text not in ("“", "‘", '"')
    ):
        left += 1
    right = head.i
    top = min(head.right_edge.i, head.i + _WINDOW)
    while right + 1 <= top and right + 1 < stretch.last and right + 1 not in hidden:
        after = doc[right + 1]
        if after.i == cue.i or after.text in CLAUSE_ENDS and after.text != "-" or after.lower_ in RELATIVES:
            break
        if (
            after.dep_ in ("acl:relcl", "parataxis", "advcl")
            or after.pos_ in ("VERB", "AUX")
            or not _stays(after, head)
        ):
            break
        right += 1
    right = _before_date(doc, head, right)
    while right > head.i and doc[right].pos_ in ("PUNCT", "ADP", "DET", "CCONJ"):
        right -= 1
    # A long title that the tree breaks in two ("Minister for Trade and | Industry Ann Lee said") runs on to the name.
    gap = doc[right + 1 : cue.i]
    title = all(token.pos_ in _TITLE_PARTS and token.i not in hidden for token in gap)
    named = gap and (gap[-1].pos_ == "PROPN" or gap[0].pos_ == "ADJ" and gap[-1].pos_ == "NOUN")
    if head.i < cue.i <= right + _WINDOW and title and named:
        right = cue.i - 1
    return left, right


def _before_date(doc: Doc, head: Token, right: int) -> int:
    """The right edge without a day or a year behind the noun, which tells when it was said: "the paper | in 2014"."""
    last = doc[right]
    day = last.lower_ in words_of("cues", "days") and last.text[0].isupper()
    year = last.like_num and len(last) == 4 and last.is_digit
    if right - head.i in (1, 2) and (day or year) and doc[right - 1].lower_ in ("in", "on", head.lower_):
        return head.i
    return right


def _joins_modifiers(first: Token, head: Token) -> bool:
    """Whether a word before "and" narrows the noun behind it as well: the US of "US and Iranian officials"."""
    narrows = first.head.i == head.i and first.dep_ in ("amod", "compound", "nmod", "nmod:desc")
    return narrows and head.tag_ == "NNS" and first.i >= head.i - 4 and first.pos_ in ("ADJ", "PROPN", "NOUN")


def _extracted_from(doc: Doc, left: int, head: Token, cue: Token) -> int:
    """Where a phrase begins in whose reported clause the noun before it is the subject: "a man | prosecutors say was there"."""
    if not is_extraction(doc, cue) or head.i != cue.i - 1 or head.tag_ not in ("NNS", "NN"):
        return left
    first = head.i
    while first > left and doc[first - 1].pos_ in ("ADJ", "PROPN"):
        first -= 1
    return first if first > left and doc[first - 1].tag_ in ("NN", "NNS") else left


def is_extraction(doc: Doc, cue: Token) -> bool:
    """Whether the clause that a cue reports has no subject of its own: "whom officials say | was there"."""
    if cue.tag_ not in ("VBP", "VBD", "VBZ") or cue.i + 1 >= len(doc) or lemma_of(cue) not in words_of("cues", "core"):
        return False
    after = doc[cue.i + 1]
    return after.tag_ in ("VBD", "VBZ", "VBP", "MD") and after.pos_ in ("AUX", "VERB")


def _stays(token: Token, head: Token) -> bool:
    """Whether a token of a subtree belongs to the noun phrase proper."""
    for _ in range(12):
        if token.i == head.i:
            return True
        if token.dep_ in ("acl:relcl", "parataxis", "advcl", "acl", "ccomp") or token.head.i == token.i:
            return False
        token = token.head
    return False
