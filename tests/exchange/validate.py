"""Validators that are not ours, in an environment of their own: says what they find, as JSON.

Called as `python validate.py KIND FILE`; KIND is ocsf or oscal.
"""

import json
import sys
from pathlib import Path


def ocsf(path: Path) -> list[str]:
    """Return what the published schema finds wrong with each line."""
    from jsonschema import Draft202012Validator
    from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

    schemas = OcsfJsonSchemaEmbedded(get_ocsf_schema(version="1.5.0"))
    validator = Draft202012Validator(schemas.get_class_schema(class_name="compliance_finding"))
    lines = path.read_text("utf-8").splitlines()
    if not lines:
        return ["no lines"]
    return [
        f"line {number}: {error.json_path}: {error.message[:200]}"
        for number, line in enumerate(lines, 1)
        for error in validator.iter_errors(json.loads(line))
    ]


def oscal(path: Path) -> list[str]:
    """Return what the models of compliance-trestle find wrong with a document."""
    from trestle.oscal.assessment_results import AssessmentResults

    try:
        read = AssessmentResults.oscal_read(path)
    except Exception as error:
        return [f"{type(error).__name__}: {error}"[:500]]
    return [] if read is not None else ["nothing read"]


if __name__ == "__main__":
    found = {"ocsf": ocsf, "oscal": oscal}[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.write(json.dumps(found))
