import Basics
import Support
import Testing
import Ticketing

@Suite struct ContactEntryTests {
  private let now: Moment = "2026-11-23T10:00:00+01:00"

  private func form(_ change: (inout ContactForm) -> Void = { _ in }) -> ContactForm {
    var form = ContactForm()
    form.channel = "phone"
    form.direction = "in"
    form.matter = "Certificat"
    form.outcome = "resolved"
    form.startedAt = "2026-11-23T09:50:00+01:00"
    form.endedAt = "2026-11-23T09:58:00+01:00"
    change(&form)
    return form
  }

  private func faults(_ change: (inout ContactForm) -> Void) -> [Fault] {
    do {
      _ = try ContactEntry(form(change), now: now)
      return []
    } catch {
      guard case .invalid(let faults) = error else { return [] }
      return faults
    }
  }

  @Test func `a contact told right is an entry`() throws {
    let entry = try ContactEntry(
      form {
        $0.waitedSeconds = 12
        $0.ticket = "vil-2026-7"
      }, now: now)
    #expect(entry.channel == .phone)
    #expect(entry.waitedSeconds == 12)
    #expect(entry.ticket?.description == "VIL-2026-000007")
  }

  @Test func `an empty form has all its faults told at once`() {
    #expect(
      faults { $0 = ContactForm() } == [
        Fault("channel", "unknown"), Fault("direction", "unknown"), Fault("outcome", "unknown"),
        Fault("matter", "empty"), Fault("startedAt", "malformed"), Fault("endedAt", "malformed"),
      ])
  }

  @Test func `a contact doesn't end before it begins`() {
    #expect(
      faults { $0.endedAt = "2026-11-23T09:49:59+01:00" } == [Fault("endedAt", "before")])
  }

  @Test func `a contact lasts a day at most`() {
    #expect(faults { $0.startedAt = "2026-11-22T09:58:00+01:00" } == [])
    #expect(
      faults { $0.startedAt = "2026-11-22T09:57:59+01:00" } == [Fault("endedAt", "long")])
  }

  @Test func `a switchboard's clock may run two minutes ahead`() {
    #expect(faults { $0.endedAt = "2026-11-23T10:02:00+01:00" } == [])
    #expect(faults { $0.endedAt = "2026-11-23T10:02:01+01:00" } == [Fault("endedAt", "future")])
  }

  @Test(arguments: [(-1, false), (0, true), (86_400, true), (86_401, false)])
  func `a wait lies between nothing and a day`(seconds: Int, isRight: Bool) {
    #expect(faults { $0.waitedSeconds = seconds }.isEmpty == isRight)
  }

  @Test func `times without a zone are refused`() {
    #expect(
      faults { $0.startedAt = "2026-11-23T09:50:00" } == [Fault("startedAt", "malformed")])
  }

  @Test func `a ticket that is no reference is refused`() {
    #expect(faults { $0.ticket = "7" } == [Fault("ticket", "unknown")])
  }
}
