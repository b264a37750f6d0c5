import Storage
public import Ticketing

extension BookingForm {
  /// A form as Anna fills it in, right in every field.
  ///
  /// - Parameters:
  ///   - window: The window's name.
  ///   - person: Gives every person a telephone of their own; 0 to 999,999.
  /// - Returns: The form.
  public static func filled(_ window: String, person: Int = 0) -> BookingForm {
    var form = BookingForm()
    form.window = window
    form.name = "Anna Puig"
    form.phone = "+34 6\(String(String(10_000_000 + person).suffix(8)))"
    form.matter = "El certificat no s'instal·la"
    form.topic = "certificates"
    form.language = "ca"
    form.consent = true
    return form
  }
}

extension SampleDesk {
  /// Books a window of Vilaclara for a person.
  public func book(_ window: String, person: Int = 0) async throws -> Promise {
    try await book(.filled(window, person: person))
  }

  /// Books what a form asks for in Vilaclara.
  public func book(_ form: BookingForm) async throws -> Promise {
    guard let council = desk.directory.organisation(vilaclara) else {
      throw TicketingError.notFound
    }
    let booking = try Booking(form, for: council)
    let (now, vilaclara) = (now, vilaclara)
    return try await desk.record { try $0.book(booking, in: vilaclara, at: now) }
  }
}
