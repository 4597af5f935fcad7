"""The English tokenizer of spaCy with the splits of the treebanks, where those differ.

The differences: prefixes keep their hyphen (`co-founder`, `anti-war`), repeated marks stay together (`!!!`,
`____`), number ranges and model numbers are split (`3–4`, `F-16`), and so are short magnitudes (`90bn`).
"""

from __future__ import annotations

import re

from spacy.lang.char_classes import ALPHA, ALPHA_UPPER, HYPHENS
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.util import compile_infix_regex, compile_suffix_regex, registry

# The prefixes and suffixes that the guidelines of the Linguistic Data Consortium leave unsplit.
PREFIXES = """
    e a u agro ante anti arch bi bio co counter cross cyber de eco ex extra inter intra macro mega micro
    mid mini multi neo non over pan para peri post pre pro pseudo re semi sub super tri ultra un uni
    vice
""".split()  # noqa: SIM905 - a list of words reads better so
JOINED_WORDS = ("esque", "ette", "fest", "fold", "gate", "itis", "less", "most", "rama", "wise")
ABBREVIATIONS = """
    Lt. Ft. Sat. al. ca. approx. Col. Capt. Sgt. Maj. Cmdr. Brig. Adm. Pres. Mlle. div. Dept. dept. Ave.
    Blvd. Rd. Supt. Det. Insp. Hon. Amb. Cpl. Pvt. Assn. Bldg. est. Tues. Thurs. Fri. Mon.
""".split()  # noqa: SIM905 - a list of words reads better so
SPLIT = {
    "and/or": ["and", "/", "or"],
    "):": [")", ":"],
    "wanna": ["wan", "na"],
    "Wanna": ["Wan", "na"],
    "Wed.": ["Wed."],
    "wed": ["wed"],
    "Wed": ["Wed"],
    "S&P": ["S&P"],
}
WHOLE = re.compile(r"(?:[!?]{2,}|[*_=~#+\-]{2,}|<<+|>>+|\d{3}-\d{3}-\d{4}|\d{3}-\d{4}|x\d-\d{4})$")


def adapt_tokenizer(nlp: Language) -> Language:
    """The same pipeline, its tokenizer changed in place; the changes are saved with the pipeline."""
    tokenizer = nlp.tokenizer
    not_prefix = "".join(rf"(?<!(?<![{ALPHA}])(?i:{prefix}))" for prefix in PREFIXES)
    plain = rf"(?<=[{ALPHA}0-9])(?:{HYPHENS})(?=[{ALPHA}])"
    infixes = [pattern for pattern in nlp.Defaults.infixes if pattern != plain]
    if len(infixes) == len(nlp.Defaults.infixes):
        raise ValueError("spaCy's hyphen rule has changed; adapt training/tokenizer.py")
    infixes += [
        rf"{not_prefix}(?<=[{ALPHA}0-9])(?:{HYPHENS})(?=[{ALPHA}])(?!(?:{'|'.join(JOINED_WORDS)})(?![{ALPHA}]))",
        r"(?<=[0-9])[–—](?=[0-9])",
        rf"(?<=[{ALPHA_UPPER}])-(?=[0-9])",
    ]
    suffixes = [
        r"[!?]{2,}",
        r"[*_=~]{2,}",
        r">>+",
        r"(?<=[0-9])(?:[ap]m|[AP]M|[ap]\.m\.|[AP]\.M\.)",
        r"(?<=[0-9])(?:bn|tn|mn|mln|bln|trn|[kKMBTb])",
        *nlp.Defaults.suffixes,
    ]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    tokenizer.token_match = WHOLE.match
    for text in ABBREVIATIONS:
        tokenizer.add_special_case(text, [{ORTH: text}])
    for text, parts in SPLIT.items():
        tokenizer.add_special_case(text, [{ORTH: part} for part in parts])
    return nlp


@registry.callbacks("factcheck.treebank_tokenizer.v1")
def treebank_tokenizer():
    """The callback of `[initialize.before_init]`."""
    return adapt_tokenizer


@registry.callbacks("factcheck.resume.v1")
def resume():
    """The callback for a second part of training.

    spaCy 3.8 loads a trained lemmatizer without the table from its edit trees to its labels, and would go on
    training every word towards the first label.
    """

    def prepare(nlp: Language) -> Language:
        lemmatizer = nlp.get_pipe("trainable_lemmatizer")
        lemmatizer.tree2label = {tree: label for label, tree in enumerate(lemmatizer.labels)}
        return adapt_tokenizer(nlp)

    return prepare
