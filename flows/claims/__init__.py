"""Is the figure in the news right: claims read from an article, and what the data give for the same words.

Nothing here fetches, stores or sends: bytes come in, rows and text go out.
"""

from flows.claims.claim import Check, CheckedClaim, Claim
from flows.claims.reading.read import read_claims
from flows.claims.text.article import Article, ArticleRefused, read_article
from flows.claims.verifying.check import check_claims
from flows.claims.verifying.figures import Figures

__all__ = [
    "Article",
    "ArticleRefused",
    "Check",
    "CheckedClaim",
    "Claim",
    "Figures",
    "check_claims",
    "read_article",
    "read_claims",
]
