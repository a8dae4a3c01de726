"""Baselines: versioned limits and severities, read from TOML and fitted to the checks' shapes."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from core.model.errors import Exit, KnownError
from core.model.profile import Profile
from core.model.result import Severity, Value
from core.model.run import BaselineUse
from core.policy.reading import (
    Misfit,
    day_at,
    join,
    only_keys,
    read_toml,
    table_at,
    text_at,
    whole_number,
)

FORMAT = 1
BUILT_IN = Path(__file__).resolve().parents[2] / "resources" / "baselines" / "default.toml"

Values = Mapping[str, Value]
P = TypeVar("P")

_DIGITS = 7  # of the largest limit
_TOP = frozenset(("format", "id", "version", "date", "source", "checks", "profiles"))
_CHECK = frozenset(("severity", "params", "source"))
_PROFILE = frozenset(("checks", "source"))
_PEAK_CHECK = frozenset(("params", "source"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Limits and severities by check id; `profiles` holds what a profile changes.

    `date` is the ISO day of issue, `source` says on what it rests, `sha256` is that of its file.
    """

    id: str
    version: str
    date: str
    source: str
    sha256: str
    severities: Mapping[str, Severity]
    params: Mapping[str, Values]
    profiles: Mapping[Profile, Mapping[str, Values]]

    @property
    def use(self) -> BaselineUse:
        """Return what a run keeps of the baseline that judged it."""
        return BaselineUse(id=self.id, version=self.version, sha256=self.sha256)

    def params_for(self, check: str, profile: Profile) -> dict[str, Value]:
        """Return the limits that this baseline sets; those it does not name keep their defaults."""
        changed = self.profiles.get(profile, {}).get(check, {})
        return {**self.params.get(check, {}), **changed}

    def severity_of(self, check: str, default: Severity) -> Severity:
        """Return the severity of a check, its own one where the baseline names none."""
        return self.severities.get(check, default)


def read_baseline(path: Path, shapes: Mapping[str, type[Any]]) -> Baseline:
    """Read a baseline; `shapes` gives the Params class of every check id.

    KnownError `baseline.<problem>` names the file, and the key's path or the line.
    """
    try:
        content, digest = read_toml(path)
        return _fit(content, digest, shapes)
    except Misfit as misfit:
        raise _refused(path, misfit) from misfit


def override(shape: type[Any], raw: Mapping[str, str], check: str) -> dict[str, Value]:
    """Read limits as typed after `--param` by the types of a check's Params.

    Truth values are `true` and `false`, lists are separated by commas. KnownError
    `param.<problem>` names the limit.
    """
    types = get_type_hints(shape)
    named = {field.name for field in fields(shape)}
    values: dict[str, Value] = {}
    for name, text in raw.items():
        path = join(check, name)
        try:
            if name not in named:
                raise Misfit("unknown_key", path)
            values[name] = _typed(text, types[name], path)
        except Misfit as misfit:
            raise _wrong_param(misfit) from misfit
    return values


def limits(shape: type[P], values: Values, check: str) -> P:
    """Return a check's limits with these values; KnownError when they contradict each other."""
    try:
        return shape(**values)
    except ValueError as error:
        raise _wrong_param(Misfit("out_of_order", check, detail=str(error))) from error


def _fit(content: dict[str, Any], digest: str, shapes: Mapping[str, type[Any]]) -> Baseline:
    only_keys(content, _TOP, "")
    if whole_number(content.get("format", FORMAT), "format") > FORMAT:
        raise Misfit("newer", "format")
    checks = table_at(content, "checks", "")
    severities: dict[str, Severity] = {}
    params: dict[str, Values] = {}
    for check in checks:
        table = _check_table(checks, check, "checks", shapes, _CHECK)
        path = join("checks", check)
        if "severity" in table:
            severities[check] = _severity(table["severity"], join(path, "severity"))
        params[check] = _params(table, shapes[check], path, {})
    return Baseline(
        id=text_at(content, "id"),
        version=text_at(content, "version"),
        date=day_at(content, "date"),
        source=text_at(content, "source"),
        sha256=digest,
        severities=severities,
        params=params,
        profiles=_profiles(table_at(content, "profiles", ""), params, shapes),
    )


def _profiles(
    table: dict[str, Any], params: Mapping[str, Values], shapes: Mapping[str, type[Any]]
) -> dict[Profile, Mapping[str, Values]]:
    only_keys(table, frozenset(Profile), "profiles")
    found: dict[Profile, Mapping[str, Values]] = {}
    for name in table:
        path = join("profiles", name)
        profile = table_at(table, name, "profiles")
        only_keys(profile, _PROFILE, path)
        checks, path = table_at(profile, "checks", path), join(path, "checks")
        found[Profile(name)] = {
            check: _params(
                _check_table(checks, check, path, shapes, _PEAK_CHECK),
                shapes[check],
                join(path, check),
                params.get(check, {}),
            )
            for check in checks
        }
    return found


def _check_table(
    checks: dict[str, Any],
    check: str,
    path: str,
    shapes: Mapping[str, type[Any]],
    known: frozenset[str],
) -> dict[str, Any]:
    if check not in shapes:
        raise Misfit("unknown_key", join(path, check))
    table = table_at(checks, check, path)
    only_keys(table, known, join(path, check))
    return table


def _params(table: dict[str, Any], shape: type[Any], path: str, below: Values) -> dict[str, Value]:
    """Return the limits of a table, typed as in the shape and fitting those `below` it."""
    raw, path = table_at(table, "params", path), join(path, "params")
    types = get_type_hints(shape)
    only_keys(raw, frozenset(field.name for field in fields(shape)), path)
    values = {name: _fitted(value, types[name], join(path, name)) for name, value in raw.items()}
    try:
        shape(**{**below, **values})
    except ValueError as error:
        raise Misfit("out_of_order", path, detail=str(error)) from error
    return values


def _fitted(value: object, kind: Any, path: str) -> Value:
    """Return a TOML value of exactly the wanted type."""
    if kind is bool:
        return _expect(value, bool, "not_truth", path)
    if kind is int:
        return whole_number(value, path)
    if kind is str:
        return _expect(value, str, "not_text", path)
    if get_origin(kind) is tuple and get_args(kind) == (str, ...):
        items = _expect(value, list, "not_list", path)
        return tuple(_expect(item, str, "not_list", path) for item in items)
    raise TypeError(f"{path}: a limit cannot be a {kind}")


def _expect(value: object, kind: type[P], problem: str, path: str) -> P:
    if not isinstance(value, kind):
        raise Misfit(problem, path)
    return value


def _typed(text: str, kind: Any, path: str) -> Value:
    """Return what was typed after `--param` in the wanted type."""
    text = text.strip()
    if kind is bool:
        if text.lower() not in ("true", "false"):
            raise Misfit("not_truth", path)
        return text.lower() == "true"
    if kind is int:
        if not text.isdecimal() or len(text) > _DIGITS:
            raise Misfit("not_number", path)
        return whole_number(int(text), path)
    items = [part.strip() for part in text.split(",") if part.strip()]
    return _fitted(text if kind is str else items, kind, path)


def _severity(value: object, path: str) -> Severity:
    try:
        return Severity(str(value))
    except ValueError as error:
        raise Misfit("not_severity", path) from error


def _refused(path: Path, misfit: Misfit) -> KnownError:
    key, file = f"baseline.{misfit.problem}", str(path)
    if misfit.line:
        return KnownError(key, Exit.BAD_INPUT, misfit.detail, file=file, line=misfit.line)
    if misfit.key:
        return KnownError(key, Exit.BAD_INPUT, misfit.detail, file=file, name=misfit.key)
    return KnownError(key, Exit.BAD_INPUT, misfit.detail, file=file)


def _wrong_param(misfit: Misfit) -> KnownError:
    return KnownError(f"param.{misfit.problem}", Exit.USAGE, misfit.detail, name=misfit.key)
