"""The description of the interface is the truth: every answer to made-up requests is in it."""

import json
import re
import zlib

import hypothesis
import pytest
import requests
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

import program
from conftest import staff_token
from desk import Caller, new_phone

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
BOUNDS = hypothesis.settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)


DESCRIPTION = program.ROOT / "Web/openapi.json"

# A stream of events has no end to wait for: test_interface.py reads it.
schema = schemathesis.openapi.from_path(DESCRIPTION).exclude(path="/api/v1/events")

DOCUMENTS = json.loads(DESCRIPTION.read_text())["paths"][
    "/api/v1/tickets/{ref}/attachments"
]["post"]["requestBody"]["content"]


@schemathesis.serializer(*DOCUMENTS)
def document(_, value):
    """A document travels as the bytes it is."""
    return value if isinstance(value, bytes) else str(value).encode()


@schema.parametrize()
@BOUNDS
def test_no_answer_is_outside_the_description(case, shared, identities):
    known, token = identities
    # Three in four requests name what is there, so that they come further than "not found".
    choice = zlib.crc32(repr((case.path_parameters, case.query, case.body)).encode())
    for name, values in known.items():
        if name in case.path_parameters and choice % 4:
            case.path_parameters[name] = values[choice % len(values)]
    if isinstance(case.body, dict) and choice % 4:
        for name in case.body.keys() & known.keys():
            case.body[name] = known[name][choice % len(known[name])]
    headers = {"Authorization": f"Bearer {token}"}
    if (case.method, case.path) == ("DELETE", "/api/v1/session"):
        headers = {}  # it would end the token that the others need
    answer = case.call(base_url=shared.url, headers=headers, timeout=30)
    case.validate_response(answer, checks=CHECKS)


@pytest.fixture(scope="module")
def identities(shared):
    program.run("staff", "role", "oriol", "vilaclara", "administrator", "--data", shared.data)
    token = staff_token(shared.data, "oriol")
    script = Caller(shared, token=token)
    citizen = Caller(shared)
    windows = citizen.windows("vilaclara", kind="slot")
    tokens = [citizen.book("vilaclara", each["id"]).json()["token"] for each in windows[:6]]
    tickets = script.everything("/api/v1/tickets", state="open")
    callbacks = script.everything("/api/v1/callbacks", state="waiting")
    return {
        "org": ["vilaclara", "montalba"],
        "token": tokens,
        "ref": [each["reference"] for each in tickets][:10],
        "id": [each["id"] for each in callbacks][:10],
        "organisation": ["vilaclara", "montalba"],
        "window": [each["id"] for each in windows],
        "phone": [new_phone() for _ in range(200)],
    }, token


def test_every_route_is_described_and_every_description_is_a_route(shared):
    described = requests.get(f"{shared.url}/api/openapi.json").json()["paths"]
    assert described == json.loads(DESCRIPTION.read_text())["paths"]
    source = (program.ROOT / "Sources/Site/Routes.swift").read_text()
    routes = {
        (method, re.sub(r":(\w+)", r"{\1}", path))
        for method, path in re.findall(r'\(\.(\w+), "(/api/[^"]+)"', source)
    }
    operations = {
        (method, path)
        for path, methods in described.items()
        for method in methods
        if method in {"get", "post", "patch", "put", "delete"}
    }
    assert operations == routes
