import Basics
import Testing
import Ticketing

@Suite struct TicketOpeningTests {
  private func faults(_ change: (inout TicketForm) -> Void) -> [Fault] {
    var form = TicketForm()
    form.subject = "Alta al padró"
    change(&form)
    do {
      _ = try TicketOpening(form)
      return []
    } catch {
      guard case .invalid(let faults) = error else { return [] }
      return faults
    }
  }

  @Test func `a subject is enough`() throws {
    var form = TicketForm()
    form.subject = " Alta\nal padró "
    let opening = try TicketOpening(form)
    #expect(opening.subject == "Alta al padró")
    #expect(opening.level == .informative)
    #expect(opening.citizen == nil)
  }

  @Test func `all faults are told at once`() {
    let all = faults { form in
      form.subject = " "
      form.topic = "weather"
      form.level = "royal"
      form.citizen = CitizenForm()
      form.citizen?.phone = "112"
      form.citizen?.email = "anna"
      form.citizen?.nif = "12345678A"
    }
    #expect(
      all == [
        Fault("subject", "empty"), Fault("phone", "short"), Fault("email", "malformed"),
        Fault("nif", "malformed"), Fault("topic", "unknown"), Fault("level", "unknown"),
      ])
  }

  @Test func `a subject has two hundred characters at most`() {
    #expect(faults { $0.subject = String(repeating: "a", count: 200) } == [])
    #expect(
      faults { $0.subject = String(repeating: "a", count: 201) } == [Fault("subject", "long")])
  }

  @Test func `a long matter of several lines becomes a subject of one`() {
    let matter = "Primera línia\nsegona" + String(repeating: " i més", count: 100)
    let subject = TicketOpening.subject(from: matter)
    #expect(subject.hasPrefix("Primera línia segona i més"))
    #expect(subject.unicodeScalars.count == 200)
  }

  @Test func `an agent may note a number abroad`() throws {
    var form = TicketForm()
    form.subject = "Consulta"
    form.citizen = CitizenForm()
    form.citizen?.phone = "+33 123456789"
    #expect(try TicketOpening(form).citizen?.phone?.e164 == "+33123456789")
  }

  @Test func `a citizen of whom nothing is known is nobody`() throws {
    var form = TicketForm()
    form.subject = "Consulta"
    form.citizen = CitizenForm()
    form.citizen?.name = "  "
    #expect(try TicketOpening(form).citizen == nil)
  }

  @Test func `closing again with the same outcome changes nothing, with another is refused`() throws
  {
    let ticket = Ticket(
      id: Identifier(1), organisation: Identifier(1),
      reference: Reference(code: "VIL", year: 2026, number: 1), subject: "Padró", citizen: nil,
      language: .catalan, procedure: nil, topic: nil, level: .assisted,
      openedAt: Moment(seconds: 0), outcome: .resolved, closedAt: Moment(seconds: 60)
    )
    #expect(try !ticket.needsClosing(with: .resolved))
    #expect(throws: TicketingError.alreadyClosed) { try ticket.needsClosing(with: .duplicate) }
  }
}
