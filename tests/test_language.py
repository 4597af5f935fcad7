"""The bundled pipeline and the adapter that turns other label sets into Universal Dependencies."""

from pathlib import Path

import pytest

from factcheck.errors import ModelError
from factcheck.language import lexicons
from factcheck.language.blocks import parse_articles
from factcheck.language.labels import CLEARNLP, to_universal
from factcheck.language.lemmas import lemma_of
from factcheck.language.lexicons import read_lexicon
from factcheck.language.pipeline import BUNDLED, load_pipeline, pipeline_version
from factcheck.model import Article

TEXT = (
    "BRUSSELS (AP) — EU leaders agreed on Friday to lend €90 billion to Ukraine. “We need more than 86,000 "
    "shells,” said Defense Minister Rustem Umerov.\n\nHungary’s government disagreed."
)


# --- the bundled pipeline ---


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The storm came before dawn and broke windows.", "dawn", ("NOUN", "dawn", "obl")),
        ("In a county court hearing last month, Lee argued that it failed.", "hearing", ("NOUN", "hearing", "obl")),
        ("She left, the union hearing nothing of it.", "hearing", ("VERB", "hear", "parataxis")),
        ("The mill will close, the Leeds Daily Post reports.", "reports", ("VERB", "report", "parataxis")),
        ("She wrote three books, essays and reports.", "reports", ("NOUN", "report", "conj")),
    ],
)
def test_a_noun_tagged_as_a_verb_is_one(text, word, expected):
    doc = next(parse_articles([Article("a.txt", text)], load_pipeline())).blocks[0].doc
    token = next(token for token in doc if token.text == word)
    assert (token.pos_, token.lemma_, token.dep_) == expected


def test_the_bundled_pipeline_loads_once_and_names_itself():
    nlp = load_pipeline()
    assert nlp is load_pipeline()
    assert nlp.pipe_names[0] == "tok2vec"
    assert {"tagger", "morphologizer", "lemmatizer", "parser", "ner"} <= set(nlp.pipe_names)
    name, version = pipeline_version(nlp).split()
    assert name == "en_factcheck"
    assert version.count(".") == 2


def test_its_labels_are_universal_dependencies():
    labels = set(load_pipeline().get_pipe("parser").labels)
    assert {"nsubj", "obj", "obl", "cop", "case", "nsubj:pass", "nmod:poss", "flat"} <= labels
    assert not labels & CLEARNLP
    assert set(load_pipeline().get_pipe("ner").labels) == {"PER", "ORG", "LOC"}


def test_it_needs_no_code_from_outside():
    config = (BUNDLED / "config.cfg").read_text(encoding="utf-8")
    assert "factcheck.treebank_tokenizer" not in config


def test_it_stays_under_15_megabytes():
    assert sum(path.stat().st_size for path in BUNDLED.rglob("*") if path.is_file()) < 15_000_000


def test_licence_and_credits_travel_with_it():
    assert (BUNDLED / "LICENSE").read_text(encoding="utf-8").startswith("Attribution-ShareAlike 4.0 International")
    credits = (BUNDLED / "CREDITS.md").read_text(encoding="utf-8")
    for source in ("EWT", "GUM", "Universal NER", "WikiGold"):
        assert source in credits


def test_offsets_point_into_the_text():
    doc = load_pipeline()(TEXT)
    assert doc.text == TEXT
    assert all(TEXT[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert all(TEXT[ent.start_char : ent.end_char] == ent.text for ent in doc.ents)


def test_a_speaker_after_its_verb_is_the_subject():
    doc = load_pipeline()("“We need more shells,” said Defense Minister Rustem Umerov.")
    said = next(token for token in doc if token.text == "said")
    assert said.lemma_ == "say"
    subject = [token for token in said.children if token.dep_ == "nsubj"]
    assert "Umerov" in {token.text for top in subject for token in top.subtree}
    assert ("Rustem Umerov", "PER") in {(ent.text, ent.label_) for ent in doc.ents}


def test_a_universal_doc_is_returned_as_it_is():
    doc = load_pipeline()(TEXT)
    assert to_universal(doc) is doc


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("€90bn", ["€", "90", "bn"]),
        ("US$5m", ["US$", "5", "m"]),
        ("102K", ["102", "K"]),
        ("3–4", ["3", "–", "4"]),
        ("co-founder", ["co-founder"]),
        ("Russia-Ukraine", ["Russia", "-", "Ukraine"]),
        ("can’t", ["ca", "n’t"]),
        ("what?!", ["what", "?!"]),
    ],
)
def test_tokens_are_those_of_the_treebanks(text, tokens):
    assert [token.text for token in load_pipeline().tokenizer(text)] == tokens


# --- pipelines from elsewhere ---


def test_a_pipeline_that_is_not_installed_is_an_error_that_says_what_to_do():
    with pytest.raises(ModelError, match="'en_no_such_pipeline' is not installed.*bundled pipeline"):
        load_pipeline("en_no_such_pipeline")


def test_a_pipeline_without_tags_and_trees_is_an_error_that_names_them(tmp_path: Path):
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match=r"lacks part-of-speech tags .* and a dependency tree .*no component"):
        load_pipeline(str(tmp_path / "blank"))


def test_a_pipeline_of_another_language_is_an_error(tmp_path: Path):
    import spacy

    spacy.blank("de").to_disk(tmp_path / "german")
    with pytest.raises(ModelError, match="is for 'de'"):
        load_pipeline(str(tmp_path / "german"))


# --- the adapter ---

# Why, the tokens as (text, pos, head, ClearNLP label), and the heads and labels of Universal Dependencies.
CASES = [
    (
        "the object of a preposition hangs on the verb",
        "Leaders/NOUN/1/nsubj met/VERB/1/ROOT in/ADP/1/prep Brussels/PROPN/2/pobj ./PUNCT/1/punct",
        "1/nsubj 1/ROOT 3/case 1/obl 1/punct",
    ),
    (
        "the object of a preposition hangs on the noun",
        "talks/NOUN/0/ROOT on/ADP/0/prep aid/NOUN/1/pobj",
        "0/ROOT 2/case 0/nmod",
    ),
    (
        "a passive with its agent",
        "Soldiers/NOUN/2/nsubjpass were/AUX/2/auxpass killed/VERB/2/ROOT by/ADP/2/agent drones/NOUN/3/pobj",
        "2/nsubj:pass 2/aux:pass 2/ROOT 4/case 2/obl:agent",
    ),
    (
        "a direct and an indirect object",
        "EU/PROPN/1/nsubj gave/VERB/1/ROOT Kyiv/PROPN/1/dative money/NOUN/1/dobj",
        "1/nsubj 1/ROOT 1/iobj 1/obj",
    ),
    (
        "a recipient with a preposition",
        "EU/PROPN/1/nsubj gave/VERB/1/ROOT money/NOUN/1/dobj to/ADP/1/dative Kyiv/PROPN/3/pobj",
        "1/nsubj 1/ROOT 1/obj 4/case 1/obl",
    ),
    (
        "a nominal predicate is the head of its copula",
        "Umerov/PROPN/1/nsubj is/AUX/1/ROOT defense/NOUN/3/compound minister/NOUN/1/attr ./PUNCT/1/punct",
        "3/nsubj 3/cop 3/compound 3/ROOT 3/punct",
    ),
    (
        "an adjective predicate is the head of its copula, also below another verb",
        "He/PRON/1/nsubj said/VERB/1/ROOT that/PRON/4/nsubj will/AUX/4/aux be/AUX/1/ccomp high/ADJ/4/acomp",
        "1/nsubj 1/ROOT 5/nsubj 5/aux 5/cop 1/ccomp",
    ),
    (
        "a place is the predicate too",
        "He/PRON/1/nsubj was/AUX/1/ROOT in/ADP/1/prep Paris/PROPN/2/pobj",
        "3/nsubj 3/cop 3/case 3/ROOT",
    ),
    (
        "there is X keeps its verb",
        "There/PRON/1/expl are/AUX/1/ROOT problems/NOUN/1/attr",
        "1/expl 1/ROOT 1/nsubj",
    ),
    (
        "another verb with a predicate",
        "He/PRON/1/nsubj became/VERB/1/ROOT president/NOUN/1/attr",
        "1/nsubj 1/ROOT 1/xcomp",
    ),
    (
        "an owner and its mark",
        "Hungary/PROPN/2/poss 's/PART/0/case premier/NOUN/2/ROOT",
        "2/nmod:poss 0/case 2/ROOT",
    ),
    (
        "a relative clause with a negation",
        "people/NOUN/0/ROOT who/PRON/4/nsubj did/AUX/4/aux not/PART/4/neg vote/VERB/0/relcl",
        "0/ROOT 4/nsubj 4/aux 4/advmod 0/acl:relcl",
    ),
    (
        "an amount with a hedge and a particle",
        "about/ADV/1/quantmod 5/NUM/2/nummod men/NOUN/3/nsubj rose/VERB/3/ROOT up/ADP/3/prt Monday/X/3/tmod",
        "1/advmod 2/nummod 3/nsubj 3/ROOT 3/compound:prt 3/obl:unmarked",
    ),
    (
        "conjuncts hang on the first, the conjunction on the one that follows",
        "Oslo/PROPN/5/nsubj ,/PUNCT/0/punct Rome/X/0/conj and/CCONJ/2/cc Bonn/X/2/conj met/VERB/5/ROOT",
        "5/nsubj 2/punct 0/conj 4/cc 0/conj 5/ROOT",
    ),
    (
        "a short text whose conjunction alone shows the label set",
        "Italy/PROPN/0/ROOT and/CCONJ/0/cc France/PROPN/0/conj",
        "0/ROOT 2/cc 0/conj",
    ),
    (
        "a preposition below a preposition",
        "ran/VERB/0/ROOT out/ADP/0/prep of/ADP/1/prep money/NOUN/2/pobj",
        "0/ROOT 3/case 3/case 0/obl",
    ),
    (
        "two prepositions joined",
        "came/VERB/0/ROOT from/ADP/0/prep Rome/X/1/pobj and/CCONJ/1/cc from/ADP/1/conj Paris/X/4/pobj",
        "0/ROOT 2/case 0/obl 5/cc 5/case 2/conj",
    ),
    (
        "a clause below a preposition",
        "won/VERB/0/ROOT by/ADP/0/prep cheating/VERB/1/pcomp voters/NOUN/2/dobj",
        "0/ROOT 2/mark 0/advcl 2/obj",
    ),
    (
        "a preposition left without an object",
        "what/PRON/2/dobj they/PRON/2/nsubj talked/VERB/2/ROOT about/ADP/2/prep",
        "2/obj 2/nsubj 2/ROOT 2/obl",
    ),
]


def _doc(tokens: str, ents=None):
    import spacy
    from spacy.tokens import Doc

    words, pos, heads, deps = zip(*(token.split("/") for token in tokens.split()), strict=True)
    return Doc(
        spacy.blank("en").vocab,
        words=words,
        pos=pos,
        heads=[int(head) for head in heads],
        deps=deps,
        ents=ents,
    )


@pytest.mark.parametrize(("tokens", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_clearnlp_trees_are_rewritten(tokens, expected):
    doc = to_universal(_doc(tokens))
    assert " ".join(f"{token.head.i}/{token.dep_}" for token in doc) == expected


@pytest.mark.parametrize(("tokens", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_rewritten_tree_is_left_alone(tokens, expected):
    once = to_universal(_doc(tokens))
    assert [(token.head.i, token.dep_) for token in to_universal(once)] == [(t.head.i, t.dep_) for t in once]


def test_the_infinitive_marker_is_a_mark():
    import spacy
    from spacy.tokens import Doc

    doc = Doc(
        spacy.blank("en").vocab,
        words=["want", "to", "buy", "it"],
        tags=["VBP", "TO", "VB", "PRP"],
        pos=["VERB", "PART", "VERB", "PRON"],
        heads=[0, 2, 0, 2],
        deps=["ROOT", "aux", "xcomp", "dobj"],
    )
    assert [token.dep_ for token in to_universal(doc)] == ["ROOT", "mark", "xcomp", "obj"]


def test_names_become_persons_organisations_and_places():
    tokens = (
        "Merz/PROPN/1/nsubj told/VERB/1/ROOT Reuters/PROPN/1/dobj in/ADP/1/prep Kyiv/PROPN/3/pobj "
        "Friday/PROPN/1/npadvmod"
    )
    doc = to_universal(_doc(tokens, ents=["B-PERSON", "O", "B-ORG", "O", "B-GPE", "B-DATE"]))
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("Merz", "PER"),
        ("Reuters", "ORG"),
        ("Kyiv", "LOC"),
    ]


def test_names_are_rewritten_below_a_universal_tree_and_the_tree_stays():
    doc = to_universal(_doc("met/VERB/0/ROOT Merz/PROPN/0/obj", ents=["O", "B-PERSON"]))
    assert [(token.head.i, token.dep_) for token in doc] == [(0, "ROOT"), (0, "obj")]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Merz", "PER")]


def test_text_tags_and_sentences_are_kept():
    import spacy
    from spacy.tokens import Doc

    doc = Doc(
        spacy.blank("en").vocab,
        words=["He", "left", ".", "\n\n", "She", "was", "ill", "."],
        spaces=[True, False, False, False, True, True, False, False],
        tags=["PRP", "VBD", ".", "_SP", "PRP", "VBD", "JJ", "."],
        pos=["PRON", "VERB", "PUNCT", "SPACE", "PRON", "AUX", "ADJ", "PUNCT"],
        lemmas=["he", "leave", ".", "\n\n", "she", "be", "ill", "."],
        heads=[1, 1, 1, 2, 5, 5, 5, 5],
        deps=["nsubj", "ROOT", "punct", "dep", "nsubj", "ROOT", "acomp", "punct"],
    )
    new = to_universal(doc)
    assert new.text == doc.text
    assert [sent.text for sent in new.sents] == [sent.text for sent in doc.sents]
    assert [(t.tag_, t.pos_, t.lemma_) for t in new] == [(t.tag_, t.pos_, t.lemma_) for t in doc]
    assert [t.dep_ for t in next(new.sents)] == ["nsubj", "ROOT", "punct", "dep"]


def test_a_doc_without_a_tree_keeps_having_none():
    import spacy

    doc = spacy.blank("en")("No tree here.")
    assert to_universal(doc) is doc


def test_a_parse_does_not_depend_on_the_articles_beside_it():
    """NumPy's products round by where a row stands in its batch, so that only an article's own blocks may share one."""
    texts = [
        f"Rescuers in Aberly pulled {n} people from the river on Friday, Mayor Ines Moreau said.\n" * n
        for n in (1, 2, 5)
    ]
    articles = [Article(str(number), text) for number, text in enumerate(texts)]
    together = list(parse_articles(articles, load_pipeline()))
    for article, parsed in zip(articles, together, strict=True):
        (alone,) = parse_articles([article], load_pipeline())
        for one, other in zip(alone.blocks, parsed.blocks, strict=True):
            assert (one.doc.tensor == other.doc.tensor).all()
            assert one.doc.to_json() == other.doc.to_json()


def test_no_word_of_a_lexicon_is_read_as_true_or_false():
    """YAML takes a bare yes, no, on or off for a truth value."""

    def words(held):
        if isinstance(held, dict):
            return [*held, *(word for value in held.values() for word in words(value))]
        return [word for value in held for word in words(value)] if isinstance(held, list) else [held]

    names = [path.stem for path in Path(lexicons.__file__).parent.glob("*.yaml")]
    assert len(names) > 5
    assert [
        (name, word) for name in sorted(names) for word in words(read_lexicon(name)) if isinstance(word, bool)
    ] == []


@pytest.mark.parametrize(
    ("form", "pos", "tag", "guess", "expected", "reason"),
    [
        ("injuring", "VERB", "VBG", "injur", "injure", "the guess is no word; with an e it is"),
        ("acquitted", "VERB", "VBD", "acquitte", "acquit", "a doubled consonant"),
        ("panicked", "VERB", "VBD", "panick", "panic", "a k for the sound's sake"),
        ("notified", "VERB", "VBN", "notifi", "notify", "an i for a y"),
        ("travelling", "VERB", "VBG", "travell", "travel", "of two spellings the listed one"),
        ("fined", "VERB", "VBD", "fin", "fine", "fin would be finned"),
        ("owed", "VERB", "VBD", "ow", "owe", "two letters are too few"),
        ("closing", "VERB", "VBG", "closing", "close", "the guess is the form itself"),
        ("proceed", "VERB", "VBN", "proceed", "proceed", "its ed is no ending"),
        ("bring", "VERB", "VB", "bring", "bring", "nor is this ing"),
        ("wring", "VERB", "VB", "wr", "wring", "nor that of a word without another vowel"),
        ("fled", "VERB", "VBD", "flead", "flee", "listed, for no ending tells"),
        ("found", "VERB", "VB", "found", "found", "a base form that is another verb's past"),
        ("witnesses", "NOUN", "NNS", "witnesse", "witness", "a plural in es"),
        ("mine", "NOUN", "NN", "my", "mine", "where coal is dug, not what is ours"),
        ("inflicted", "ADJ", "JJ", "inflicte", "inflicted", "an adjective stays as it is"),
        ("superdelegates", "NOUN", "NNS", "superdelegate", "superdelegate", "unknown words are left to the lemmatiser"),
        ("shot", "VERB", "VBD", "shoot", "shoot", "a word is not touched"),
        ("united", "ADJ", "NNP", "United", "United", "nor is a name"),
    ],
)
def test_a_lemma_that_is_no_word_is_mended(form, pos, tag, guess, expected, reason):
    assert lemma_of(form, pos, tag, guess) == expected, reason
