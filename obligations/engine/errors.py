"""What the engine raises: two documented errors, each a sentence for a lawyer."""

from __future__ import annotations


class EngineError(ValueError):
    """Base of all that the engine refuses. `str()` is a sentence to show."""


class RuleError(EngineError):
    """A rule that cannot be accepted at entry.

    `start` and `end` are the character positions in `text` that the sentence
    is about (0 and 0 where it is about the whole); `expected` lists words or
    kinds of things that could have stood there. `unknown`: the words are
    neither a keyword nor a declared name.
    """

    def __init__(
        self,
        message: str,
        *,
        text: str = "",
        start: int = 0,
        end: int = 0,
        expected: tuple[str, ...] = (),
        unknown: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.text = text
        self.start = start
        self.end = end
        self.expected = expected
        self.unknown = unknown

    def in_one_line(self) -> str:
        """The sentence with the place that it is about, for a terminal."""
        if self.end <= self.start or self.start >= len(self.text):
            return " ".join(str(self).split())
        words = " ".join(self.text[self.start : self.end].split())
        return f"{' '.join(str(self).split())} (At character {self.start + 1}: “{words}”.)"

    def pointer(self) -> str:
        """The rule with a line of carets under the words that the error is about."""
        if not self.text or self.end <= self.start:
            return self.text
        return f"{self.text}\n{' ' * self.start}{'^' * (self.end - self.start)}"


class CannotCompute(EngineError):
    """A legal rule whose date must be refused for these facts.

    Beyond a calendar's verified range, at a wall time that does not exist or
    exists twice, past the years that a date can have: a decision is needed,
    and no date is better than a wrong one.
    """
