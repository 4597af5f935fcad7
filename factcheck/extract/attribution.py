"""The cues of a stretch: who says, thinks or shows something with which word, and the clause that is said.

Verbs ("said", "shows"), phrases ("according to", "in the survey", "by the bank's count") and nouns ("his claim that").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.extract.cue_nouns import figure_before, noun_cue, origin_cue
from factcheck.extract.cue_verbs import lemma_of, verb_kind
from factcheck.extract.cues import YEAR, Cue, holds_figure
from factcheck.extract.reported import FINITE, find_content, trim
from factcheck.extract.speakers import CLAUSE_ENDS, RELATIVES, find_subject, phrase
from factcheck.extract.stretches import Stretch, children
from factcheck.extract.words import token_at, words_of
from factcheck.model import Block

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_POLLSTER = frozenset({"DET", "ADJ", "PROPN", "NUM", "NOUN", "PUNCT", "SYM"})
_JOINTS = frozenset({"which", "who", "whose", "where", "and", "but", "while"})
_REFUSALS = frozenset({"decline", "refuse", "fail", "hesitate", "forget"})


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
            and (doc[index + 1].lower_ == "the" or _names_source(doc, index))
        ):
            found.append(_according(block, stretch, hidden, index, index + 1, "per"))
        elif token.lower_ == "by" and (noun := _tally(doc, stretch, index)):
            found.append(_according(block, stretch, hidden, index, index + 1, "by", noun + 1))
        elif token.lower_ == "in" and (noun := _survey(doc, stretch, index, found)):
            found.append(_according(block, stretch, hidden, index, index + 1, "in", noun + 1))
        elif token.lower_ in ("came", "comes", "come") and (origin := origin_cue(block, stretch, hidden, token)):
            found.append(origin)
        elif token.lower_ in words_of("cues", "nominal_forms") and token.pos_ == "NOUN":
            cue = noun_cue(block, stretch, token)
            if cue is not None:
                found.append(cue)
    return found


def _names_source(doc: Doc, index: int) -> bool:
    """Whether a name alone follows "per" after a comma: ", per BuzzFeed."; not "$3 per Share"."""
    opens = index == 0 or doc[index - 1].text == "," or doc[index].is_sent_start
    return opens and doc[index + 1].tag_ in ("NNP", "NNPS") and doc[index + 1].text[:1].isupper()


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
        content = figure_before(block, stretch, hidden, token, source)
    if lemma_of(token) in words_of("cues", "stances") and not holds_figure(block, content):
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
