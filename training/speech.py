"""Sentences of a treebank put into somebody's mouth: quotations, reported speech, datelines, each with its tree.

Every function takes sentences and a `random.Random` and returns new ones; the trees stay valid.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from lexicon import CITIES, COUNTRIES, FIRST_NAMES, NATIONAL, ORGANISATIONS, ROLES, SURNAMES, TITLES
from treebanks import Paragraph, Sentence, Word

_SAY = (
    ("said", "say", "VBD"),
    ("said", "say", "VBD"),
    ("said", "say", "VBD"),
    ("says", "say", "VBZ"),
    ("added", "add", "VBD"),
    ("warned", "warn", "VBD"),
    ("announced", "announce", "VBD"),
    ("stressed", "stress", "VBD"),
    ("noted", "note", "VBD"),
    ("claimed", "claim", "VBD"),
)
_FEATS = {
    "VBD": "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
}


def quotations(sentences: list[Sentence], count: int, random: Random) -> list[Paragraph]:
    """`count` paragraphs that quote treebank sentences and name a speaker, before or after the verb."""
    plain = [sentence for sentence in sentences if _quotable(sentence)]
    made: list[Paragraph] = []
    for _ in range(count):
        shape = random.choice((_quoted, _quoted, _quoted, _said_that, _according))
        paragraph = [shape(random.choice(plain), random)]
        if random.random() < 0.4:
            paragraph.append(_in_marks(random.choice(plain), random))
        if random.random() < 0.5:
            paragraph.insert(random.randrange(len(paragraph) + 1), random.choice(plain))
        if random.random() < 0.15:
            paragraph[0] = _dateline(paragraph[0], random)
        made.append(tuple(paragraph))
    return made


# --- building trees ---


class _Tree:
    """Words under construction; `add` returns the index of the new word."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.names: list[tuple[int, int, str]] = []

    def add(self, form, upos, xpos, head, deprel, *, lemma=None, feats="", space=True) -> int:
        self.words.append(Word(form, space, form if lemma is None else lemma, upos, xpos, feats, head, deprel))
        return len(self.words) - 1

    def set(self, index: int, **changes) -> None:
        self.words[index] = replace(self.words[index], **changes)

    def add_sentence(self, sentence: Sentence, *, keep_stop: bool = False) -> int:
        """Adds the words (without the final stop) and returns the index of their root."""
        base, root = len(self.words), -1
        words = sentence.words if keep_stop else sentence.words[:-1]
        for index, word in enumerate(words):
            if word.head == index:
                root = base + index
            self.words.append(replace(word, head=base + word.head))
        self.names += [(base + s, base + e, label) for s, e, label in sentence.names or () if e <= len(words)]
        return root

    def done(self, *, named: bool = True) -> Sentence:
        return Sentence(tuple(self.words), tuple(self.names) if named else None)


def _noun_feats(plural: bool = False) -> str:
    return "Number=Plur" if plural else "Number=Sing"


def _proper(tree: _Tree, words: str, head: int, deprel: str, label: str, space: bool = True) -> int:
    """A name of one or more words whose last word is its head (`European Union`, `Reuters`)."""
    forms = words.split()
    start = len(tree.words)
    top = start + len(forms) - 1
    for form in forms[:-1]:
        tree.add(form, "PROPN", "NNP", top, "compound", feats=_noun_feats())
    tree.add(forms[-1], "PROPN", "NNP", head, deprel, feats=_noun_feats(), space=space)
    tree.names.append((start, top + 1, label))
    return top


def _person(tree: _Tree, random: Random, head: int, deprel: str) -> int:
    start = len(tree.words)
    forms = random.choice(SURNAMES).split()
    if random.random() < 0.75:
        forms.insert(0, random.choice(FIRST_NAMES))
    tree.add(forms[0], "PROPN", "NNP", head, deprel, feats=_noun_feats())
    for form in forms[1:]:
        tree.add(form, "PROPN", "NNP", start, "flat", feats=_noun_feats())
    tree.names.append((start, len(tree.words), "PER"))
    return start


def _role(tree: _Tree, random: Random, head: int, deprel: str) -> int:
    """The index of the noun of `foreign policy chief`, `Ukrainian Defense Minister`, `NATO spokeswoman`."""
    owner_kind = random.random()
    phrase = random.choice(TITLES) if deprel == "nmod:desc" and random.random() < 0.5 else random.choice(ROLES)
    forms = phrase.split()
    proper = forms[-1][0].isupper()
    start = len(tree.words)
    top = start + len(forms) - (owner_kind >= 0.65)
    if owner_kind < 0.35:
        tree.add(random.choice(NATIONAL), "ADJ", "JJ", top, "amod", feats="Degree=Pos")
    elif owner_kind < 0.65:
        name = random.choice([o for o in (*ORGANISATIONS, *COUNTRIES) if " " not in o])
        tree.add(name, "PROPN", "NNP", top, "compound", feats=_noun_feats())
        tree.names.append((start, start + 1, "LOC" if name in COUNTRIES else "ORG"))
    for form in forms[:-1]:
        adjective = form.lower() in {
            "foreign",
            "former",
            "prime",
            "chief",
            "deputy",
            "military",
            "senior",
            "top",
        }
        if proper:
            tree.add(form, "PROPN", "NNP", top, "compound", feats=_noun_feats())
        elif adjective:
            tree.add(form, "ADJ", "JJ", top, "amod", feats="Degree=Pos")
        else:
            tree.add(form, "NOUN", "NN", top, "compound", feats=_noun_feats())
    upos, xpos = ("PROPN", "NNP") if proper else ("NOUN", "NN")
    tree.add(forms[-1], upos, xpos, head, deprel, feats=_noun_feats())
    return len(tree.words) - 1


def _speaker(tree: _Tree, random: Random, head: int, deprel: str) -> int:
    """A speaker: a name, a titled name, a name with an apposition, a role alone or an organisation."""
    kind = random.random()
    if kind < 0.25:
        return _person(tree, random, head, deprel)
    if kind < 0.65:
        title = _role(tree, random, -1, "nmod:desc")
        person = _person(tree, random, head, deprel)
        tree.set(title, head=person)
        return person
    if kind < 0.85:
        person = _person(tree, random, head, deprel)
        tree.set(len(tree.words) - 1, space=False)
        tree.add(",", "PUNCT", ",", -1, "punct")
        comma = len(tree.words) - 1
        top = _apposition(tree, random, person)
        tree.set(comma, head=top)
        return person
    if kind < 0.93:
        determiner = tree.add("the", "DET", "DT", -1, "det", feats="Definite=Def|PronType=Art")
        role = _role(tree, random, head, deprel)
        tree.set(determiner, head=role)
        return role
    return _proper(tree, random.choice(ORGANISATIONS), head, deprel, "ORG")


def _apposition(tree: _Tree, random: Random, person: int) -> int:
    owner = random.choice((*COUNTRIES, *ORGANISATIONS))
    label = "LOC" if owner in COUNTRIES else "ORG"
    title = random.choice([t for t in ROLES if t[0].islower()]).split()
    if random.random() < 0.5:
        if label == "ORG":
            article = tree.add("the", "DET", "DT", -1, "det", feats="Definite=Def|PronType=Art")
        name = _proper(tree, owner, -1, "nmod:poss", label, space=False)
        if label == "ORG":
            tree.set(article, head=name)
        tree.add("'s", "PART", "POS", name, "case", lemma="'s")
        top = len(tree.words) + len(title) - 1
        tree.set(name, head=top)
        for form in title[:-1]:
            tree.add(form, "NOUN", "NN", top, "compound", feats=_noun_feats())
        tree.add(title[-1], "NOUN", "NN", person, "appos", feats=_noun_feats())
    else:
        top = len(tree.words) + len(title)
        tree.add(
            "a" if title[0][0] not in "aeiou" else "an",
            "DET",
            "DT",
            top,
            "det",
            lemma="a",
            feats="Definite=Ind|PronType=Art",
        )
        for form in title[:-1]:
            tree.add(form, "NOUN", "NN", top, "compound", feats=_noun_feats())
        tree.add(title[-1], "NOUN", "NN", person, "appos", feats=_noun_feats())
        preposition = tree.add("of", "ADP", "IN", -1, "case")
        name = _proper(tree, owner, top, "nmod", label)
        tree.set(preposition, head=name)
    return top


def _saying(tree: _Tree, random: Random, head: int, deprel: str) -> int:
    form, lemma, xpos = random.choice(_SAY)
    return tree.add(form, "VERB", xpos, head, deprel, lemma=lemma, feats=_FEATS[xpos])


def _time(tree: _Tree, random: Random, verb: int) -> None:
    kind = random.random()
    if kind < 0.3:
        day = random.choice(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
        if random.random() < 0.5:
            preposition = tree.add("on", "ADP", "IN", -1, "case")
            tree.add(day, "PROPN", "NNP", verb, "obl", feats=_noun_feats())
            tree.set(preposition, head=len(tree.words) - 1)
        else:
            tree.add(day, "PROPN", "NNP", verb, "obl:unmarked", feats=_noun_feats())
    elif kind < 0.45:
        preposition = tree.add("in", "ADP", "IN", -1, "case")
        statement = len(tree.words) + 1
        noun = random.choice(("statement", "interview", "speech", "report", "letter", "press conference")).split()
        article = "an" if noun[0][0] in "aeiou" else "a"
        statement += len(noun) - 1
        tree.add(article, "DET", "DT", statement, "det", lemma="a", feats="Definite=Ind|PronType=Art")
        if len(noun) > 1:
            tree.add(noun[0], "NOUN", "NN", statement, "compound", feats=_noun_feats())
        tree.add(noun[-1], "NOUN", "NN", verb, "obl", feats=_noun_feats())
        tree.set(preposition, head=statement)


def _stop(tree: _Tree, root: int) -> None:
    tree.set(len(tree.words) - 1, space=False)
    tree.add(".", "PUNCT", ".", root, "punct")


def _marks(random: Random) -> tuple[str, str]:
    return ("“", "”") if random.random() < 0.7 else ('"', '"')


def _quoted(sentence: Sentence, random: Random) -> Sentence:
    """“…,” said X.  “…,” X said.  X said: “…”"""
    tree = _Tree()
    left, right = _marks(random)
    kind = random.random()
    if kind < 0.85:
        tree.add(left, "PUNCT", "``", -1, "punct", lemma='"', space=False)
        root = tree.add_sentence(sentence)
        tree.set(len(tree.words) - 1, space=False)
        comma = tree.add(",", "PUNCT", ",", -1, "punct", space=False)
        closing = tree.add(right, "PUNCT", "''", root, "punct", lemma='"')
        tree.set(0, head=root)
        if kind < 0.5:
            verb = _saying(tree, random, -1, "ROOT")
            _speaker(tree, random, verb, "nsubj")
        else:
            speaker = _speaker(tree, random, -1, "nsubj")
            if tree.words[-1].upos == "NOUN" or "appos" in {word.deprel for word in tree.words[closing:]}:
                _close_apposition(tree, speaker)
            if random.random() < 0.2:
                verb = tree.add("told", "VERB", "VBD", -1, "ROOT", lemma="tell", feats=_FEATS["VBD"])
                if random.random() < 0.5:
                    tree.add("reporters", "NOUN", "NNS", verb, "iobj", lemma="reporter", feats=_noun_feats(True))
                else:
                    _proper(
                        tree,
                        random.choice(("Reuters", "AFP", "CNN", "BBC", "Bloomberg")),
                        verb,
                        "iobj",
                        "ORG",
                    )
            else:
                verb = _saying(tree, random, -1, "ROOT")
            tree.set(speaker, head=verb)
        tree.set(comma, head=verb)
        _time(tree, random, verb)
        tree.set(verb, head=verb)
        tree.set(root, head=verb, deprel="ccomp")
        _stop(tree, verb)
        return tree.done(named=sentence.names is not None)
    speaker = _speaker(tree, random, -1, "nsubj")
    if "appos" in {word.deprel for word in tree.words}:
        _close_apposition(tree, speaker)
    verb = _saying(tree, random, -1, "ROOT")
    tree.set(verb, head=verb, space=False)
    tree.set(speaker, head=verb)
    comma = tree.add(random.choice(",:"), "PUNCT", ",", -1, "punct")
    opening = tree.add(left, "PUNCT", "``", -1, "punct", lemma='"', space=False)
    root = tree.add_sentence(sentence, keep_stop=True)
    tree.set(len(tree.words) - 1, space=False, head=verb)
    tree.add(right, "PUNCT", "''", root, "punct", lemma='"')
    tree.set(comma, head=root, xpos=":" if tree.words[comma].form == ":" else ",")
    tree.set(opening, head=root)
    tree.set(root, head=verb, deprel="ccomp")
    return tree.done(named=sentence.names is not None)


def _close_apposition(tree: _Tree, speaker: int) -> None:
    appositions = [index for index, word in enumerate(tree.words) if word.deprel == "appos" and word.head == speaker]
    if appositions:
        tree.set(len(tree.words) - 1, space=False)
        tree.add(",", "PUNCT", ",", appositions[-1], "punct")


def _said_that(sentence: Sentence, random: Random) -> Sentence:
    """X said (on Friday) (that) …"""
    tree = _Tree()
    speaker = _speaker(tree, random, -1, "nsubj")
    _close_apposition(tree, speaker)
    if tree.words[0].form == "the":
        tree.set(0, form="The")
    verb = _saying(tree, random, -1, "ROOT")
    tree.set(verb, head=verb)
    tree.set(speaker, head=verb)
    _time(tree, random, verb)
    marker = tree.add("that", "SCONJ", "IN", -1, "mark") if random.random() < 0.6 else None
    root = tree.add_sentence(_uncapitalised(sentence))
    if marker is not None:
        tree.set(marker, head=root)
    tree.set(root, head=verb, deprel="ccomp")
    _stop(tree, verb)
    return tree.done(named=sentence.names is not None)


def _according(sentence: Sentence, random: Random) -> Sentence:
    """According to X, …"""
    tree = _Tree()
    first = tree.add("According", "VERB", "VBG", -1, "case", lemma="accord", feats="VerbForm=Ger")
    tree.add("to", "ADP", "IN", first, "fixed")
    speaker = _speaker(tree, random, -1, "obl")
    tree.set(first, head=speaker)
    tree.set(len(tree.words) - 1, space=False)
    comma = tree.add(",", "PUNCT", ",", -1, "punct")
    root = tree.add_sentence(_uncapitalised(sentence), keep_stop=True)
    tree.set(speaker, head=root)
    tree.set(comma, head=root)
    tree.set(root, head=root)
    return tree.done(named=sentence.names is not None)


def _in_marks(sentence: Sentence, random: Random) -> Sentence:
    tree = _Tree()
    left, right = _marks(random)
    tree.add(left, "PUNCT", "``", -1, "punct", lemma='"', space=False)
    root = tree.add_sentence(sentence, keep_stop=True)
    tree.set(0, head=root)
    tree.set(len(tree.words) - 1, space=False)
    tree.add(right, "PUNCT", "''", root, "punct", lemma='"')
    return tree.done(named=sentence.names is not None)


def _dateline(sentence: Sentence, random: Random) -> Sentence:
    """BRUSSELS (AP) — …"""
    tree = _Tree()
    city = _proper(tree, random.choice(CITIES).upper(), -1, "parataxis", "LOC")
    if random.random() < 0.8:
        bracket = tree.add("(", "PUNCT", "-LRB-", -1, "punct", space=False)
        agency = random.choice(("AP", "Reuters", "AFP", "CNN", "UPI"))
        name = _proper(tree, agency, city, "parataxis", "ORG", space=False)
        tree.set(bracket, head=name)
        tree.add(")", "PUNCT", "-RRB-", name, "punct")
    dash = tree.add(random.choice(("—", "—", "–", "-", "--")), "PUNCT", ":", -1, "punct")
    root = tree.add_sentence(sentence, keep_stop=True)
    tree.set(city, head=root)
    tree.set(dash, head=root)
    tree.set(root, head=root)
    return tree.done(named=sentence.names is not None)


def _quotable(sentence: Sentence) -> bool:
    words = sentence.words
    return (
        6 <= len(words) <= 28
        and not sentence.unsure
        and words[-1].form == "."
        and all(word.head != len(words) - 1 for word in words[:-1])
        and not any(word.xpos in {"``", "''"} or word.form in {'"', "“", "”"} for word in words)
        and any(word.deprel.startswith("nsubj") and words[word.head].head == word.head for word in words)
        and words[0].form[:1].isupper()
    )


def _uncapitalised(sentence: Sentence) -> Sentence:
    first = sentence.words[0]
    if first.upos == "PROPN" or first.lemma == "I" or first.form in {"I", "I."} or first.form.isupper():
        return sentence
    return replace(sentence, words=(replace(first, form=first.form[:1].lower() + first.form[1:]), *sentence.words[1:]))
