"""The cues of a stretch: who says, thinks or shows something with which word, and the clause that is said.

Verbs ("said", "shows"), phrases ("according to", "in the survey", "by the bank's count") and nouns ("his claim that").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.extract.reported import FINITE, find_content, trim
from factcheck.extract.speakers import CLAUSE_ENDS, RELATIVES, find_subject, lemma_of, phrase, verb_kind
from factcheck.extract.stretches import Stretch, children
from factcheck.extract.words import token_at, words_of
from factcheck.model import Block

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_POLLSTER = frozenset({"DET", "ADJ", "PROPN", "NUM", "NOUN", "PUNCT", "SYM"})
_PHRASE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "SYM", "ADV"})
YEAR = re.compile(r"(?:19|20)\d\d")
_JOINTS = frozenset({"which", "who", "whose", "where", "and", "but", "while"})
_REFUSALS = frozenset({"decline", "refuse", "fail", "hesitate", "forget"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue and what hangs on it, in article offsets; `[0, 0)` where there is none.

    lemma: the cue's lemma ("say", "according to"). kind: saying, thinking, showing, according or colon.
    source: the noun phrase that says it, its head at `head`. content: the reported clause or noun phrase.
    """

    lemma: str
    kind: str
    start: int
    end: int
    source: tuple[int, int] = (0, 0)
    head: int = 0
    content: tuple[int, int] = (0, 0)


def find_cues(block: Block, stretch: Stretch, inside: bool = False) -> list[Cue]:
    """The cues of a stretch that stand outside its marked speech (or, when `inside`, within it), in reading order."""
    doc = block.doc
    hidden = _hidden(block, stretch)
    if inside:
        hidden = set(range(stretch.first, stretch.last)) - hidden
    found: list[Cue] = []
    earlier: Token | None = None
    for index in range(stretch.first, stretch.last):
        token = doc[index]
        if index in hidden:
            continue
        kind = verb_kind(token)
        if kind:
            cue = _verb_cue(block, stretch, hidden, token, kind, earlier)
            if cue is not None:
                found.append(cue)
                if cue.source[1] and kind != "thinking" and cue.lemma not in words_of("cues", "only_beside_quotation"):
                    earlier = doc[token_at(block, cue.head)]
        elif token.lower_ == "according" and index + 1 < stretch.last and doc[index + 1].lower_ == "to":
            found.append(_according(block, stretch, hidden, index, index + 2, "according to", earlier=found))
        elif (
            token.lower_ == "per"
            and token.pos_ == "ADP"
            and index + 1 < stretch.last
            and doc[index + 1].lower_ == "the"
        ):
            found.append(_according(block, stretch, hidden, index, index + 1, "per"))
        elif token.lower_ == "by" and (noun := _tally(doc, stretch, index)):
            found.append(_according(block, stretch, hidden, index, index + 1, "by", noun + 1))
        elif token.lower_ == "in" and (noun := _survey(doc, stretch, index, found)):
            found.append(_according(block, stretch, hidden, index, index + 1, "in", noun + 1))
        elif token.lower_ in ("came", "comes", "come") and (origin := _origin(block, stretch, hidden, token)):
            found.append(origin)
        elif token.lower_ in words_of("cues", "nominal_forms") and token.pos_ == "NOUN":
            cue = _nominal(block, stretch, token)
            if cue is not None:
                found.append(cue)
    return found


def _hidden(block: Block, stretch: Stretch) -> set[int]:
    """Indexes of the tokens that are marked speech or its marks."""
    doc, hidden = block.doc, set()
    spans = iter(stretch.marked)
    span = next(spans, None)
    for index in range(stretch.first, stretch.last):
        place = block.start + doc[index].idx
        while span is not None and place >= span.outer_end:
            span = next(spans, None)
        if span is None:
            break
        if place + len(doc[index]) > span.outer_start:
            hidden.add(index)
    return hidden


def _verb_cue(
    block: Block, stretch: Stretch, hidden: set[int], token: Token, kind: str, earlier: Token | None
) -> Cue | None:
    if _is_denied(token) or not stretch.marked and not _takes_clause(token, kind):
        return None
    source = find_subject(block.doc, stretch, hidden, token, earlier)
    content = find_content(block, stretch, hidden, token, source, kind)
    if kind == "saying" and not _says_something(block, token, content):
        content = (0, 0)
    if content[1] <= content[0] and source is not None:
        content = _figure_before(block, stretch, hidden, token, source)
    if lemma_of(token) in words_of("cues", "stances") and not _holds_figure(block, content):
        return None
    start, end = block.start + token.idx, block.start + token.idx + len(token)
    if source is None:
        return Cue(lemma_of(token), kind, start, end, content=content)
    left, right = phrase(block.doc, stretch, hidden, source, token)
    return Cue(
        lemma_of(token),
        kind,
        start,
        end,
        (block.start + block.doc[left].idx, block.start + block.doc[right].idx + len(block.doc[right])),
        block.start + source.idx,
        content,
    )


def _figure_before(block: Block, stretch: Stretch, hidden: set[int], cue: Token, source: Token) -> tuple[int, int]:
    """The noun phrase with a figure of which a cue tells: "the 300 jobs that the firm promised", "the $3 million estimated by
    the bank", "300 jobs were announced by the firm"; blank for another one."""
    doc = block.doc
    if source.dep_ == "obl:agent" or source.i > cue.i:
        subject = next((c for c in children(cue) if c.dep_ == "nsubj:pass" and c.i < cue.i), None)
        noun = cue.head if cue.dep_ == "acl" and cue.head.i < cue.i else subject
        last = cue.i - 1 if cue.dep_ == "acl" else noun.right_edge.i if noun is not None else 0
    else:
        noun = cue.head if cue.dep_ == "acl:relcl" and cue.head.i < source.i < cue.i else None
        last = phrase(doc, stretch, hidden, source, cue)[0] - 1
    if (
        noun is None
        or noun.lower_ in words_of("cues", "days")
        or lemma_of(cue) not in words_of("cues", "gives_figures")
    ):
        return 0, 0
    while last > noun.i and (doc[last].lower_ in RELATIVES or doc[last].pos_ in ("PUNCT", "AUX")):
        last -= 1
    first = max(noun.left_edge.i, stretch.first)
    while first < noun.i and doc[first].pos_ in ("ADP", "SCONJ", "PUNCT"):
        first += 1
    content = trim(block, first, last)
    return content if not any(i in hidden for i in range(first, last + 1)) and _holds_figure(block, content) else (0, 0)


def _origin(block: Block, stretch: Stretch, hidden: set[int], verb: Token) -> Cue | None:
    """ "The 90 percent figure came from the ministry": who gives a figure; None for whatever else comes from somewhere."""
    figure = next((c for c in children(verb) if c.dep_ == "nsubj" and c.lower_ in words_of("cues", "figures")), None)
    giver = next(
        (
            c
            for c in children(verb)
            if c.dep_ == "obl" and any(g.lower_ == "from" for g in children(c)) and c.i > verb.i
        ),
        None,
    )
    if figure is None or giver is None or giver.i in hidden or giver.i >= stretch.last:
        return None
    doc, start = block.doc, block.start
    first = max(figure.left_edge.i, stretch.first)
    while first > max(stretch.first, figure.i - 8) and doc[first].pos_ not in ("DET", "PRON", "VERB", "AUX"):
        first -= 1  # "The “90 to 95 percent” figure": the parse may part the marked words from their noun.
    content = trim(block, first, figure.right_edge.i)
    if not _holds_figure(block, content):
        return None
    left, right = phrase(doc, stretch, hidden, giver, verb)
    source = (start + doc[left].idx, start + doc[right].idx + len(doc[right]))
    return Cue(
        "come from", "according", start + verb.idx, start + verb.idx + len(verb), source, start + giver.idx, content
    )


def _takes_clause(cue: Token, kind: str) -> bool:
    """Whether a cue may report without a quotation beside it.

    A verb such as "find", "order" or "call" does so only for a document ("the survey found 40 percent"), before "that", before
    an infinitive ("ordered them to leave") and as "call for".
    """
    lemma = lemma_of(cue)
    if lemma not in words_of("cues", "only_beside_quotation") or kind == "showing":
        return True
    for child in children(cue):
        if child.i < cue.i:
            continue
        marks = {grand.lower_ for grand in children(child) if grand.dep_ in ("mark", "case")}
        if child.dep_ == "ccomp" and "that" in marks:
            return True
        if child.dep_ in ("xcomp", "ccomp") and "to" in marks and lemma in words_of("cues", "takes_infinitive"):
            return True
        if child.dep_ == "obl" and "for" in marks and lemma in words_of("cues", "demanding"):
            return True
    return False


def _says_something(block: Block, cue: Token, content: tuple[int, int]) -> bool:
    """Whether a clause is one: "told reporters earlier this week" and the name after an inverted verb are none."""
    lemma = lemma_of(cue)
    if not _takes_clause(cue, "saying"):
        return False
    if lemma not in words_of("cues", "core") or content[1] <= content[0]:
        return True
    first, last = token_at(block, content[0]), token_at(block, content[1] - 1)
    return any(t.pos_ in ("VERB", "AUX") or t.like_num or t.text in '"“‘$€£%' for t in block.doc[first : last + 1])


def _holds_figure(block: Block, content: tuple[int, int]) -> bool:
    """Whether a clause prints a number that is no year."""
    if content[1] <= content[0]:
        return False
    first, last = token_at(block, content[0]), token_at(block, content[1] - 1)
    return any(
        (token.like_num or token.text[:1].isdigit()) and not YEAR.fullmatch(token.text)
        for token in block.doc[first : last + 1]
    )


def _is_denied(token: Token) -> bool:
    """ "did not say", "declined to comment": nothing is said there."""
    if lemma_of(token) in words_of("cues", "void_when_denied"):
        for child in children(token):
            if child.lower_ in ("not", "n't", "never", "n’t") and child.i < token.i:
                return True
    return token.dep_ == "xcomp" and lemma_of(token.head) in _REFUSALS


def _survey(doc: Doc, stretch: Stretch, index: int, earlier: Sequence[Cue]) -> int:
    """The last place of the phrase "in a new poll", "in the Times/CNN survey released on Monday"; 0 for any other phrase.

    It opens its sentence and a comma ends it, or it stands after the figures of a sentence in which nobody speaks.
    """
    opens = index - stretch.first <= 1
    if not opens and (
        any(cue.source[1] for cue in earlier) or not any(token.like_num for token in doc[stretch.first : index])
    ):
        return 0
    noun = 0
    for place in range(index + 1, min(index + 24, stretch.last)):
        token = doc[place]
        if noun:
            if (
                token.text == ","
                and not (len(doc) > place + 1 and YEAR.fullmatch(doc[place + 1].text))
                or token.is_sent_end
            ):
                return place - 1
            if not opens or token.tag_ in FINITE - {"VBD"} or token.text in (";", ":") or token.lower_ in RELATIVES:
                return 0
        elif token.lower_ in ("poll", "survey", "study") and doc[place + 1 : place + 2].text != "-":
            noun = place
        elif place > index + 8 or token.pos_ not in _POLLSTER and token.text not in ("/", "-", "'s", "’s"):
            return 0
    return 0


def _tally(doc: Doc, stretch: Stretch, index: int) -> int:
    """The place of the noun in "by the agency's count"; 0 for anything else."""
    for place in range(index + 2, min(index + 9, stretch.last)):
        if doc[place].lower_ in ("count", "tally", "estimate", "account", "reckoning", "calculation"):
            return place if any(t.tag_ in ("POS", "PRP$") for t in doc[index + 1 : place]) else 0
        if doc[place].pos_ not in ("DET", "ADJ", "PROPN", "NOUN", "PART") and doc[place].tag_ not in ("POS", "PRP$"):
            return 0
    return 0


def _according(
    block: Block,
    stretch: Stretch,
    hidden: set[int],
    first: int,
    after: int,
    lemma: str,
    until: int | None = None,
    earlier: Sequence[Cue] = (),
) -> Cue:
    """ "According to police, the bridge is closed": the source runs to the comma, the rest of the stretch is what it says."""
    doc = block.doc
    start, end = block.start + doc[first].idx, block.start + doc[after - 1].idx + len(doc[after - 1])
    last = after if until is None else until
    while until is None and last < stretch.last and last not in hidden:
        token = doc[last]
        if (
            token.text in CLAUSE_ENDS
            and token.text != "-"
            or token.text in (".", "?", "!")
            or token.lower_ in RELATIVES
        ):
            break
        if token.lower_ in ("he", "she", "they", "we", "it", "i", "you") and last > after:
            break
        if token.pos_ in ("VERB", "AUX", "SCONJ") and last > after and token.tag_ not in ("VBN", "VBG"):
            break
        last += 1
    if last == after:
        return Cue(lemma, "according", start, end)
    heads = [
        doc[i]
        for i in range(after, last)
        if doc[i].pos_ in ("NOUN", "PROPN", "PRON") and not after <= doc[i].head.i < last
    ]
    head = heads[0] if heads else doc[last - 1]
    source = (block.start + doc[after].idx, block.start + doc[last - 1].idx + len(doc[last - 1]))
    if first == stretch.first or first - stretch.first <= 2:
        rest = last
        while rest < stretch.last and doc[rest].text not in (",",) and doc[last].text == ",":
            rest += 1
        content = trim(block, min(rest + 1, stretch.last - 1), stretch.last - 1) if rest < stretch.last else (0, 0)
    else:
        begin = _opening(doc, stretch, hidden, first, any(cue.kind == "saying" and cue.source[1] for cue in earlier))
        clause = doc[begin:first]
        if last + 1 < stretch.last and doc[last].text == "," and not any(t.tag_ in FINITE for t in clause):
            # "The other rifts, according to the poll, are these": both sides of the frame are said.
            content = trim(block, begin, stretch.last - 1)
        else:
            content = trim(block, begin, first - 1)
    return Cue(lemma, "according", start, end, source, block.start + head.idx, content)


def _opening(doc: Doc, stretch: Stretch, hidden: set[int], cue: int, reported: bool) -> int:
    """Where what stands before "according to" begins: after a semicolon, an open bracket or a dash without a partner.

    Where another speaker holds the sentence, `reported`, the last clause alone is the source's (", which stood at 263").
    """
    dashes = []
    depth = 0
    for index in range(cue - 2, stretch.first, -1):
        token = doc[index]
        if index in hidden:
            continue
        if token.text == ";":
            break
        depth += (token.text == ")") - (token.text == "(")
        if depth < 0:
            return index + 1
        if reported and index < cue - 3 and doc[index - 1].text == "," and token.lower_ in _JOINTS:
            return index
        if token.text in ("—", "–", "--") or token.text == "-" and doc[index - 1].whitespace_ and token.whitespace_:
            dashes.append(index)
    else:
        index = stretch.first - 1
    return dashes[0] + 1 if len(dashes) % 2 else index + 1


def _nominal(block: Block, stretch: Stretch, noun: Token) -> Cue | None:
    """ "the minister's claim that the bridge is safe": a possessor says what the clause of a noun says."""
    clause = [c for c in children(noun) if c.dep_ in ("acl", "ccomp") and c.i > noun.i and c.i < stretch.last]
    clause = [c for c in clause if any(g.dep_ == "mark" and g.lower_ in ("that", "to") for g in children(c))]
    if not clause and noun.lower_ in words_of("cues", "nominal_amounts"):
        clause = [
            c
            for c in children(noun)
            if c.dep_ == "nmod" and c.i > noun.i and any(g.lower_ == "of" for g in children(c))
        ]
    predicate: list[Token] = []
    above = noun.head
    told = noun.dep_.startswith("nsubj") and noun.i < above.i < stretch.last
    if not clause and told:
        # "the fear within the party is that 25 will leave"
        marks = [c for c in children(above) if c.dep_ == "mark" and c.lower_ == "that" and c.i > noun.i]
        predicate = [c for c in marks[:1] if block.doc[c.i - 1].lemma_.lower() == "be"]
        clause = [above] if predicate else []
    if not clause:
        return None
    prepositions = {"by", "from", "of", "within", "among", "inside", "at"} if predicate else {"by", "from"}
    owner = [c for c in children(noun) if c.dep_ == "nmod:poss"] + [
        c for c in children(noun) if c.dep_ == "nmod" and any(g.lower_ in prepositions for g in children(c))
    ]
    first = predicate[0].i if predicate else clause[0].left_edge.i
    if block.doc[first].lower_ in ("that", "of"):
        first += 1
    last = min(clause[0].right_edge.i, stretch.last - 1)
    while last + 2 < stretch.last and block.doc[last + 1].lower_ == "of":
        # "to announce the names | of more than 100 donors": the parse may break a phrase at "of".
        last += 2
        while last + 1 < stretch.last and block.doc[last + 1].pos_ in _PHRASE:
            last += 1
    if clause[0].dep_ == "nmod" and told and not any(t.like_num for t in block.doc[first : last + 1]):
        # "the unions' estimates of the loss range from 3 to 5 million": the figure stands in the predicate.
        last = min(above.right_edge.i, stretch.last - 1)
    content = trim(block, max(first, noun.i + 1), last)
    start, end = block.start + noun.idx, block.start + noun.idx + len(noun)
    amount = any(t.like_num for t in block.doc[first : token_at(block, content[1] - 1) + 1]) if content[1] else False
    if not owner or content == (0, 0) or clause[0].dep_ == "nmod" and not amount:
        return None
    if owner[0].lower_ == "whose":
        # "a minister whose plan to ...": the noun before it owns the plan.
        before = owner[0].i - (2 if owner[0].i > 1 and block.doc[owner[0].i - 1].text == "," else 1)
        if before < stretch.first or block.doc[before].pos_ not in ("NOUN", "PROPN"):
            return None
        owner = [block.doc[before]]
    left, right = phrase(block.doc, stretch, set(), owner[0], noun)
    if block.doc[right].tag_ == "POS":
        right -= 1
    source = (block.start + block.doc[left].idx, block.start + block.doc[right].idx + len(block.doc[right]))
    return Cue(noun.lemma_.lower(), "nominal", start, end, source, block.start + owner[0].idx, content)
