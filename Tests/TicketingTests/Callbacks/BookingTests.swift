import Support
import Testing
import Ticketing

@Suite struct BookingTests {
  private let council = NamedCouncils.council()

  private func faults(_ change: (inout BookingForm) -> Void) -> [Fault] {
    var form = BookingForm.filled("2026-11-24-morning")
    change(&form)
    do {
      _ = try Booking(form, for: council)
      return []
    } catch {
      guard case .invalid(let faults) = error else { return [] }
      return faults
    }
  }

  @Test func `a form filled in right is a booking`() throws {
    var form = BookingForm.filled("2026-11-24-morning")
    form.email = " anna@example.cat "
    form.nif = "12345678z"
    let booking = try Booking(form, for: council)
    #expect(booking.phone.e164 == "+34610000000")
    #expect(booking.citizen.email?.text == "anna@example.cat")
    #expect(booking.citizen.identity?.number == "12345678Z")
    #expect(booking.topic == .certificates)
    #expect(booking.language == .catalan)
  }

  @Test func `an empty form has all its faults told at once, in the order of the page`() {
    let all = faults { $0 = BookingForm() }
    #expect(
      all == [
        Fault("matter", "empty"), Fault("window", "missing"), Fault("phone", "empty"),
        Fault("name", "empty"), Fault("consent", "missing"),
      ])
  }

  @Test func `a form wrong in every field has nine faults`() {
    let all = faults { form in
      form.matter = String(repeating: "a", count: 1001)
      form.topic = "weather"
      form.window = " "
      form.phone = "806123456"
      form.name = String(repeating: "a", count: 101)
      form.email = "anna"
      form.nif = "12345678A"
      form.language = "oc"
      form.consent = false
    }
    #expect(
      all == [
        Fault("matter", "long"), Fault("topic", "unknown"), Fault("window", "missing"),
        Fault("phone", "premium"), Fault("name", "long"), Fault("email", "malformed"),
        Fault("nif", "malformed"), Fault("language", "unknown"), Fault("consent", "missing"),
      ])
  }

  @Test func `a name that doesn't show is no name`() {
    #expect(faults { $0.name = "\u{200B}\u{2060}" } == [Fault("name", "empty")])
  }

  @Test func `a name of marks without end is too long`() {
    let name = "A" + String(repeating: "\u{0301}", count: 5000)
    #expect(faults { $0.name = name } == [Fault("name", "long")])
  }

  @Test func `an optional field left blank is no fault`() {
    #expect(
      faults {
        $0.email = "  "
        $0.nif = "\t"
      } == [])
  }

  @Test func `a number abroad depends on the council`() throws {
    #expect(faults { $0.phone = "+33123456789" } == [Fault("phone", "foreign")])
    var form = BookingForm.filled("soon")
    form.phone = "+33123456789"
    let abroad = NamedCouncils.council(callsAbroad: true)
    #expect(try Booking(form, for: abroad).phone.e164 == "+33123456789")
  }

  @Test func `without a language the council's first is spoken`() throws {
    var form = BookingForm.filled("soon")
    form.language = ""
    #expect(try Booking(form, for: council).language == .catalan)
  }

  @Test func `a matter that is a topic's name chooses the topic`() throws {
    var form = BookingForm.filled("soon")
    form.topic = ""
    form.matter = "appointments"
    #expect(try Booking(form, for: council).topic == .appointments)
  }
}
