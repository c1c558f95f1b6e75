"""The quarantine: refused payloads with their reasons, and a person's word on them."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

from flows.errors import WrongUse
from flows.home import write_whole

Word = Literal["accepted", "rejected"]


@dataclass(frozen=True)
class Case:
    """One refused payload. `refused_at` is a UTC instant in ISO form; `word` is a person's, none while open."""

    case_id: str
    source: str
    payload: str
    sha256: str
    reason: str
    refused_at: str
    word: Word | None = None
    word_reason: str | None = None
    word_at: str | None = None


class Quarantine:
    """The folder `quarantine/` of a home: one folder a case, with `case.json` and the payload as it came."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def refuse(self, source: str, payload: str, body: bytes, reason: str, at: datetime) -> Case:
        """Keep a refused payload; the same bytes refused again stay one case and keep the word given on them."""
        digest = sha256(body).hexdigest()
        case_id = f"{source}-{re.sub(r'[^0-9A-Za-z]+', '-', payload).strip('-')}-{digest[:8]}"
        known = self._read(case_id)
        if known is not None and known.reason == reason:
            return known
        case = Case(case_id, source, payload, digest, reason, at.isoformat(timespec="seconds"))
        if known is not None:
            case = Case(
                **{
                    **asdict(case),
                    "word": known.word,
                    "word_reason": known.word_reason,
                    "word_at": known.word_at,
                }
            )
        folder = self.root / case_id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "payload").write_bytes(body)
        self._write(case)
        return case

    def settle(self, source: str, payload: str, digest: str) -> None:
        """A later snapshot confirmed what was refused: the case is closed, for landing has the bytes."""
        for case in self.cases():
            if (case.source, case.payload, case.sha256) == (source, payload, digest) and case.word is None:
                for path in (self.root / case.case_id).iterdir():
                    path.unlink()
                (self.root / case.case_id).rmdir()

    def speak(self, case_id: str, word: Word, reason: str, at: datetime) -> Case:
        """Record a person's word on a case, with the reason for it. Raises `WrongUse` for an unknown case."""
        case = self._read(case_id)
        if case is None:
            raise WrongUse(f"No case {case_id} in {self.root}: `landtally quarantine list` shows those there are.")
        spoken = Case(
            **{
                **asdict(case),
                "word": word,
                "word_reason": reason,
                "word_at": at.isoformat(timespec="seconds"),
            }
        )
        self._write(spoken)
        return spoken

    def cases(self) -> list[Case]:
        """Every case, the oldest first."""
        found = [self._read(path.parent.name) for path in self.root.glob("*/case.json")]
        return sorted((case for case in found if case), key=lambda case: (case.refused_at, case.case_id))

    def open_cases(self) -> list[Case]:
        """The cases on which nobody has spoken yet."""
        return [case for case in self.cases() if case.word is None]

    def words(self) -> dict[str, Case]:
        """The cases that a person has spoken on, by the SHA-256 of their payload."""
        return {case.sha256: case for case in self.cases() if case.word is not None}

    def _read(self, case_id: str) -> Case | None:
        path = self.root / case_id / "case.json"
        if "/" in case_id or not path.is_file():
            return None
        return Case(**json.loads(path.read_text(encoding="utf-8")))

    def _write(self, case: Case) -> None:
        write_whole(
            self.root / case.case_id / "case.json",
            json.dumps(asdict(case), ensure_ascii=False, indent=1) + "\n",
        )
