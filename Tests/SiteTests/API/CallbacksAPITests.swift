import Basics
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing

@testable import Site

@Suite struct CallbacksAPITests {
  private let path = "/api/v1/organisations/vilaclara/callbacks"

  static func body(_ window: String, person: Int = 0, _ more: JSONObject = [:]) -> Content {
    let form = BookingForm.filled(window, person: person)
    var object: JSONObject = [
      "window": .string(form.window), "name": .string(form.name), "phone": .string(form.phone),
      "matter": .string(form.matter), "language": "ca", "consent": true,
    ]
    for member in more.members { object[member.name] = member.value }
    return .json(.object(object))
  }

  @Test func `a council says whether it is open, and until when`() async throws {
    try await Probe.open { probe in
      let open = try await probe.get("/api/v1/organisations/vilaclara").json
      #expect(open["open"] == true)
      #expect(open["until"] == "2026-11-23T20:00:00+01:00")
      #expect(open["phone"] == "+34900100200")
      probe.sample.clock.set("2026-11-27T20:00:00+01:00")
      let closed = try await probe.get("/api/v1/organisations/vilaclara").json
      #expect(closed["open"] == false)
      #expect(closed["opens"] == "2026-11-30T08:00:00+01:00")
    }
  }

  @Test func `windows are told with their places on the council's clock`() async throws {
    try await Probe.open { probe in
      let answer = try await probe.get(
        "/api/v1/organisations/puerto/callback-windows?from=2026-11-24&days=1")
      let windows = answer.json["windows"]?.array ?? []
      #expect(windows.count == 2 + 12 + 6)
      #expect(
        windows.first == [
          "id": "2026-11-24-morning", "kind": "morning", "start": "2026-11-24T08:00:00+00:00",
          "end": "2026-11-24T14:00:00+00:00", "free": 24,
        ])
    }
  }

  @Test(arguments: [
    ("from=24-11-2026", ["from malformed"]), ("days=0", ["days range"]),
    ("days=32", ["days range"]), ("days=x", ["days malformed"]),
    ("from=&days=", ["from malformed", "days malformed"]),
  ])
  func `a question about windows that can't be read is a fault`(query: String, faults: [String])
    async throws
  {
    try await Probe.open { probe in
      let answer = try await probe.get(
        "/api/v1/organisations/vilaclara/callback-windows?\(query)")
      #expect(answer.status == 422)
      #expect(answer.faults == faults)
    }
  }

  @Test func `a call is booked, looked up, moved and called off`() async throws {
    try await Probe.open { probe in
      let booked = try await probe.send("POST", path, [], Self.body("2026-11-24-0900"))
      #expect(booked.status == 201)
      #expect(booked.json["reference"] == "VIL-2026-000001")
      let token = try #require(booked.json["token"]?.string)
      #expect(booked.json["href"] == .string("/request/" + token))
      #expect(booked.fields["Location"] == "/api/v1/callbacks/" + token)
      let own = "/api/v1/callbacks/" + token
      let shown = try await probe.get(own)
      #expect(shown.json["state"] == "waiting")
      let moved = try await probe.send(
        "PATCH", own, [], .json(["window": "2026-11-25-morning"]))
      #expect(moved.json["window"]?["start"] == "2026-11-25T08:00:00+01:00")
      let cancelled = try await probe.send("DELETE", own)
      #expect(cancelled.status == 204)
      let again = try await probe.send("DELETE", own)
      #expect(again.status == 204)
      let late = try await probe.send(
        "PATCH", own, [], .json(["window": "2026-11-26-morning"]))
      #expect(late.problem == "promise-ended")
    }
  }

  @Test func `a full window is a conflict with what can still be promised`() async throws {
    try await Probe.open { probe in
      _ = try await probe.send("POST", path, [], Self.body("2026-11-24-0900", person: 1))
      let full = try await probe.send("POST", path, [], Self.body("2026-11-24-0900", person: 2))
      #expect(full.status == 409)
      #expect(full.problem == "window-full")
      #expect(full.json["next"]?[0]?["id"] == "2026-11-24-morning")
      #expect(full.json["next"]?[0]?["free"] == 11)
    }
  }

  @Test func `a move into a full window is told on the clock of its own council`() async throws {
    try await Probe.open { probe in
      let puerto = "/api/v1/organisations/puerto/callbacks"
      var tokens: [String] = []
      for (person, window) in ["0900", "0900", "1000"].enumerated() {
        let booked = try await probe.send(
          "POST", puerto, [],
          Self.body("2026-11-24-\(window)", person: person, ["language": "es"]))
        tokens.append(booked.json["token"]?.string ?? "")
      }
      let full = try await probe.send(
        "PATCH", "/api/v1/callbacks/\(tokens[2])", [], .json(["window": "2026-11-24-0900"]))
      #expect(full.problem == "window-full")
      #expect(full.json["next"]?[0]?["start"] == "2026-11-24T08:00:00+00:00")
    }
  }

  @Test func `a second wish of one telephone is shown the first`() async throws {
    try await Probe.open { probe in
      _ = try await probe.send("POST", path, [], Self.body("2026-11-24-0900"))
      let second = try await probe.send("POST", path, [], Self.body("2026-11-25-0900"))
      #expect(second.status == 409)
      #expect(second.problem == "already-promised")
      #expect(second.json["reference"] == "VIL-2026-000001")
      #expect(second.json["window"]?["id"] == "2026-11-24-0900")
      #expect(!second.text.contains("Anna"))
    }
  }

  @Test func `ten at once for the last place get one promise and nine refusals`() async throws {
    try await Probe.open { probe in
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for person in 0..<10 {
          group.addTask {
            try await probe.send(
              "POST", path, [], Self.body("2026-11-24-0900", person: person)
            ).status
          }
        }
        return try await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(statuses == [201: 1, 409: 9])
    }
  }

  @Test(
    arguments: [
      ("ca", "lang=ca", []), ("es", "lang=es", []), ("en", "lang=en", []),
      ("es", "", [("Cookie", "lang=es")]), ("en", "", [("Accept-Language", "en-GB,en;q=0.9")]),
      ("es", "", [("Accept-Language", "fr, es;q=0.5, en;q=0.1")]),
      ("ca", "", [("Accept-Language", "fr")]), ("ca", "", []),
      ("en", "lang=en", [("Cookie", "lang=es"), ("Accept-Language", "ca")]),
      ("es", "lang=xx", [("Cookie", "lang=es")]),
      ("es", "", [("Cookie", "lang=es"), ("Accept-Language", "en")]),
    ] as [(String, String, [(String, String)])])
  func `faults are named with their fields in the caller's language`(
    language: String, query: String, fields: [(String, String)]
  ) async throws {
    try await Probe.open { probe in
      let answer = try await probe.send(
        "POST", path + "?" + query, fields,
        Self.body("2026-11-24-0900", ["phone": "806123456", "consent": false]))
      #expect(answer.status == 422)
      #expect(answer.problem == "invalid")
      #expect(answer.faults == ["phone premium", "consent missing"])
      #expect(answer.fields["Content-Language"] == language)
      let reason = answer.json["errors"]?[0]?["reason"]?.string ?? ""
      let texts = probe.site.texts
      #expect(reason == texts.text("invalid.phone.premium", in: language))
    }
  }

  @Test(arguments: [
    (Content.raw("text/plain", Array("{}".utf8)), 415), (.form([("window", "soon")]), 415),
    (.raw("", Array("{}".utf8)), 415), (.none, 415),
    (.raw("application/json", Array("{".utf8)), 400),
    (.raw("application/json", Array("[]".utf8)), 400),
    (.raw("application/json", [0xff, 0xfe]), 400),
    (.raw("application/json; charset=utf-8", Array("{}".utf8)), 422),
    (.raw("application/json", [UInt8](repeating: 0x20, count: 64 * 1024 + 1)), 413),
  ])
  func `a body of another kind is refused by its kind`(content: Content, status: Int) async throws {
    try await Probe.open { probe in
      let answer = try await probe.send("POST", path, [], content)
      #expect(answer.status == status)
      #expect(answer.fields["Content-Type"] == "application/problem+json")
    }
  }

  @Test func `a member of the wrong type is a fault of its field`() async throws {
    try await Probe.open { probe in
      let answer = try await probe.send(
        "POST", path, [], .json(["window": 7, "name": [], "consent": "yes"]))
      #expect(answer.faults == ["window malformed", "name malformed", "consent malformed"])
    }
  }

  @Test func `a repeated request with its key gets the first answer`() async throws {
    try await Probe.open { probe in
      let key = [("Idempotency-Key", "0b5c")]
      let first = try await probe.send("POST", path, key, Self.body("2026-11-24-0900"))
      let second = try await probe.send("POST", path, key, Self.body("2026-11-24-0900"))
      #expect(second.status == 201)
      #expect(second.bytes == first.bytes)
      let other = try await probe.send("POST", path, key, Self.body("2026-11-24-1000", person: 2))
      #expect(other.status == 422)
      #expect(other.problem == "idempotency-mismatch")
    }
  }

  @Test(arguments: ["", "a b", String(repeating: "k", count: 256)])
  func `a key that is none is refused`(key: String) async throws {
    try await Probe.open { probe in
      let answer = try await probe.send(
        "POST", path, [("Idempotency-Key", key)], Self.body("2026-11-24-0900"))
      #expect(answer.status == 400)
    }
  }

  @Test(arguments: [
    ("GET", "/api/v1/organisations/nowhere"),
    ("GET", "/api/v1/organisations/nowhere/callback-windows"), ("GET", "/api/v1/callbacks/nothing"),
    ("DELETE", "/api/v1/callbacks/nothing"), ("GET", "/api/v1/nothing"),
  ])
  func `what isn't there is not found`(method: String, target: String) async throws {
    try await Probe.open { probe in
      let answer = try await probe.send(method, target)
      #expect(answer.status == 404)
      #expect(answer.problem == "not-found")
    }
  }
}
