import Basics
import Foundation
import HTTP
import Storage
import Support
import Testing
import Ticketing

@Suite struct ContactFormTests {
  private let form = [
    ("channel", "phone"), ("direction", "in"), ("topic", "certificates"), ("outcome", "pending"),
    ("startedAt", "2026-11-23T09:00:00+01:00"), ("note", "No troba el certificat"),
    ("organisation", "vilaclara"),
  ]

  @Test(arguments: ["/agent/contacts", "/agent/tickets/VIL-2026-000001/contacts"])
  func `a form posted twice is one contact`(address: String) async throws {
    try await Probe.open { probe in
      let sample = probe.sample
      _ = try await sample.book(BookingForm.filled("2026-11-24-0900"))
      let maria = try await probe.browser(of: sample.maria)
      let first = try await maria.submit(address, form)
      sample.clock.advance(by: .seconds(3))
      let again = try await maria.submit(address, form)
      #expect(first.status == 303 && again.status == 303)
      let (there, here) = (first.fields["Location"], again.fields["Location"])
      #expect(there == here)
      let changed = form.map { $0.0 == "note" ? ("note", "Ja el troba") : $0 }
      _ = try await maria.submit(address, changed)
      let logged = try await sample.desk.look { ledger in
        try ledger.contacts(
          in: [sample.vilaclara], channel: nil, direction: nil, before: nil, limit: 10
        ).count
      }
      #expect(logged == 2)
    }
  }

  @Test func `a note that can't be saved comes back as it was typed`() async throws {
    try await Probe.open { probe in
      _ = try await probe.sample.book(BookingForm.filled("2026-11-24-0900"))
      let maria = try await probe.browser(of: probe.sample.maria)
      let answer = try await maria.submit(
        "/agent/tickets/VIL-2026-000001/contacts",
        [("note", "Paraules que costen"), ("outcome", "")])
      #expect(answer.status == 422)
      #expect(answer.text.contains("Paraules que costen</textarea>"))
      #expect(answer.text.contains("role=\"alert\""))
    }
  }
}
