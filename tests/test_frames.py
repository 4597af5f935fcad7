"""Frames of quantities on trees built by hand, so that the tests need no trained pipeline."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from factcheck.extract.frames import Frame, describe
from factcheck.language.lemmas import repair_lemmas

# The numerals of English are known to its vocabulary.
VOCAB = spacy.blank("en").vocab


def tree(rows: str) -> Doc:
    """A Doc from words written `form|lemma|UPOS|XPOS|label|head`; a blank lemma is the form in lower case, a `+` before a
    word glues it to the one before. Lemmas are mended as those of every parse are."""
    words, spaces = [], []
    for row in rows.split():
        if row.startswith("+"):
            spaces[-1] = False
        words.append(row.removeprefix("+").split("|"))
        spaces.append(True)
    forms, lemmas, pos, tags, deps, heads = zip(*words, strict=True)
    lemmas = [
        given or (form if label == "PROPN" else form.lower())
        for form, given, label in zip(forms, lemmas, pos, strict=True)
    ]
    deps = ["ROOT" if dep == "root" else dep for dep in deps]
    doc = Doc(
        VOCAB,
        list(forms),
        spaces,
        tags=list(tags),
        pos=list(pos),
        lemmas=lemmas,
        heads=[int(h) for h in heads],
        deps=deps,
    )
    return repair_lemmas(doc)


def frame(doc: Doc, text: str) -> tuple[str, str, str]:
    start = doc.text.index(text)
    found = describe(doc, start, start + len(text))
    return found.subject, found.predicate, found.object


# The tree, why it is here, and for each number its subject, predicate and object.
CASES = [
    (
        "The||DET|DT|det|1 army||NOUN|NN|nsubj|3 has|have|AUX|VBZ|aux|3 trained|train|VERB|VBN|root|3 "
        "more||ADJ|JJR|advmod|6 than||ADP|IN|fixed|4 15,000|15000|NUM|CD|nummod|8 Polish|Polish|ADJ|JJ|amod|8 "
        "recruits|recruit|NOUN|NNS|obj|3 +.||PUNCT|.|punct|3",
        "active: the object is counted",
        {"more than 15,000": ("army", "train", "Polish recruit")},
    ),
    (
        "12||NUM|CD|nummod|1 miners|miner|NOUN|NNS|nsubj:pass|3 were|be|AUX|VBD|aux:pass|3 "
        "killed|kill|VERB|VBN|root|3 by||ADP|IN|case|6 a||DET|DT|det|6 blast||NOUN|NN|obl:agent|3 "
        "+.||PUNCT|.|punct|3",
        "passive: the agent is the subject",
        {"12": ("blast", "kill", "miner")},
    ),
    (
        "80,000|80000|NUM|CD|nsubj:pass|3 have||AUX|VBP|aux|3 been|be|AUX|VBN|aux:pass|3 "
        "trained|train|VERB|VBN|root|3 so||ADV|RB|advmod|5 far||ADV|RB|advmod|3 +.||PUNCT|.|punct|3",
        "elided noun under a verb that has persons",
        {"80,000": ("", "train", "person")},
    ),
    (
        "The||DET|DT|det|1 blast||NOUN|NN|nsubj|2 killed|kill|VERB|VBD|root|2 five||NUM|CD|nummod|4 "
        "miners|miner|NOUN|NNS|obj|2 and||CCONJ|CC|cc|6 wounded|wound|VERB|VBD|conj|2 ten||NUM|CD|obj|6 "
        "+.||PUNCT|.|punct|2",
        "the second noun is shared",
        {"five": ("blast", "kill", "miner"), "ten": ("blast", "wound", "miner")},
    ),
    (
        "Three||NUM|CD|nummod|1 women|woman|NOUN|NNS|nsubj:pass|6 and||CCONJ|CC|cc|4 two||NUM|CD|nummod|4 "
        "men|man|NOUN|NNS|nsubj:pass|6 were|be|AUX|VBD|aux:pass|6 arrested|arrest|VERB|VBN|root|6 "
        "+.||PUNCT|.|punct|6",
        "coordinated nouns share the predicate",
        {"Three": ("", "arrest", "woman"), "two": ("", "arrest", "man")},
    ),
    (
        "The||DET|DT|det|1 crash||NOUN|NN|nsubj|2 left|leave|VERB|VBD|root|2 12||NUM|CD|nummod|4 "
        "people||NOUN|NNS|obj|2 dead||ADJ|JJ|xcomp|2 and||CCONJ|CC|cc|7 30||NUM|CD|nsubj|8 "
        "injured|injure|VERB|VBN|conj|5 +.||PUNCT|.|punct|2",
        "states behind the count, with the cause",
        {"12": ("crash", "die", "person"), "30": ("crash", "injure", "person")},
    ),
    (
        "Two||NUM|CD|nsubj:pass|2 were|be|AUX|VBD|aux:pass|2 injured|injure|VERB|VBN|root|2 "
        "+,||PUNCT|,|punct|4 one||NUM|CD|advcl|2 critically||ADV|RB|orphan|4 +.||PUNCT|.|punct|2",
        "a number that leans on the one before",
        {"Two": ("", "injure", "person"), "one": ("", "injure", "person")},
    ),
    (
        "12||NUM|CD|nsubj:pass|6 of||ADP|IN|case|4 the||DET|DT|det|4 40||NUM|CD|nummod|4 "
        "passengers|passenger|NOUN|NNS|nmod|0 were|be|AUX|VBD|aux:pass|6 injured|injure|VERB|VBN|root|6 "
        "+.||PUNCT|.|punct|6",
        "partitive: the base is nothing that happened",
        {"12": ("", "injure", "passenger"), "40": ("", "", "passenger")},
    ),
    (
        "80||NUM|CD|nummod|1 +%||SYM|NN|nsubj|4 of||ADP|IN|case|3 voters|voter|NOUN|NNS|nmod|1 "
        "support||VERB|VBP|root|4 the||DET|DT|det|6 plan||NOUN|NN|obj|4 +.||PUNCT|.|punct|4",
        "the counted ones act on something",
        {"80%": ("", "support plan", "voter")},
    ),
    (
        "27||NUM|CD|nummod|1 countries|country|NOUN|NNS|nsubj|2 signed|sign|VERB|VBD|root|2 the||DET|DT|det|4 "
        "treaty||NOUN|NN|obj|2 +.||PUNCT|.|punct|2",
        "the same in the active ...",
        {"27": ("", "sign treaty", "country")},
    ),
    (
        "The||DET|DT|det|1 treaty||NOUN|NN|nsubj:pass|3 was|be|AUX|VBD|aux:pass|3 signed|sign|VERB|VBN|root|3 "
        "by||ADP|IN|case|6 27||NUM|CD|nummod|6 countries|country|NOUN|NNS|obl:agent|3 +.||PUNCT|.|punct|3",
        "... and in the passive",
        {"27": ("", "sign treaty", "country")},
    ),
    (
        "The||DET|DT|det|2 death||NOUN|NN|compound|2 toll||NOUN|NN|nsubj|3 rose|rise|VERB|VBD|root|3 "
        "to||ADP|IN|case|5 12||NUM|CD|obl|3 on||ADP|IN|case|7 Monday||PROPN|NNP|obl|3 +.||PUNCT|.|punct|3",
        "a toll says that persons died",
        {"12": ("", "die", "death toll")},
    ),
    (
        "The||DET|DT|det|1 ministry||NOUN|NN|nsubj|2 reported|report|VERB|VBD|root|2 an|a|DET|DT|det|4 "
        "increase||NOUN|NN|obj|2 of||ADP|IN|case|7 5||NUM|CD|nummod|7 +%||SYM|NN|nmod|4 in||ADP|IN|case|9 "
        "exports|export|NOUN|NNS|nmod|7 +.||PUNCT|.|punct|2",
        "a change named by a noun",
        {"5%": ("", "increase", "export")},
    ),
    (
        "There||PRON|EX|expl|1 were|be|VERB|VBD|root|1 12||NUM|CD|nummod|3 deaths|death|NOUN|NNS|nsubj|1 "
        "in||ADP|IN|case|6 the||DET|DT|det|6 village||NOUN|NN|nmod|3 +.||PUNCT|.|punct|1",
        "a happening that is counted",
        {"12": ("", "die", "death")},
    ),
    (
        "Sales|sale|NOUN|NNS|nsubj|1 fell|fall|VERB|VBD|root|1 3.5||NUM|CD|nummod|3 percent||NOUN|NN|obj|1 "
        "to||ADP|IN|case|5 $||SYM|$|obl|1 +4||NUM|CD|compound|7 billion||NUM|CD|nummod|5 +.||PUNCT|.|punct|1",
        "the subject is what a change measures",
        {"3.5 percent": ("", "fall", "sale"), "$4 billion": ("", "fall", "sale")},
    ),
    (
        "The||DET|DT|det|1 firm||NOUN|NN|nsubj|2 agreed|agree|VERB|VBD|root|2 to||ADP|IN|case|8 "
        "a||DET|DT|det|8 $||SYM|$|compound|8 +5||NUM|CD|compound|7 million||NUM|CD|nummod|5 "
        "settlement||NOUN|NN|obl|2 +.||PUNCT|.|punct|2",
        "money before its noun",
        {"$5 million": ("firm", "agree", "settlement")},
    ),
    (
        "The||DET|DT|det|1 fund||NOUN|NN|nsubj|2 has|have|VERB|VBZ|root|2 a||DET|DT|det|4 "
        "budget||NOUN|NN|obj|2 of||ADP|IN|case|6 $||SYM|$|nmod|4 +5||NUM|CD|compound|8 "
        "million||NUM|CD|nummod|6 +.||PUNCT|.|punct|2",
        "money behind its noun",
        {"$5 million": ("fund", "have", "budget")},
    ),
    (
        "The||DET|DT|det|1 council||NOUN|NN|nsubj|2 set||VERB|VBD|root|2 aside||ADV|RB|advmod|2 "
        "$||SYM|$|obj|2 +3||NUM|CD|compound|6 million||NUM|CD|nummod|4 for||ADP|IN|case|8 "
        "schools|school|NOUN|NNS|nmod|4 +.||PUNCT|.|punct|2",
        "money and its purpose",
        {"$3 million": ("council", "set", "school")},
    ),
    (
        "The||DET|DT|det|1 house||NOUN|NN|nsubj:pass|3 was|be|AUX|VBD|aux:pass|3 sold|sell|VERB|VBN|root|3 "
        "for||ADP|IN|case|5 $||SYM|$|obl|3 +2||NUM|CD|compound|7 million||NUM|CD|nummod|5 +.||PUNCT|.|punct|3",
        "the patient of the passive is what the money is for",
        {"$2 million": ("", "sell", "house")},
    ),
    (
        "The||DET|DT|det|1 bridge||NOUN|NN|nsubj|4 is|be|AUX|VBZ|cop|4 8||NUM|CD|nummod|4 "
        "km|kilometer|NOUN|NN|root|4 (||PUNCT|-LRB-|punct|7 +5||NUM|CD|nummod|7 miles|mile|NOUN|NNS|appos|4 "
        "+)||PUNCT|-RRB-|punct|7 long||ADV|RB|advmod|4 +.||PUNCT|.|punct|4",
        "the conversion has the frame of what it converts",
        {"8 km": ("", "be", "bridge"), "5 miles": ("", "be", "bridge")},
    ),
    (
        "They||PRON|PRP|nsubj|1 plan||VERB|VBP|root|1 to||PART|TO|mark|3 build||VERB|VB|xcomp|1 "
        "a||DET|DT|det|8 200||NUM|CD|nummod|7 +-||PUNCT|HYPH|punct|5 +mile||NOUN|NN|compound|8 "
        "wall||NOUN|NN|obj|3 +.||PUNCT|.|punct|1",
        "a plan, and a measure before its noun",
        {"200-mile": ("they", "build (planned)", "wall")},
    ),
    (
        "Norway||PROPN|NNP|root|0 to||PART|TO|mark|2 train||VERB|VB|acl|0 500||NUM|CD|nummod|4 "
        "soldiers|soldier|NOUN|NNS|obj|2",
        "a plan in a headline",
        {"500": ("Norway", "train (planned)", "soldier")},
    ),
    (
        "Norway||PROPN|NNP|nsubj|3 is|be|AUX|VBZ|aux|3 to||PART|TO|mark|3 train||VERB|VB|root|3 500||NUM|CD|nummod|5 "
        "soldiers|soldier|NOUN|NNS|obj|3 +.||PUNCT|.|punct|3",
        "a plan told by is to",
        {"500": ("Norway", "train (planned)", "soldier")},
    ),
    (
        "The||DET|DT|det|1 army||NOUN|NN|nsubj|3 will||AUX|MD|aux|3 train||VERB|VB|root|3 "
        "15,000|15000|NUM|CD|nummod|5 recruits|recruit|NOUN|NNS|obj|3 +.||PUNCT|.|punct|3",
        "a future is a plan",
        {"15,000": ("army", "train (planned)", "recruit")},
    ),
    (
        "Output||NOUN|NN|nsubj:pass|2 is|be|AUX|VBZ|aux:pass|2 expected|expect|VERB|VBN|root|2 "
        "to||PART|TO|mark|4 reach||VERB|VB|xcomp|2 9||NUM|CD|compound|6 million||NUM|CD|nummod|7 "
        "barrels|barrel|NOUN|NNS|obj|4 +.||PUNCT|.|punct|2",
        "a forecast",
        {"9 million": ("output", "reach (expected)", "barrel")},
    ),
    (
        "The||DET|DT|det|1 council||NOUN|NN|nsubj|4 did|do|AUX|VBD|aux|4 not||PART|RB|advmod|4 "
        "approve||VERB|VB|root|4 the||DET|DT|det|9 $||SYM|$|compound|9 +3||NUM|CD|compound|8 "
        "million||NUM|CD|nummod|6 budget||NOUN|NN|obj|4 +.||PUNCT|.|punct|4",
        "denied",
        {"$3 million": ("council", "not approve", "budget")},
    ),
    (
        "A||DET|DT|det|1 jury||NOUN|NN|nsubj|4 of||ADP|IN|case|3 12||NUM|CD|nmod|1 met|meet|VERB|VBD|root|4 "
        "behind||ADP|IN|case|7 closed|close|VERB|VBN|amod|7 doors|door|NOUN|NNS|obl|4 +.||PUNCT|.|punct|4",
        "the size of a noun",
        {"12": ("", "meet", "jury")},
    ),
    (
        "A||DET|DT|det|4 12||NUM|CD|nummod|3 +-||PUNCT|HYPH|punct|1 +member||NOUN|NN|compound|4 "
        "panel||NOUN|NN|nsubj|5 met|meet|VERB|VBD|root|5 on||ADP|IN|case|7 Monday||PROPN|NNP|obl|5 "
        "+.||PUNCT|.|punct|5",
        "a number inside a compound",
        {"12": ("panel", "have", "member")},
    ),
    (
        "The||DET|DT|det|1 storm||NOUN|NN|nsubj|2 destroyed|destroy|VERB|VBD|root|2 the||DET|DT|det|4 "
        "homes|home|NOUN|NNS|obj|2 of||ADP|IN|case|7 50||NUM|CD|nummod|7 families|family|NOUN|NNS|nmod|4 "
        "+.||PUNCT|.|punct|2",
        "counted through what belongs to it",
        {"50": ("storm", "destroy home", "family")},
    ),
    (
        "The||DET|DT|det|1 bank||NOUN|NN|nsubj:pass|9 +,||PUNCT|,|punct|4 which||PRON|WDT|nsubj|4 "
        "employs|employ|VERB|VBZ|acl:relcl|1 900||NUM|CD|nummod|6 people|person|NOUN|NNS|obj|4 "
        "+,||PUNCT|,|punct|4 was|be|AUX|VBD|aux:pass|9 founded|found|VERB|VBN|root|9 in||ADP|IN|case|11 "
        "Riga||PROPN|NNP|obl|9 +.||PUNCT|.|punct|9",
        "relative clause",
        {"900": ("bank", "employ", "person")},
    ),
    (
        "Talks|talk|NOUN|NNS|nsubj|5 involving|involve|VERB|VBG|acl|0 24||NUM|CD|nummod|4 "
        "EU||PROPN|NNP|compound|4 states|state|NOUN|NNS|obj|1 ended|end|VERB|VBD|root|5 on||ADP|IN|case|7 "
        "Monday||PROPN|NNP|obl|5 +.||PUNCT|.|punct|5",
        "participle behind its noun",
        {"24": ("talk", "involve", "EU state")},
    ),
    (
        "Officials|official|NOUN|NNS|nsubj|1 mourned|mourn|VERB|VBD|root|1 the||DET|DT|det|3 "
        "deaths|death|NOUN|NNS|obj|1 of||ADP|IN|case|6 12||NUM|CD|nummod|6 sailors|sailor|NOUN|NNS|nmod|3 "
        "+.||PUNCT|.|punct|1",
        "the noun says what happened",
        {"12": ("", "die", "sailor")},
    ),
    (
        "Ana||PROPN|NNP|nsubj:pass|6 Ruiz||PROPN|NNP|flat|0 +,||PUNCT|,|punct|3 42||NUM|CD|appos|0 "
        "+,||PUNCT|,|punct|0 was|be|AUX|VBD|aux:pass|6 charged|charge|VERB|VBN|root|6 with||ADP|IN|case|8 "
        "fraud||NOUN|NN|obl|6 +.||PUNCT|.|punct|6",
        "age in apposition",
        {"42": ("Ana Ruiz", "be", "age")},
    ),
    (
        "The||DET|DT|det|6 17||NUM|CD|nummod|3 +-||PUNCT|HYPH|punct|1 +year||NOUN|NN|obl:unmarked|5 "
        "+-||PUNCT|HYPH|punct|3 +old||ADJ|JJ|amod|6 driver||NOUN|NN|nsubj:pass|8 was|be|AUX|VBD|aux:pass|8 "
        "held|hold|VERB|VBN|root|8 +.||PUNCT|.|punct|8",
        "age before its noun",
        {"17-year-old": ("driver", "be", "age")},
    ),
    (
        "Truck||NOUN|NN|compound|1 attack||NOUN|NN|root|1 in||ADP|IN|case|5 northern||ADJ|JJ|amod|4 "
        "Mali||PROPN|NNP|compound|5 kills|kill|VERB|NNS|nmod|1 at||ADP|IN|case|7 least||ADJ|JJS|nmod|8 "
        "80||NUM|CD|nmod|1 +.||PUNCT|.|punct|1",
        "a verb that was tagged as a noun",
        {"at least 80": ("truck attack", "kill", "person")},
    ),
    (
        "The||DET|DT|det|2 death||NOUN|NN|compound|2 toll||NOUN|NN|nsubj|3 has|have|AUX|VBZ|aux|4 "
        "risen|rise|VERB|VBN|root|4 to||ADP|IN|case|7 five||NUM|CD|nummod|7 victims|victim|NOUN|NNS|obl|4 "
        "+.||PUNCT|.|punct|4",
        "a toll that rises",
        {"five": ("", "die", "victim")},
    ),
    (
        "Sales|sale|NOUN|NNS|nsubj|2 were|be|AUX|VBD|cop|2 up||ADV|RB|advmod|4 5||NUM|CD|nummod|4 "
        "+%||SYM|NN|root|4 in||ADP|IN|case|6 May||PROPN|NNP|nmod|4 +.||PUNCT|.|punct|4",
        "up and down tell a change",
        {"5%": ("", "rise", "sale")},
    ),
    (
        "The||DET|DT|det|1 firm||NOUN|NN|nsubj|2 failed|fail|VERB|VBD|root|2 to||PART|TO|mark|4 "
        "pay||VERB|VB|xcomp|2 $||SYM|$|obj|4 +3||NUM|CD|compound|7 million||NUM|CD|nummod|5 "
        "+.||PUNCT|.|punct|2",
        "denied by the verb above",
        {"$3 million": ("firm", "not pay", "")},
    ),
    (
        "About||ADV|RB|advmod|1 300||NUM|CD|nummod|2 people||NOUN|NNS|nsubj:pass|4 are|be|AUX|VBP|aux:pass|4 "
        "expected|expect|VERB|VBN|root|4 to||PART|TO|mark|6 attend||VERB|VB|xcomp|4 the||DET|DT|det|8 "
        "rally||NOUN|NN|obj|6 +.||PUNCT|.|punct|4",
        "the verb below tells what they do",
        {"300": ("", "attend rally (expected)", "person")},
    ),
    (
        "Three||NUM|CD|nummod|1 girls|girl|NOUN|NNS|nsubj|3 +,||PUNCT|,|punct|3 ages|age|VERB|VBZ|root|3 "
        "4||NUM|CD|obj|3 +,||PUNCT|,|punct|6 6||NUM|CD|conj|4 and||CCONJ|CC|cc|8 9||NUM|CD|conj|4 "
        "+,||PUNCT|,|punct|11 were|be|AUX|VBD|aux:pass|11 found|find|VERB|VBN|conj|3 +.||PUNCT|.|punct|3",
        "ages in a list",
        {"4": ("girl", "be", "age"), "6": ("girl", "be", "age"), "9": ("girl", "be", "age")},
    ),
    (
        "A||DET|DT|det|1 Boeing||PROPN|NNP|nsubj|5 with||ADP|IN|case|4 157||NUM|CD|nummod|4 "
        "people||NOUN|NNS|nmod|1 crashed|crash|VERB|VBD|root|5 on||ADP|IN|case|7 Sunday||PROPN|NNP|obl|5 "
        "+.||PUNCT|.|punct|1",
        "what a thing has",
        {"157": ("Boeing", "have", "person")},
    ),
    (
        "The||DET|DT|det|1 company||NOUN|NN|nsubj|2 cut||VERB|VBD|root|2 1,200|1200|NUM|CD|nummod|4 "
        "jobs|job|NOUN|NNS|obj|2 +,||PUNCT|,|punct|8 or||CCONJ|CC|cc|7 8||NUM|CD|nummod|8 +%||SYM|NN|conj|4 "
        "of||ADP|IN|case|11 its||PRON|PRP$|nmod:poss|11 staff||NOUN|NN|nmod|8 +.||PUNCT|.|punct|2",
        "an idiom, and a share of another noun",
        {"1,200": ("company", "cut job", "job"), "8%": ("company", "cut", "staff")},
    ),
    (
        "Officials|official|NOUN|NNS|nsubj|1 said|say|VERB|VBD|root|1 nine||NUM|CD|nummod|3 "
        "soldiers|soldier|NOUN|NNS|nsubj:pass|5 were|be|AUX|VBD|aux:pass|5 killed|kill|VERB|VBN|ccomp|1 "
        "and||CCONJ|CC|cc|7 17||NUM|CD|nsubj:pass|8 wounded|wound|VERB|VBN|conj|5 in||ADP|IN|case|11 "
        "an|a|DET|DT|det|11 ambush||NOUN|NN|obl|8 +.||PUNCT|.|punct|1",
        "a shared noun with a shared auxiliary",
        {"nine": ("", "kill", "soldier"), "17": ("", "wound", "soldier")},
    ),
    (
        "Hail||NOUN|NN|nsubj|1 hit||VERB|VBD|root|1 the||DET|DT|det|3 town||NOUN|NN|obj|1 +,||PUNCT|,|punct|5 "
        "injuring|injur|VERB|VBG|acl|3 40||NUM|CD|nummod|7 people||NOUN|NNS|obj|5 +.||PUNCT|.|punct|1",
        "what followed hangs on the nearest noun, but the storm did it",
        {"40": ("hail", "injure", "person")},
    ),
    (
        "The||DET|DT|det|1 lender||NOUN|NN|nsubj|2 has|have|VERB|VBZ|root|2 a||DET|DT|det|4 "
        "goal||NOUN|NN|obj|2 of||SCONJ|IN|mark|6 hiring|hire|VERB|VBG|acl|4 1,000|1000|NUM|CD|nummod|8 "
        "people||NOUN|NNS|obj|6 +.||PUNCT|.|punct|2",
        "a goal",
        {"1,000": ("lender", "hire (planned)", "person")},
    ),
    (
        "Gunman|Gunman|ADJ|NNP|amod|1 Kills|kill|NOUN|NNS|root|1 3||NUM|CD|flat|1 at||ADP|IN|case|4 "
        "Mall||PROPN|NNP|nmod|1",
        "a headline in title case",
        {"3": ("Gunman", "kill", "person")},
    ),
    (
        "Three||NUM|CD|nummod|1 shot||NOUN|NN|root|1 on||ADP|IN|case|4 North||PROPN|NNP|compound|4 "
        "Side||NOUN|NN|nmod|1",
        "a headline without an auxiliary",
        {"Three": ("", "shoot", "person")},
    ),
    (
        "Two||NUM|CD|nummod|4 Dead||ADJ|JJ|amod|4 After||ADP|IN|case|4 Easter||PROPN|NNP|compound|4 "
        "Meal||NOUN|NN|root|4",
        "a noun behind a preposition has no part in the state",
        {"Two": ("", "die", "person")},
    ),
    (
        "Turnout||PROPN|NNP|nsubj|3 was|be|AUX|VBD|cop|3 61||NUM|CD|nummod|3 percent||NOUN|NN|root|3 "
        "+,||PUNCT|,|punct|5 down||ADP|IN|advmod|3 from||ADP|IN|case|8 70||NUM|CD|nummod|8 "
        "percent||NOUN|NN|obl|5 in||ADP|IN|case|10 2018||NUM|CD|obl|5 +.||PUNCT|.|punct|3",
        "both levels are of one noun",
        {"61 percent": ("", "be", "turnout"), "70 percent": ("", "be", "turnout")},
    ),
    (
        "He||PRON|PRP|nsubj:pass|2 was|be|AUX|VBD|aux:pass|2 sentenced|sentence|VERB|VBN|root|2 "
        "to||ADP|IN|case|5 12||NUM|CD|nummod|5 years|year|NOUN|NNS|obl|2 in||ADP|IN|case|7 "
        "prison||NOUN|NN|nmod|5 +.||PUNCT|.|punct|2",
        "what a time is served in",
        {"12 years": ("he", "sentence", "prison")},
    ),
    (
        "Three||NUM|CD|nummod|1 men|man|NOUN|NNS|nsubj:pass|3 were|be|AUX|VBD|aux:pass|3 "
        "found|find|VERB|VBN|root|3 dead||ADJ|JJ|xcomp|3 in||ADP|IN|case|7 a||DET|DT|det|7 "
        "flat||NOUN|NN|obl|3 +.||PUNCT|.|punct|3",
        "the state that a verb ends in",
        {"Three": ("", "die", "man")},
    ),
    (
        "Two||NUM|CD|nummod|1 women|woman|NOUN|NNS|nsubj:pass|3 were|be|AUX|VBD|aux:pass|3 "
        "shot|shoot|VERB|VBN|root|3 to||ADP|IN|case|5 death||NOUN|NN|obl|3 on||ADP|IN|case|7 "
        "Friday||PROPN|NNP|obl|3 +.||PUNCT|.|punct|3",
        "the same with a phrase",
        {"Two": ("", "die", "woman")},
    ),
    (
        "Nine||NUM|CD|nummod|1 miners|miner|NOUN|NNS|root|1 and||CCONJ|CC|cc|7 two||NUM|CD|nummod|4 "
        "medics|medic|NOUN|NNS|nsubj:pass|7 were|be|AUX|VBD|aux:pass|7 also||ADV|RB|advmod|7 "
        "injured|injure|VERB|VBN|conj|1 +.||PUNCT|.|punct|1",
        "two subjects of one verb",
        {"Nine": ("", "injure", "miner"), "two": ("", "injure", "medic")},
    ),
    (
        "The||DET|DT|det|1 blast||NOUN|NN|nsubj|2 left|leave|VERB|VBD|root|2 two||NUM|CD|nummod|4 "
        "people||NOUN|NNS|obj|2 in||ADP|IN|case|7 critical||ADJ|JJ|amod|7 condition||NOUN|NN|nmod|4 "
        "+.||PUNCT|.|punct|2",
        "a condition is a stay in hospital",
        {"two": ("blast", "hospitalize", "person")},
    ),
    (
        "2||NUM|LS|nummod|1 suspects|suspect|VERB|VBZ|root|1 charged|charge|VERB|VBN|acl|1 in||ADP|IN|case|5 "
        "fraud||NOUN|NN|compound|5 case||NOUN|NN|obl|2",
        "a plural noun that was taken for a verb",
        {"2": ("", "charge", "suspect")},
    ),
]


@pytest.mark.parametrize(("rows", "reason", "expected"), CASES, ids=[reason for _, reason, _ in CASES])
def test_frame(rows: str, reason: str, expected: dict[str, tuple[str, str, str]]) -> None:
    doc = tree(rows)
    assert {text: frame(doc, text) for text in expected} == expected


def test_whole_frame() -> None:
    doc = tree(
        "Latvia|Latvia|PROPN|NNP|nsubj|2 has||AUX|VBZ|aux|2 trained|train|VERB|VBN|root|2 about||ADV|RB|advmod|4 "
        "15,000||NUM|CD|nummod|7 rural||ADJ|JJ|amod|7 Polish|Polish|ADJ|JJ|amod|7 recruits|recruit|NOUN|NNS|obj|2 "
        "near||ADP|IN|case|10 Lake|Lake|PROPN|NNP|compound|10 Engure|Engure|PROPN|NNP|obl|2 +.||PUNCT|.|punct|2"
    )
    start = doc.text.index("about")
    assert describe(doc, start, start + len("about 15,000")) == Frame(
        subject="Latvia",
        predicate="train",
        object="rural Polish recruit",
        head="recruit",
        modifiers=("rural", "Polish"),
        topic=("Latvia", "Lake Engure"),
    )


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-3, 2), (5, 4), (0, 999)])
def test_odd_spans_give_an_empty_frame(start: int, end: int) -> None:
    assert describe(Doc(VOCAB, ["12", "cats"]), start, end) == Frame()


@pytest.mark.parametrize("text", ["12", "12 cats", ") ( 12 %", "$ 5 ) million (", "of of 12 of of"])
def test_a_line_without_a_tree_never_raises(text: str) -> None:
    doc = Doc(VOCAB, text.split())
    for start in range(len(doc.text)):
        for end in range(start + 1, len(doc.text) + 1):
            assert isinstance(describe(doc, start, end), Frame)
