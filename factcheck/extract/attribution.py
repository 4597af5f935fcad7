"""The cues of a stretch: who says, thinks or shows something with which word, and the clause that is said.

Subject and clause come from the parse; where the parse is known to fail (a speaker after the verb, a speaker parted from it by
an apposition) word order decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.extract.mentions import token_at, words_of
from factcheck.extract.stretches import Stretch
from factcheck.language.lexicons import read_lexicon
from factcheck.model import Block

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLAUSES = ("ccomp", "xcomp", "advcl", "csubj")
_CLAUSE_ENDS = frozenset({",", ";", ":", "—", "–", "-", "(", ")", "--"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_AUXILIARY_HEADS = frozenset(
    {"go", "continue", "begin", "want", "like", "seem", "appear", "have", "need", "start", "proceed"}
)
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


def find_cues(block: Block, stretch: Stretch) -> list[Cue]:
    """The cues of a stretch that stand outside its marked speech, in reading order."""
    doc = block.doc
    hidden = _hidden(block, stretch)
    found: list[Cue] = []
    earlier: Token | None = None
    for index in range(stretch.first, stretch.last):
        token = doc[index]
        if index in hidden:
            continue
        kind = _verb_kind(token)
        if kind:
            cue = _verb_cue(block, stretch, hidden, token, kind, earlier)
            if cue is not None:
                found.append(cue)
                if cue.source[1] and kind != "thinking" and cue.lemma not in words_of("cues", "only_beside_quotation"):
                    earlier = doc[token_at(block, cue.head)]
        elif token.lower_ == "according" and index + 1 < stretch.last and doc[index + 1].lower_ == "to":
            found.append(_according(block, stretch, hidden, index, index + 2, "according to"))
        elif (
            token.lower_ == "per"
            and token.pos_ == "ADP"
            and index + 1 < stretch.last
            and doc[index + 1].lower_ == "the"
        ):
            found.append(_according(block, stretch, hidden, index, index + 1, "per"))
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


def _lemma(token: Token) -> str:
    lemma = token.lemma_.lower() or token.lower_
    irregular = read_lexicon("cues")["irregular"]
    return irregular.get(token.lower_, lemma)


def _verb_kind(token: Token) -> str:
    """saying, thinking or showing when a token is such a verb, else blank."""
    if (
        token.lower_ in words_of("cues", "plain_forms")
        and token.tag_[:1] not in ("N", "J")
        or token.lower_ in ("said", "says")
    ):
        return "saying"
    if not token.tag_.startswith("VB") and token.pos_ != "VERB":
        return ""
    lemma = _lemma(token)
    for kind in ("saying", "thinking", "showing"):
        if lemma in words_of("cues", kind):
            return kind
    return ""


def _verb_cue(
    block: Block, stretch: Stretch, hidden: set[int], token: Token, kind: str, earlier: Token | None
) -> Cue | None:
    if _is_denied(token) or not stretch.marked and _lemma(token) in words_of("cues", "only_beside_quotation"):
        return None
    source = _subject(block.doc, stretch, hidden, token, earlier)
    content = _content(block, stretch, hidden, token, source, kind)
    start, end = block.start + token.idx, block.start + token.idx + len(token)
    if source is None:
        return Cue(_lemma(token), kind, start, end, content=content)
    left, right = phrase(block.doc, stretch, hidden, source, token)
    return Cue(
        _lemma(token),
        kind,
        start,
        end,
        (block.start + block.doc[left].idx, block.start + block.doc[right].idx + len(block.doc[right])),
        block.start + source.idx,
        content,
    )


def _is_denied(token: Token) -> bool:
    """ "did not say", "declined to comment": nothing is said there."""
    for child in token.children:
        if child.lower_ in ("not", "n't", "never", "n’t") and child.i < token.i:
            return _lemma(token) not in ("deny", "rule")
    return token.dep_ == "xcomp" and _lemma(token.head) in _REFUSALS


def _subject(doc: Doc, stretch: Stretch, hidden: set[int], cue: Token, earlier: Token | None) -> Token | None:
    """The head of the noun phrase that says it, or None; `earlier` is who says what the cue before this one reports."""
    if cue.tag_ == "VBG" and cue.i > stretch.first and doc[cue.i - 1].text in _CLAUSE_ENDS and earlier is not None:
        return earlier
    passive = any(child.dep_ in ("aux:pass", "nsubj:pass") for child in cue.children)
    if passive:
        agent = [
            c for c in cue.children if c.dep_ in ("obl", "obl:agent") and any(g.lower_ == "by" for g in c.children)
        ]
        return agent[0] if agent and agent[0].i not in hidden else None
    after = _after(doc, stretch, hidden, cue)
    token, hops = cue, 0
    while hops < 5:
        for child in token.children:
            if child.dep_.startswith("nsubj") and child.i not in hidden and stretch.first <= child.i < stretch.last:
                if child.i > cue.i or _is_beyond(doc, hidden, child, cue) and after is not None:
                    continue
                if child.lower_ in _RELATIVES:
                    return _antecedent(doc, stretch, hidden, token, child)
                if child.lower_ in ("what", "that", "which", "this", "there") and child.dep_ == "nsubj" and hops == 0:
                    return None if child.lower_ in ("what", "there") else child
                if _is_noun_like(child):
                    return child
        if hops == 0 and after is not None:
            return after
        if token.dep_ == "acl":
            return token.head if token.head.i not in hidden and _is_noun_like(token.head) else None
        if token.dep_ not in ("conj", "advcl", "xcomp", "parataxis", "appos", "obl", "dep") or token.head.i in hidden:
            break
        if token.dep_ == "parataxis" and hops == 0 and token.tag_ != "VBG":
            break
        if not stretch.first <= token.head.i < stretch.last:
            break
        token = token.head
        hops += 1
    return _nearest_before(doc, stretch, hidden, cue)


def _is_beyond(doc: Doc, hidden: set[int], subject: Token, cue: Token) -> bool:
    """Whether a finite verb stands between a subject and the cue: then it is that verb's subject ("A is open, said B")."""
    return any(
        doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD") and i not in hidden and doc[i].head.i != cue.i
        for i in range(subject.i + 1, cue.i)
    )


def _antecedent(doc: Doc, stretch: Stretch, hidden: set[int], verb: Token, relative: Token) -> Token | None:
    """What "who" or "which" stands for: the noun right before it for "who", the clause's head otherwise."""
    before = relative.i - 1
    if before >= stretch.first and doc[before].text == ",":
        before -= 1
    if before >= stretch.first and before not in hidden and doc[before].pos_ in ("NOUN", "PROPN", "PRON"):
        near = doc[before]
        if relative.lower_ == "who" or verb.dep_ != "acl:relcl" or verb.head.i in hidden:
            return near
    if verb.dep_ == "acl:relcl" and verb.head.i not in hidden and _is_noun_like(verb.head):
        return verb.head
    return None


def _is_noun_like(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "DET", "VERB") and token.tag_ not in (
        "VB",
        "VBD",
        "VBZ",
    )


def _after(doc: Doc, stretch: Stretch, hidden: set[int], cue: Token) -> Token | None:
    """The speaker right after its verb: `..., said Defence Minister Ann Lee`; None when the verb has its speaker before it."""
    before = cue.i - 1
    if before >= stretch.first and not (before in hidden or doc[before].text in (",", "”", '"', "’", "'", "—", "–")):
        return None
    if cue.tag_ == "VBG":
        return None
    if any(
        child.dep_.startswith("nsubj")
        and child.i < cue.i
        and child.i not in hidden
        and not _is_beyond(doc, hidden, child, cue)
        for child in cue.children
    ):
        return None
    if before not in hidden and not any(
        doc[i].pos_ in ("VERB", "AUX") or i in hidden for i in range(stretch.first, before)
    ):
        # Nothing was said before the comma: it closes an apposition ("Ann Lee, the minister, announced aid").
        return None
    index = cue.i + 1
    head = None
    while index < stretch.last and index not in hidden:
        token = doc[index]
        if (
            token.pos_ in ("DET", "ADJ", "NUM")
            or token.tag_ in ("PRP$", "POS", "NNP", "NNPS", "NN", "NNS")
            or token.text in "-’'"
        ):
            if token.pos_ in ("NOUN", "PROPN") or token.tag_.startswith("NN"):
                head = token
        elif head is None and token.tag_ == "PRP" and token.lower_ in ("he", "she", "they", "it", "we", "i"):
            return token
        else:
            break
        index += 1
    if head is None or head.lower_ in words_of("cues", "days"):
        return None
    return head


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
    if token.pos_ in ("PROPN", "NOUN") or token.tag_ == "PRP" and token.lower_ in ("he", "she", "they", "it"):
        return token
    if token.text != "," or cue.tag_ == "VBG":
        return None
    for back in range(index - 1, max(stretch.first, index - 25) - 1, -1):
        if back in hidden:
            return None
        if doc[back].text == "," and back and doc[back - 1].pos_ in ("PROPN", "NOUN") and back - 1 >= stretch.first:
            return doc[back - 1]
    return None


def phrase(doc: Doc, stretch: Stretch, hidden: set[int], head: Token, cue: Token) -> tuple[int, int]:
    """First and last token index of the noun phrase of `head`, without relative clauses and appositions after commas."""
    left = head.i
    reach = min((t.i for t in head.subtree if t.i <= head.i), default=head.i)
    while left - 1 >= max(stretch.first, reach) and left - 1 not in hidden:
        before = doc[left - 1]
        if before.text in _CLAUSE_ENDS and before.text != "-" or before.pos_ in ("SCONJ", "CCONJ") or before.i == cue.i:
            break
        left -= 1
    while (
        left < head.i
        and doc[left].pos_ in ("ADV", "SCONJ", "CCONJ", "PUNCT", "ADP")
        and doc[left].text not in ("“", "‘", '"')
    ):
        left += 1
    right = head.i
    top = max((t.i for t in head.subtree if _stays(t, head)), default=head.i)
    while right + 1 <= top and right + 1 < stretch.last and right + 1 not in hidden:
        after = doc[right + 1]
        if after.i == cue.i or after.text in _CLAUSE_ENDS and after.text != "-" or after.lower_ in _RELATIVES:
            break
        if after.dep_ in ("acl:relcl", "parataxis", "advcl") or after.pos_ in ("VERB", "AUX"):
            break
        right += 1
    while right > head.i and doc[right].pos_ in ("PUNCT", "ADP", "DET", "CCONJ"):
        right -= 1
    return left, right


def _stays(token: Token, head: Token) -> bool:
    """Whether a token of a subtree belongs to the noun phrase proper."""
    while token.i != head.i:
        if token.dep_ in ("acl:relcl", "parataxis", "advcl", "acl", "ccomp"):
            return False
        token = token.head
    return True


def _content(
    block: Block, stretch: Stretch, hidden: set[int], cue: Token, source: Token | None, kind: str
) -> tuple[int, int]:
    """The reported clause of a verb, as article offsets without the word "that" and the closing punctuation."""
    doc = block.doc
    inverted = source is not None and source.i > cue.i
    right = None if inverted else _clause_after(doc, stretch, cue, kind)
    if right is None:
        right = _that_clause(doc, stretch, hidden, cue)
    if right is None and kind != "thinking" and cue.tag_ != "VBG":
        left = _clause_before(doc, stretch, hidden, cue, source)
        if left is not None:
            return _trim(block, *left)
    if inverted:
        return (0, 0) if right is None else _trim(block, *right)
    if right is None:
        right = _object(doc, stretch, cue)
    return (0, 0) if right is None else _trim(block, *right)


def _clause_after(doc: Doc, stretch: Stretch, cue: Token, kind: str) -> tuple[int, int] | None:
    for child in cue.children:
        if child.i <= cue.i or child.i >= stretch.last:
            continue
        if child.dep_ == "ccomp" or child.dep_ == "xcomp" and _lemma(cue) in words_of("cues", "takes_infinitive"):
            left = min(child.left_edge.i, child.i)
            if left <= cue.i:
                left = cue.i + 1
            if child.tag_ == "VBG" and doc[child.i - 1].text in _CLAUSE_ENDS:
                continue
            linked = doc[left].lower_ == "that" or doc[left - 1].lower_ in ("that", ",", ":") or left - cue.i <= 2
            if not linked and (left - cue.i > 6 or _lemma(cue) not in words_of("cues", "takes_hearer")):
                continue
            while left < child.i and (doc[left].lower_ in ("that", ",", ":") or doc[left].pos_ == "PUNCT"):
                left += 1
            return left, _clip(doc, stretch, _whole(doc, stretch, child.right_edge.i), cue)
    return None


def _whole(doc: Doc, stretch: Stretch, right: int) -> int:
    """The right edge of a clause, moved on to the next sign where the parse breaks off in the middle of one."""
    right = min(right, stretch.last - 1)
    while (
        right + 1 < stretch.last
        and doc[right + 1].text not in _CLAUSE_ENDS
        and doc[right + 1].text not in (".", "?", "!")
    ):
        right += 1
    return right


def _clip(doc: Doc, stretch: Stretch, right: int, cue: Token) -> int:
    """The last token of a clause, not beyond its stretch nor into the participle of the next cue (", adding that")."""
    right = min(right, stretch.last - 1)
    for index in range(cue.i + 3, right):
        if (
            doc[index].text in (",", "–", "—", "-")
            and doc[index + 1].tag_ == "VBG"
            and _verb_kind(doc[index + 1]) == "saying"
        ):
            return index - 1
    return right


def _that_clause(doc: Doc, stretch: Stretch, hidden: set[int], cue: Token) -> tuple[int, int] | None:
    """The clause after "that" within a few words of the cue: "told reporters on Friday that ..."."""
    for index in range(cue.i + 1, min(cue.i + 9, stretch.last - 1)):
        if index in hidden or doc[index].text in (".", ";", ":"):
            return None
        if doc[index].lower_ == "that" and doc[index].pos_ in ("SCONJ", "PRON", "DET", "ADP"):
            if index > cue.i + 1 and doc[index].dep_ not in ("mark",):
                return None
            return index + 1, _clip(doc, stretch, stretch.last - 1, cue)
    return None


def _clause_before(
    doc: Doc, stretch: Stretch, hidden: set[int], cue: Token, source: Token | None
) -> tuple[int, int] | None:
    """The clause before a closing frame: "The bridge is closed, police said."."""
    if source is None:
        return None
    frame = min(cue.i, phrase(doc, stretch, hidden, source, cue)[0])
    comma = frame - 1
    while comma > stretch.first and doc[comma].pos_ == "ADV":
        comma -= 1
    if comma in hidden:
        # The comma stands inside the marks that close the clause.
        comma += 1
    elif doc[comma].text not in (",", "—", "–"):
        return None
    if comma <= stretch.first + 2:
        return None
    clause = [doc[i] for i in range(stretch.first, comma) if i not in hidden]
    if (
        len(clause) < 3
        or not any(t.pos_ in ("VERB", "AUX") for t in clause)
        or clause[0].lower_ in words_of("cues", "subordinators")
    ):
        return None
    return stretch.first, comma - 1


def _object(doc: Doc, stretch: Stretch, cue: Token) -> tuple[int, int] | None:
    """The noun phrase that an announcing, denying or judging verb reports."""
    lemma = _lemma(cue)
    for child in cue.children:
        if child.i <= cue.i or child.i >= stretch.last:
            continue
        if lemma in words_of("cues", "object_content") and child.dep_ == "obj":
            return child.left_edge.i, _clip(doc, stretch, max(child.right_edge.i, child.i), cue)
        if lemma in ("call", "ask", "push", "press", "plead", "appeal") and child.dep_ == "obl":
            if any(grand.lower_ == "for" for grand in child.children if grand.dep_ == "case"):
                return child.left_edge.i + 1, _clip(doc, stretch, child.right_edge.i, cue)
        if lemma in ("refer", "point", "speak", "talk", "tweet", "write") and child.dep_ == "obl":
            if any(grand.lower_ in ("to", "about", "of") for grand in child.children if grand.dep_ == "case"):
                return child.left_edge.i + 1, _clip(doc, stretch, child.right_edge.i, cue)
    if lemma in words_of("cues", "naming"):
        found = [
            c for c in cue.children if c.i > cue.i and c.dep_ in ("obj", "xcomp", "obl", "iobj") and c.i < stretch.last
        ]
        if found:
            return min(c.left_edge.i for c in found if c.left_edge.i > cue.i) if any(
                c.left_edge.i > cue.i for c in found
            ) else cue.i + 1, _clip(doc, stretch, max(c.right_edge.i for c in found), cue)
    return None


def _trim(block: Block, first: int, last: int) -> tuple[int, int]:
    doc = block.doc
    while last >= first and (
        doc[last].pos_ == "PUNCT" and doc[last].text not in ("”", '"', "’", ")", "''") or doc[last].is_space
    ):
        last -= 1
    if last < first:
        return 0, 0
    return block.start + doc[first].idx, block.start + doc[last].idx + len(doc[last])


def _according(block: Block, stretch: Stretch, hidden: set[int], first: int, after: int, lemma: str) -> Cue:
    """ "According to police, the bridge is closed": the source runs to the comma, the rest of the stretch is what it says."""
    doc = block.doc
    start, end = block.start + doc[first].idx, block.start + doc[after - 1].idx + len(doc[after - 1])
    last = after
    while last < stretch.last and last not in hidden:
        token = doc[last]
        if (
            token.text in _CLAUSE_ENDS
            and token.text != "-"
            or token.text in (".", "?", "!")
            or token.lower_ in _RELATIVES
        ):
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
        content = _trim(block, min(rest + 1, stretch.last - 1), stretch.last - 1) if rest < stretch.last else (0, 0)
    else:
        begin = stretch.first
        for index in range(first - 2, stretch.first, -1):
            if doc[index].text in (";", "—", "–") and index not in hidden:
                begin = index + 1
                break
        content = _trim(block, begin, first - 1)
    return Cue(lemma, "according", start, end, source, block.start + head.idx, content)


def _nominal(block: Block, stretch: Stretch, noun: Token) -> Cue | None:
    """ "the minister's claim that the bridge is safe": a possessor says what the clause of a noun says."""
    clause = [c for c in noun.children if c.dep_ in ("acl", "ccomp") and c.i > noun.i and c.i < stretch.last]
    clause = [c for c in clause if any(g.dep_ == "mark" and g.lower_ in ("that", "to") for g in c.children)]
    if not clause:
        return None
    owner = [c for c in noun.children if c.dep_ == "nmod:poss"] + [
        c for c in noun.children if c.dep_ == "nmod" and any(g.lower_ in ("by", "from") for g in c.children)
    ]
    first = clause[0].left_edge.i
    if block.doc[first].lower_ == "that":
        first += 1
    content = _trim(block, max(first, noun.i + 1), min(clause[0].right_edge.i, stretch.last - 1))
    start, end = block.start + noun.idx, block.start + noun.idx + len(noun)
    if not owner or content == (0, 0):
        return None
    left, right = phrase(block.doc, stretch, set(), owner[0], noun)
    if block.doc[right].tag_ == "POS":
        right -= 1
    source = (block.start + block.doc[left].idx, block.start + block.doc[right].idx + len(block.doc[right]))
    return Cue(noun.lemma_.lower(), "nominal", start, end, source, block.start + owner[0].idx, content)
