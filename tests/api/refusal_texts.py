"""The texts of refusals as they stand in the code: each must have its Chinese."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FOLDERS = ("api", "matcher", "priorities", "partners", "webhooks", "firms", "core")
# Import reports are stored in English (docs/api.md), commands and the desk have texts of their own.
_ELSEWHERE = (
    "admin", "management", "migrations", "openapi", "mcp", "probes", "identity", "reading",
    "values",
)  # fmt: skip
_OF_REPORTS = ("csv_rows", "row_", "same_organisation", "running_import")
# What is refused by a call, and the place and the name of the argument that holds the text.
REFUSALS = {
    "Fault": (1, "detail"),
    "ErrorDetail": (0, "detail"),
    "ValueRefused": (0, "detail"),
    "ValidationError": (0, "detail"),
    "PermissionDenied": (0, "detail"),
    "AuthenticationFailed": (0, "detail"),
    "RecordFault": (3, "reason"),
    "FileFault": (3, "reason"),
    "NotAProvince": (0, "why"),
    "WeightFault": (0, ""),
    "refuse": (1, "detail"),
    "UnknownName": (9, "what"),
    "AmbiguousName": (9, "what"),
    "_lookup": (3, "what"),
    "refuse_unknown": (2, "problem"),
    "lock_version": (3, "refusal"),
    "_code_faults": (3, "why"),
    "_refuse_unless": (1, "message"),
    "_refusal": (0, "detail"),
    "_api_problem": (2, "detail"),
    "_response": (1, "detail"),
}
_ONE_REASON = (
    "FreezeRefused", "LinkRefused", "NotAnswered", "DraftOpen", "WrongState", "FourEyes",
    "NoEditionPermission", "VersionConflict", "ImportRefused", "UnknownPartner", "AlreadyRetired",
    "NotRetired", "MergeRefused", "ReasonRefused", "PartnerKnown", "SuggestionRefused",
    "NotACurator", "KeyRefused", "MembershipRefused", "DestinationRefused", "TooManyEndpoints",
    "EndpointDisabled", "DeliveryUnderWay", "UnknownEventType", "NameFault", "DomainError",
    "DigestRefused", "NoMail",
)  # fmt: skip
REFUSALS |= dict.fromkeys(_ONE_REASON, (0, "reason"))


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield the path and the tree of each module that may refuse a request."""
    for folder in _FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            path = file.relative_to(ROOT)
            if not set(path.parts) & set(_ELSEWHERE) and not file.name.startswith(_OF_REPORTS):
                yield str(path), ast.parse(file.read_text(encoding="utf-8"))


def templates(tree: ast.AST) -> Iterator[str]:
    """Yield the texts that are made to messages."""
    for call in _calls(tree):
        if _name(call) == "Message" and call.args:
            yield from _constants(call.args[0], tree)


def plain_texts(tree: ast.Module) -> Iterator[str]:
    """Yield the texts that are given to a refusal without a value."""
    for scope in _scopes(tree):
        for call in _calls(scope):
            for given in _told(call):
                yield from _constants(given, scope)
        yield from _yielded(scope)
    yield from _of_classes(tree)


def texts_of_calls(tree: ast.Module, saying: Mapping[str, tuple[int, str]]) -> Iterator[str | int]:
    """Yield the texts that are given to calls, by name with the place and the name of the argument;
    for one that is put together the line where it is.
    """
    for scope in _scopes(tree):
        for call in _calls(scope):
            place, name = saying.get(_name(call), (len(call.args), ""))
            given = [*call.args[place : place + 1]]
            given += [one.value for one in call.keywords if one.arg == name]
            for value in (each for one in given for each in _values(one, scope)):
                if isinstance(value, ast.JoinedStr | ast.BinOp):
                    yield value.lineno
                elif isinstance(value, ast.Constant) and value.value:
                    yield str(value.value)


def made_of_pieces(tree: ast.Module) -> Iterator[int]:
    """Yield the lines where a refusal gets a text that is put together: it has no template."""
    for scope in _scopes(tree):
        for call in _calls(scope):
            for given in _told(call):
                for value in _values(given, scope):
                    if isinstance(value, ast.JoinedStr | ast.BinOp):
                        yield value.lineno


def _scopes(tree: ast.Module) -> Iterator[ast.AST]:
    yield from (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (one for one in ast.walk(tree) if isinstance(one, ast.Call))


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _told(call: ast.Call) -> Iterator[ast.expr]:
    if _name(call) not in REFUSALS:
        return
    place, name = REFUSALS[_name(call)]
    if len(call.args) > place:
        yield call.args[place]
    yield from (one.value for one in call.keywords if one.arg == name)


def _values(given: ast.expr, scope: ast.AST) -> Iterator[ast.expr]:
    """The expressions that a text may come from: both of a choice, what a name was set to."""
    if isinstance(given, ast.IfExp):
        yield from _values(given.body, scope)
        yield from _values(given.orelse, scope)
    elif isinstance(given, ast.Dict):
        for one in given.values:
            yield from _values(one, scope)
    elif isinstance(given, ast.List):
        for one in given.elts:
            yield from _values(one, scope)
    elif isinstance(given, ast.Name):
        for one in ast.walk(scope):
            if isinstance(one, ast.Assign) and given.id in map(_target, one.targets):
                yield from _values(one.value, scope)
    else:
        yield given


def _target(target: ast.expr) -> str:
    return target.id if isinstance(target, ast.Name) else ""


def _constants(given: ast.expr, scope: ast.AST) -> Iterator[str]:
    for value in _values(given, scope):
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
            yield value.value


def _yielded(scope: ast.AST) -> Iterator[str]:
    """The reasons of faults that a function yields as (field, value, reason)."""
    for one in ast.walk(scope):
        if not (isinstance(one, ast.Yield) and isinstance(one.value, ast.Tuple)):
            continue
        if len(one.value.elts) == 3:
            yield from _constants(one.value.elts[2], scope)


def _of_classes(tree: ast.Module) -> Iterator[str]:
    """The messages that a class declares for its objects."""
    for one in ast.walk(tree):
        if isinstance(one, ast.Call) and _name(one) == "EmailValidator":
            yield from _constants(one.args[0], tree)
        if not isinstance(one, ast.Assign | ast.AnnAssign) or one.value is None:
            continue
        targets = one.targets if isinstance(one, ast.Assign) else [one.target]
        names = {getattr(target, "id", getattr(target, "attr", "")) for target in targets}
        if names & {"default_error_messages", "default_detail", "message", "_REFUSALS"}:
            for value in ast.walk(one.value):
                if isinstance(value, ast.Constant) and " " in str(value.value):
                    yield str(value.value)
