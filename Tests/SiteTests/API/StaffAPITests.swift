import Basics
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing

@testable import Site

@Suite struct StaffAPITests {
  private let contact: JSONObject = [
    "organisation": "vilaclara", "channel": "phone", "direction": "in", "matter": "Padró",
    "procedure": "padro-alta", "outcome": "pending", "startedAt": "2026-11-23T09:00:00+01:00",
    "endedAt": "2026-11-23T09:05:00+01:00", "waitedSeconds": 12,
    "citizen": ["name": "Anna Puig", "phone": "612 345 678", "nif": "12345678z"],
  ]

  @Test func `a promise is claimed, called and kept`() async throws {
    try await Probe.open { probe in
      let promise = try await probe.sample.book("2026-11-23-morning")
      let maria = try await probe.browser(of: probe.sample.maria)
      let joan = try await probe.browser(of: probe.sample.joan)
      let path = "/api/v1/callbacks/\(promise.id.rawValue)"
      let claimed = try await maria.send("POST", path + "/claim")
      #expect(claimed.json["claimedBy"] == "Maria Soler")
      let taken = try await joan.send("POST", path + "/claim")
      #expect(taken.status == 409)
      #expect(taken.problem == "already-claimed")
      let released = try await maria.send("DELETE", path + "/claim")
      #expect(released.json["state"] == "waiting")
      let busy = try await joan.send("POST", path + "/attempts", .json(["result": "busy"]))
      #expect(busy.json["notBefore"] == "2026-11-23T09:30:00+01:00")
      let reached = try await maria.send("POST", path + "/attempts", .json(["result": "reached"]))
      #expect(reached.json["state"] == "reached")
      #expect(reached.json["attempts"]?.array?.count == 2)
      let wrong = try await maria.send("POST", path + "/attempts", .json(["result": "sang"]))
      #expect(wrong.faults == ["result unknown"])
    }
  }

  @Test func `the promises are listed by state, page after page`() async throws {
    try await Probe.open { probe in
      for person in 0..<5 {
        _ = try await probe.sample.book("2026-11-24-morning", person: person)
      }
      let maria = try await probe.browser(of: probe.sample.maria)
      let first = try await maria.get("/api/v1/callbacks?state=waiting&limit=3")
      #expect(first.json["items"]?.array?.count == 3)
      let cursor = try #require(first.json["cursor"]?.string)
      let second = try await maria.get("/api/v1/callbacks?state=waiting&limit=3&cursor=\(cursor)")
      #expect(second.json["items"]?.array?.count == 2)
      #expect(second.json["cursor"] == .null)
      let none = try await maria.get("/api/v1/callbacks?state=reached")
      #expect(none.json["items"] == [])
    }
  }

  @Test(
    arguments: ["callbacks", "tickets", "contacts", "procedures"],
    [
      ("limit=0", "limit range"), ("limit=101", "limit range"), ("limit=x", "limit range"),
      ("cursor=x", "cursor malformed"), ("cursor=-1", "cursor malformed"),
    ])
  func `a page that can't be is a fault`(list: String, fault: (String, String)) async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let answer = try await maria.get("/api/v1/\(list)?\(fault.0)")
      #expect(answer.status == 422)
      #expect(answer.faults == [fault.1])
    }
  }

  @Test func `a ticket is opened, closed, rated and opened again`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let opened = try await maria.send(
        "POST", "/api/v1/tickets",
        .json(["organisation": "vilaclara", "subject": "Padró", "level": "assisted"]))
      #expect(opened.status == 201)
      #expect(opened.fields["Location"] == "/api/v1/tickets/VIL-2026-000001")
      let path = "/api/v1/tickets/vil-2026-1"
      let closed = try await maria.send(
        "POST", path + "/closure", .json(["outcome": "resolved"]))
      let href = try #require(closed.json["ratingHref"]?.string)
      let other = try await maria.send(
        "POST", path + "/closure", .json(["outcome": "duplicate"]))
      #expect(other.problem == "already-closed")
      let rated = try await probe.send(
        "POST", "/api/v1/ratings/" + href.dropFirst(6), [], .json(["score": 4]))
      #expect(
        rated.json == ["score": 4, "changeableUntil": "2026-12-01T00:00:00+01:00"])
      probe.sample.clock.set("2026-12-01T00:00:00+01:00")
      let late = try await probe.send(
        "POST", "/api/v1/ratings/" + href.dropFirst(6), [], .json(["score": 1]))
      #expect(late.problem == "rating-closed")
    }
  }

  @Test func `a ticket opened again is open, and can't be twice`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      _ = try await maria.send(
        "POST", "/api/v1/tickets", .json(["organisation": "vilaclara", "subject": "Padró"]))
      let path = "/api/v1/tickets/VIL-2026-000001"
      _ = try await maria.send("POST", path + "/closure", .json(["outcome": "unresolved"]))
      let reopened = try await maria.send("DELETE", path + "/closure")
      #expect(reopened.json["state"] == "open")
      let again = try await maria.send("DELETE", path + "/closure")
      #expect(again.problem == "not-closed")
      let shown = try await maria.get(path)
      #expect(
        shown.json["events"]?.array?.compactMap { $0["kind"]?.string }
          == ["reopened", "closed", "opened"])
    }
  }

  @Test func `a contact opens a ticket with its citizen and procedure`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let logged = try await maria.send("POST", "/api/v1/contacts", .json(.object(contact)))
      #expect(logged.status == 201)
      #expect(logged.json["topic"] == "eprocedures")
      let ticket = try await maria.get("/api/v1/tickets/VIL-2026-000001")
      #expect(ticket.json["citizen"]?["phone"] == "+34612345678")
      #expect(ticket.json["contacts"]?.array?.count == 1)
      let listed = try await maria.get("/api/v1/contacts?channel=phone&direction=in")
      #expect(listed.json["items"]?.array?.count == 1)
      let others = try await maria.get("/api/v1/contacts?channel=video")
      #expect(others.json["items"] == [])
    }
  }

  @Test func `a contact wrong in its parts has each named`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      var wrong = contact
      wrong["channel"] = "smoke"
      wrong["citizen"] = ["phone": "112"]
      wrong["ticket"] = "7"
      wrong["endedAt"] = "yesterday"
      let answer = try await maria.send("POST", "/api/v1/contacts", .json(.object(wrong)))
      #expect(
        answer.faults == ["channel unknown", "phone short", "ticket unknown", "endedAt malformed"])
    }
  }

  @Test func `a repeated contact with its key is logged once`() async throws {
    try await Probe.open { probe in
      let token = try await probe.script(of: probe.sample.maria)
      let fields = [("Authorization", "Bearer " + token), ("Idempotency-Key", "call-7")]
      for _ in 0..<3 {
        let answer = try await probe.send(
          "POST", "/api/v1/contacts", fields, .json(.object(contact)))
        #expect(answer.status == 201)
      }
      let listed = try await probe.get("/api/v1/contacts", fields)
      #expect(listed.json["items"]?.array?.count == 1)
    }
  }

  @Test func `procedures are those of the councils served`() async throws {
    try await Probe.open { probe in
      let maria = try await probe.browser(of: probe.sample.maria)
      let own = try await maria.get("/api/v1/procedures")
      #expect(own.json["items"]?.array?.count == 2)
      let pepa = try await probe.browser(of: probe.sample.pepa)
      let none = try await pepa.get("/api/v1/procedures")
      #expect(none.json["items"] == [])
    }
  }
}
