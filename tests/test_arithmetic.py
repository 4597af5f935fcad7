"""Sums within one sentence: what does not add up is one row of its rule, what does is none."""

import pytest

from factcheck.model import Article
from factcheck.pipeline import check_articles, read_rules

IDS = {"share-wrong", "parts-wrong", "change-wrong", "step-wrong", "lead-wrong", "multiple-wrong", "direction-wrong"}
IDS.add("percent-for-points")
RULES = [rule for rule in read_rules() if rule.id in IDS]


def rows_of(text):
    rows = check_articles([Article("a.txt", text)], rules=RULES).discrepancies
    return [(row["rule"], row["left_text"]) for row in rows.to_dict("records")]


WRONG = [
    ("Some 212 of 424 seats (60%) went to women.", "share-wrong", "60%", "in brackets"),
    ("The yard cut 300 of its 1,200 jobs, or 35 percent.", "share-wrong", "35 percent", "behind the base"),
    ("Of the staff, 30 percent of the 200 workers, or 90 people, left.", "share-wrong", "30 percent", "the share first"),
    ("Six people (four men and a woman) were rescued.", "parts-wrong", "Six", "an article counts one"),
    ("Seven people were hurt on Monday: four adults and two children.", "parts-wrong", "Seven", "behind a colon"),
    ("Profit climbed from $40 million to $60 million, up 20%.", "change-wrong", "20%", "levels first"),
    ("Revenue rose to $60 million from $40 million, an increase of 20%.", "change-wrong", "20%", "backwards"),
    ("The price rose by $5 to $20 from $10.", "change-wrong", "$5", "in the unit of the levels"),
    ("Shares rose 5 percent, from $10 to $12.", "change-wrong", "5 percent", "a comma before from"),
    ("Arrests dropped 40 percent, from 1,000 in 2015 to 900 in 2016.", "change-wrong", "40 percent", "years between"),
    ("The rate dropped by 4 percentage points, from 8 percent to 7 percent.", "change-wrong", "4 percentage points", "points"),
    ("Orvel fell $1.25, or 2.4 percent, to $88.95.", "step-wrong", "2.4 percent", "money"),
    ("Orvel fell 1.4 percent, or $2.25, to close at $88.95.", "step-wrong", "1.4 percent", "the share first"),
    ("Sales rose 20 percent, to $60 million, from $40 million.", "change-wrong", "20 percent", "commas"),
    ("Sales rose 20% to $60 million, compared with $40 million in May.", "change-wrong", "20%", "compared with"),
    ("The port sold 600 tickets, compared to 400 in May, an increase of 20%.", "change-wrong", "20%", "levels first"),
    ("The mayor won 332 votes, 22 more than the 270 that she needed.", "change-wrong", "22", "more than"),
    ("About 300 workers, or 35 percent of the 1,200 at the yard, left.", "share-wrong", "35 percent", "the base last"),
    ("The bill rose to $245 million in 2012, a 21% increase from the $174 million of 2007.", "change-wrong", "21%", "a"),
    ("Cod weighed 166 pounds in 1960 and now weighs 196 pounds, for a 28% gain.", "change-wrong", "28%", "for a"),
    ("She has 1,280 pledged votes and 469 others for a total of 1,849.", "parts-wrong", "1,849", "a total of two"),
    ("He won by 12 points, 58% to 50%.", "lead-wrong", "12", "a lead"),
    ("The budget halved from $10 million in 2012 to $8 million in 2013.", "multiple-wrong", "$8 million", "not half"),
    ("Sales tripled to 24 million from 4 million.", "multiple-wrong", "24 million", "backwards"),
    ("Loans grew 3 percent in the ten months to May, Lee said, up from 5 percent.", "direction-wrong", "3 percent", "up"),
    ("Visitors fell to 60,000 from 40,000 in May.", "direction-wrong", "60,000", "backwards"),
    ("The bank cut its rate from 5 to 4.5 percent. The cut of 0.5 percent is small.", "percent-for-points", "0.5 percent", "cut"),
    ("Turnout of 28.3% compares with 27.8% then, a rise of 0.5%.", "percent-for-points", "0.5%", "in one sentence"),
    ("Unemployment fell by 0.1 percent to 4.2 percent.", "percent-for-points", "0.1 percent", "too little to show"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "left", "reason"), WRONG)
def test_wrong(text, rule, left, reason):
    assert rows_of(text) == [(rule, left)], reason


RIGHT = [
    ("Nearly half of the 424 seats, or 210, went to women.", "a share in words is rough"),
    ("Some 141 of 424 seats, or a third, went to women.", "a third"),
    ("12 of the 40 children, or 30%, were hurt, 20% more than in 2012.", "another share behind"),
    ("Five people — among them three women and a boy — were rescued.", "an incomplete list"),
    ("Five people, three women and three dogs, were rescued.", "commas open no list"),
    ("Two men — a driver and several passengers — were hurt.", "a part without a count"),
    ("Sales rose 5 percent to $60 million from a year earlier.", "no second level"),
    ("Jobless numbers fell 3 percent to 3.2 million in May from 3.3 million a year earlier.", "rounding"),
    ("The rate rose from 5 percent to 6 percent, an increase of 20 percent.", "per cent of a share"),
    ("The rate rose from 5 percent to 6 percent, up 1 percentage point.", "points of a share"),
    ("The index rose 19 points, or 0.8%, to 2,316.", "a step"),
    ("Clinic Ruiz leads by six points, 46 percent to 41 percent.", "a point may be rounding"),
    ("Sales more than doubled from 5 million to 12.6 million.", "more than"),
    ("The mayor won 332 votes, 62 more than the 270 that she needed.", "more than"),
    ("About 300 workers, or 25 percent of the 1,200 at the yard, left.", "the base last"),
    ("The port sold 600 tickets, compared to 400 in May, an increase of 50%.", "compared"),
    ("Cases fell to 1,915 from 2,340 the week before, bringing the sum to 31,207.", "a level behind to"),
    ("The index climbed 31 points, or 0.6%, to 4,712.", "cut off"),
    ("She has 12 seats, 1,280 votes and 469 others for a total of 1,761.", "three parts"),
    ("She has 1,280 pledged votes and 469 others for a total of 1,749.", "a total of two"),
    ("Loans grew 5 percent in May, up from 3 percent.", "up"),
    ("Sales fell 3 percent in May, up from 5 percent.", "a decline may be less steep"),
    ("The town ranked 12 in May, up from 15.", "a rank is better when it is less"),
    ("It built 12 homes for 40,000 euros in May, up from 8.", "what stands between counts something else"),
    ("The bank cut its rate from 5 to 4.5 percent. The cut of 10 percent is small.", "per cent of a share"),
    ("Turnout rose from 20% to 25%, a rise of 5 percentage points.", "points"),
    ("Turnout rose 2% to 45%.", "it may be either"),
    ("Prices rose 20% from June to July, from $4 a pound to $9 a kilo.", "units that differ"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), RIGHT)
def test_right(text, reason):
    assert rows_of(text) == [], reason
