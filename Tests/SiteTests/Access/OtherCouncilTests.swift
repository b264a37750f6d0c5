import Basics
import Foundation
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing

@testable import Site

/// Pepa works for Puerto; what is Vilaclara's must look to her as if it weren't there.
@Suite struct OtherCouncilTests {
  private func open(_ body: (Probe, SignedIn) async throws -> Void) async throws {
    try await Probe.open { probe in
      _ = try await probe.sample.book("2026-11-24-0900")
      try await body(probe, try await probe.browser(of: probe.sample.pepa))
    }
  }

  @Test(arguments: [
    ("GET", "/api/v1/tickets/VIL-2026-000001", "/api/v1/tickets/VIL-2026-000999", Content.none),
    ("GET", "/api/v1/tickets/VIL-2026-000001", "/api/v1/tickets/XYZ-2026-000001", .none),
    (
      "POST", "/api/v1/tickets/VIL-2026-000001/closure", "/api/v1/tickets/VIL-2026-000999/closure",
      .json(["outcome": "resolved"])
    ),
    (
      "POST", "/api/v1/tickets/VIL-2026-000001/closure", "/api/v1/tickets/VIL-2026-000999/closure",
      .json(["outcome": "nonsense"])
    ),
    (
      "DELETE", "/api/v1/tickets/VIL-2026-000001/closure",
      "/api/v1/tickets/VIL-2026-000999/closure", .none
    ),
    ("POST", "/api/v1/callbacks/1/claim", "/api/v1/callbacks/999/claim", .none),
    ("DELETE", "/api/v1/callbacks/1/claim", "/api/v1/callbacks/999/claim", .none),
    (
      "POST", "/api/v1/callbacks/1/attempts", "/api/v1/callbacks/999/attempts",
      .json(["result": "reached"])
    ),
    (
      "POST", "/api/v1/callbacks/1/attempts", "/api/v1/callbacks/999/attempts",
      .json(["result": "nonsense"])
    ),
    (
      "GET", "/api/v1/tickets?organisation=vilaclara", "/api/v1/tickets?organisation=nowhere", .none
    ),
    (
      "GET", "/api/v1/callbacks?organisation=vilaclara", "/api/v1/callbacks?organisation=nowhere",
      .none
    ),
    (
      "GET", "/api/v1/contacts?organisation=vilaclara", "/api/v1/contacts?organisation=nowhere",
      .none
    ),
    ("GET", "/api/v1/events?organisation=vilaclara", "/api/v1/events?organisation=nowhere", .none),
  ])
  func `the interface answers as for what doesn't exist, to the byte`(
    method: String, theirs: String, nobodys: String, content: Content
  ) async throws {
    try await open { _, pepa in
      let one = try await pepa.send(method, theirs, content)
      let other = try await pepa.send(method, nobodys, content)
      #expect(one.status == 404)
      #expect(one.status == other.status)
      #expect(one.bytes == other.bytes)
    }
  }

  @Test(
    arguments: [
      ("POST", "/api/v1/tickets", ["subject": "Padró"]),
      (
        "POST", "/api/v1/contacts",
        [
          "channel": "phone", "direction": "in", "matter": "Padró", "outcome": "resolved",
          "startedAt": "2026-11-23T09:00:00Z", "endedAt": "2026-11-23T09:00:00Z",
        ]
      ),
    ] as [(String, String, JSONObject)])
  func `a body that names the council is at fault as one that names none`(
    method: String, target: String, members: JSONObject
  ) async throws {
    try await open { _, pepa in
      var answers: [Answer] = []
      for slug in ["vilaclara", "nowhere"] {
        var object = members
        object["organisation"] = .string(slug)
        answers.append(try await pepa.send(method, target, .json(.object(object))))
      }
      #expect(answers.map(\.status) == [422, 422])
      #expect(answers[0].bytes == answers[1].bytes)
    }
  }

  @Test func `a contact can't be hung on the other council's ticket`() async throws {
    try await open { _, pepa in
      var answers: [Answer] = []
      for ticket in ["VIL-2026-000001", "PUE-2026-000999"] {
        answers.append(
          try await pepa.send(
            "POST", "/api/v1/contacts",
            .json([
              "organisation": "puerto", "channel": "phone", "direction": "in", "matter": "Padrón",
              "outcome": "pending", "startedAt": "2026-11-23T09:00:00+01:00",
              "endedAt": "2026-11-23T09:00:00+01:00", "ticket": .string(ticket),
            ])))
      }
      #expect(answers[0].faults == ["ticket unknown"])
      #expect(answers[0].bytes == answers[1].bytes)
    }
  }

  @Test func `lists show nothing of it`() async throws {
    try await open { _, pepa in
      for list in ["callbacks", "tickets", "contacts"] {
        let answer = try await pepa.get("/api/v1/\(list)")
        #expect(answer.json["items"] == [])
      }
      let desk = try await pepa.get("/agent?queue=due")
      #expect(!desk.text.contains("Anna Puig"))
    }
  }

  @Test(arguments: [
    ("GET", "/agent/tickets/VIL-2026-000001", "/agent/tickets/VIL-2026-000999"),
    ("POST", "/agent/tickets/VIL-2026-000001/closure", "/agent/tickets/VIL-2026-000999/closure"),
    ("POST", "/agent/tickets/VIL-2026-000001/contacts", "/agent/tickets/VIL-2026-000999/contacts"),
    (
      "POST", "/agent/tickets/VIL-2026-000001/reopening", "/agent/tickets/VIL-2026-000999/reopening"
    ),
    ("POST", "/agent/callbacks/1/claim", "/agent/callbacks/999/claim"),
    ("POST", "/agent/callbacks/1/attempts", "/agent/callbacks/999/attempts"),
  ])
  func `a page answers as for what doesn't exist`(method: String, theirs: String, nobodys: String)
    async throws
  {
    try await open { _, pepa in
      func ask(_ target: String) async throws -> Answer {
        method == "GET"
          ? try await pepa.get(target)
          : try await pepa.submit(target, [("outcome", "resolved"), ("result", "reached")])
      }
      let (one, other) = (try await ask(theirs), try await ask(nobodys))
      #expect(one.status == 404)
      #expect(other.status == 404)
      #expect(one.text.replacing(theirs, with: "") == other.text.replacing(nobodys, with: ""))
    }
  }
}
