"""The agreement file: one agreement as text that a lawyer can read and edit.

`read` checks a YAML text against the schema (docs/agreement-files.md) and
gives an `AgreementFile`; `write` gives the canonical text of one. Nothing here
knows the database.
"""

from obligations.agreement_file.problems import FileProblems, Problem
from obligations.agreement_file.reader import read
from obligations.agreement_file.schema import AgreementFile
from obligations.agreement_file.writer import write

__all__ = ["AgreementFile", "FileProblems", "Problem", "read", "write"]
