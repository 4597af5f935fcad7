"""Universal Dependencies from any English pipeline: ClearNLP trees and OntoNotes names are rewritten.

The bundled pipeline has Universal Dependencies and the names PER, ORG and LOC; most other English spaCy
pipelines have ClearNLP labels (`dobj`, `pobj`, `nsubjpass`), prepositions and copulas as heads, and OntoNotes
names. Later stages see the first kind only. The rules follow the label sets as documented by ClearNLP (Choi
and Palmer 2012) and by Universal Dependencies 2; what ClearNLP does not tell apart (`flat`) stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Labels that only change their name.
RENAMED = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "poss": "nmod:poss",
    "possessive": "case",
    "relcl": "acl:relcl",
    "rcmod": "acl:relcl",
    "infmod": "acl",
    "partmod": "acl",
    "quantmod": "advmod",
    "neg": "advmod",
    "prt": "compound:prt",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "intj": "discourse",
    "meta": "parataxis",
    "oprd": "xcomp",
    "acomp": "xcomp",
    "attr": "xcomp",
    "pobj": "obl",
    "pcomp": "advcl",
    "agent": "obl",
    "prep": "obl",
    "complm": "mark",
    "nn": "compound",
    "num": "nummod",
    "number": "compound",
    "nmod": "compound",
    "abbrev": "appos",
    "hmod": "compound",
    "hyph": "punct",
}
# Labels that go by the head: below a noun, below anything else.
UNMARKED = {"npadvmod": ("nmod:unmarked", "obl:unmarked"), "tmod": ("nmod:unmarked", "obl:unmarked")}
# `nmod` belongs to both label sets and proves nothing.
CLEARNLP = frozenset({*RENAMED, *UNMARKED}) - {"nmod"}
UNIVERSAL = frozenset(
    {"obj", "obl", "iobj", "cop", "nsubj:pass", "aux:pass", "nmod:poss", "acl:relcl", "flat", "fixed"}
)

NAMES = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}

_PREPOSITIONAL = frozenset({"prep", "agent", "dative"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET"})
_BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "'s", "’s", "'re", "’re", "'m", "’m"})


def to_universal(doc: Doc) -> Doc:
    """The same Doc when its trees and names are universal already, else a new Doc of the same tokens with
    heads, labels and names rewritten.

    Tags, lemmas, offsets and sentences stay. GPE, FAC and LOC become LOC, PERSON becomes PER, ORG stays;
    other names are dropped. A Doc without trees keeps having none.
    """
    tree = _is_clearnlp(doc)
    names = any(ent.label_ not in NAMES or NAMES[ent.label_] != ent.label_ for ent in doc.ents)
    if not tree and not names:
        return doc
    heads = [token.head.i for token in doc]
    deps = [token.dep_ for token in doc]
    if tree:
        _coordinate(doc, heads, deps)
        _lower_prepositions(doc, heads, deps)
        _lower_copulas(doc, heads, deps)
        _rename(doc, heads, deps)
    return _rebuilt(doc, heads if doc.has_annotation("DEP") else None, deps)


def _is_clearnlp(doc: Doc) -> bool:
    strings = doc.vocab.strings
    labels = {strings[label] for label in set(doc.to_array("DEP").tolist())}
    if labels & CLEARNLP:
        return True
    # Neither label set shows in a short text; then the conjunction does: it follows its head in ClearNLP
    # only.
    return not labels & UNIVERSAL and any(token.dep_ == "cc" and token.head.i < token.i for token in doc)


def _coordinate(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Conjuncts hang on the first one; conjunction and comma hang on the conjunct that follows them."""
    for token in doc:
        if token.dep_ in {"cc", "punct"}:
            following = [c.i for c in token.head.rights if c.dep_ == "conj" and c.i > token.i > token.head.i]
            # A bracket or a quotation mark between two conjuncts belongs to what it encloses.
            if following and (token.dep_ == "cc" or token.text in {",", ";"}):
                heads[token.i] = following[0]
    for token in doc:
        if token.dep_ == "conj":
            first = token.head
            while first.dep_ == "conj":
                first = first.head
            heads[token.i] = first.i


def _lower_prepositions(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """The object takes the place of its preposition, the preposition becomes its `case` (or `mark`)."""
    for token in sorted(doc, key=_depth, reverse=True):
        objects = [i for i, dep in enumerate(deps) if heads[i] == token.i != i and dep in {"pobj", "pcomp", "raised"}]
        if not objects:
            continue
        low, label = objects[0], deps[token.i]
        clause = deps[low] == "pcomp" and doc[low].pos_ in {"VERB", "AUX"}
        nominal = doc[heads[token.i]].pos_ in _NOMINAL
        _swap(heads, deps, low, token.i, "mark" if clause else "case")
        if label in _PREPOSITIONAL:
            if doc[heads[low]].dep_ in _PREPOSITIONAL and heads[low] != low:
                deps[low] = "raised"  # "out of the house": the outer preposition takes its turn next
            elif clause:
                deps[low] = "acl" if nominal else "advcl"
            elif label == "agent":
                deps[low] = "obl:agent"
            else:
                deps[low] = "nmod" if nominal else "obl"
    for index, dep in enumerate(deps):
        if dep == "raised":
            deps[index] = "obl"


def _lower_copulas(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """The predicate takes the place of `be`, which becomes its `cop`; in `there is X`, X is the `nsubj`."""
    for token in sorted(doc, key=_depth, reverse=True):
        if token.lower_ not in _BE or token.dep_ in {"aux", "auxpass", "case", "possessive"}:
            continue
        children = [i for i, head in enumerate(heads) if head == token.i != i]
        predicates = [i for i in children if deps[i] in {"attr", "acomp"}]
        if any(deps[i] == "expl" for i in children):
            for index in predicates:
                deps[index] = "nsubj"
            continue
        if not predicates:
            # "He was in Paris": the place is the predicate.
            predicates = [i for i in children if deps[i] == "obl" and doc[i].i > token.i][:1]
        if predicates:
            _swap(heads, deps, predicates[0], token.i, "cop")


def _rename(doc: Doc, heads: list[int], deps: list[str]) -> None:
    for index, dep in enumerate(deps):
        if dep in UNMARKED:
            deps[index] = UNMARKED[dep][doc[heads[index]].pos_ not in _NOMINAL]
        elif dep == "aux" and doc[index].tag_ == "TO":
            deps[index] = "mark"
        elif dep == "nmod" and doc[index].dep_ != "nmod":
            continue  # made above, from a preposition
        else:
            deps[index] = RENAMED.get(dep, dep)


def _swap(heads: list[int], deps: list[str], low: int, top: int, label: str) -> None:
    """`low` takes the head, label and other children of `top`; `top` hangs on `low` as `label`."""
    heads[low] = low if heads[top] == top else heads[top]
    deps[low] = deps[top]
    for index, head in enumerate(heads):
        if head == top and index not in {low, top}:
            heads[index] = low
    heads[top], deps[top] = low, label


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _rebuilt(doc: Doc, heads: list[int] | None, deps: list[str]) -> Doc:
    from spacy.tokens import Doc as NewDoc

    marks = ["O"] * len(doc)
    for ent in doc.ents:
        label = NAMES.get(ent.label_)
        if label:
            marks[ent.start : ent.end] = [f"B-{label}"] + [f"I-{label}"] * (len(ent) - 1)
    rebuilt = NewDoc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        morphs=[str(token.morph) for token in doc],
        lemmas=[token.lemma_ for token in doc],
        heads=heads,
        deps=deps if heads is not None else None,
        ents=marks,
    )
    rebuilt.user_data = dict(doc.user_data)
    return rebuilt
