"""Bytes of a text to characters: the encodings that articles really come in, and the repair of twice-encoded ones."""

from __future__ import annotations

import re

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
LETTERS = re.compile(r"[A-Za-z\u0400-\u052f]")
# What UTF-8 looks like when it was read as cp1251 or latin-1: pairs such as Ð¾, Ñ€, Ð†, â€™, Р°, С‚.
MOJIBAKE = re.compile(
    r"[ÐÑ][\u0080-\u00bf\u2018-\u203a€‚ƒ„…†‡ˆ‰Š‹ŒŽ]|â€[\u0090-\u009f™œ\u009d“”¦]"
    r"|[РС][°-ÿѓђ‚„…†‡€‰љњќћџЎўЈҐ¦§©«¬®ЇІіґµ¶№єјѕї]"
)


class Undecodable(ValueError):
    """The bytes are no text in any encoding that is tried."""


def decode(data: bytes) -> str:
    """The text of `data`; raises Undecodable where nothing gives readable text.

    Tried in turn: a byte order mark, the charset that an HTML head declares, UTF-8, UTF-16 without a mark,
    then the Cyrillic one-byte encodings, of which the one with the most plausible letters is taken.
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return _or_refuse(data, name)
    if data.count(0) > len(data) // 50:
        return _or_refuse(data, "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be")
    try:
        return mend(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    declared = re.search(rb"charset=[\"']?([A-Za-z0-9_-]{3,20})", data[:4096])
    if declared:
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    if _broken_share(data) < 0.02:
        # A few broken bytes in UTF-8 text: a cut or a bad copy, still readable.
        return data.decode("utf-8", errors="replace")
    best = max(("cp1251", "koi8-u", "cp1252"), key=lambda name: _plausible(data.decode(name, errors="replace")))
    text = data.decode(best, errors="replace")
    if _plausible(text) < 0.5:
        raise Undecodable
    return text


def mend(text: str) -> str:
    """Text that was encoded twice, as it was meant; other text unchanged."""
    if len(MOJIBAKE.findall(text)) * 8 < len(LETTERS.findall(text)) or not MOJIBAKE.search(text):
        return text
    for wrong in ("cp1251", "cp1252", "latin-1"):
        try:
            return text.encode(wrong).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return text


def _or_refuse(data: bytes, name: str) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise Undecodable from error
    if _plausible(text) < 0.4:
        raise Undecodable
    return text


def _broken_share(data: bytes) -> float:
    return data.decode("utf-8", errors="replace").count("\ufffd") / max(len(data), 1)


def _plausible(text: str) -> float:
    """Share of signs that a text in three languages would hold; lower case counts more, for KOI8 swaps the cases."""
    good = sum(
        1.0
        if "а" <= sign <= "я" or sign in " іїєґ" or "a" <= sign <= "z"
        else 0.7
        if sign.isalnum() or sign.isspace()
        else 0.2
        for sign in text[:20_000]
    )
    odd = sum(sign == "\ufffd" or (ord(sign) < 32 and sign not in "\r\n\t") for sign in text[:20_000])
    return (good - 5 * odd) / max(len(text[:20_000]), 1)
