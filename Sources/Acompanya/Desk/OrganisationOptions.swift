import Basics
import Commands
import Storage
import Ticketing

/// A council's options as values of the domain.
enum OrganisationOptions {
  /// A new council with the defaults that most have.
  static func newEntry(slug: String, _ settings: Settings) throws -> OrganisationEntry {
    guard Organisation.isSlug(slug) else {
      throw UsageError.badValue(
        of: "a slug", value: slug,
        expected: "2 to 40 of a–z, 0–9 and -, and no word of the program's own addresses")
    }
    let code = try settings.text("code") ?? String(slug.prefix(3)).uppercased()
    guard (2...5).contains(code.utf8.count), code.utf8.allSatisfy({ (65...90).contains($0) }) else {
      throw UsageError.badValue(
        of: "--code", value: code, expected: "2 to 5 capital letters, such as VIL")
    }
    let names = try names(settings)
    let plain = slug.prefix(1).uppercased() + slug.dropFirst()
    return OrganisationEntry(
      slug: slug, code: code, names: names.isEmpty ? [.catalan: plain] : names,
      timeZone: "Europe/Madrid", phone: nil, email: nil,
      languages: [.catalan, .spanish, .english],
      weekly: try WeeklyHours.read(["mon-fri 08:00-20:00"]), callsPerSlot: 2)
  }

  /// Changes what the options name, and leaves the rest.
  static func apply(_ settings: Settings, to entry: inout OrganisationEntry) throws {
    entry.names.merge(try names(settings)) { $1 }
    if let zone = try settings.text("time-zone") {
      do {
        entry.timeZone = try Zone(identifier: zone).identifier
      } catch {
        throw UsageError.badValue(
          of: "--time-zone", value: zone, expected: "a zone such as Europe/Madrid")
      }
    }
    if let text = try settings.text("languages") { entry.languages = try languages(text) }
    let hours = settings.values("hours")
    if !hours.isEmpty { entry.weekly = try WeeklyHours.read(hours) }
    if let calls = try settings.integer("calls-per-slot", in: 0...1000) {
      entry.callsPerSlot = calls
    }
    if let abroad = try settings.onOff("calls-abroad") { entry.callsAbroad = abroad }
    try applyAddresses(settings, to: &entry)
  }

  private static func applyAddresses(
    _ settings: Settings, to entry: inout OrganisationEntry
  ) throws {
    if let text = try settings.text("phone") {
      do {
        entry.phone = text.isEmpty ? nil : try Telephone(typed: text, abroad: true)
      } catch {
        throw UsageError.badValue(
          of: "--phone", value: text, expected: "a telephone number such as 900101202")
      }
    }
    if let text = try settings.text("email") {
      entry.email = EmailAddress(typed: text)
      if entry.email == nil, !text.isEmpty {
        throw UsageError.badValue(
          of: "--email", value: text, expected: "an address such as ajuda@vilaclara.cat")
      }
    }
  }

  static func names(_ settings: Settings) throws(UsageError) -> [Language: String] {
    var names: [Language: String] = [:]
    for text in settings.values("name") {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let name = PlainText.clean(parts.last ?? "")
      guard parts.count == 2, isLanguage(parts[0]), !name.isEmpty else {
        throw .badValue(of: "--name", value: text, expected: "LANG=NAME, such as ca=Vilaclara")
      }
      names[Language(rawValue: parts[0])] = name
    }
    return names
  }

  static func topic(_ settings: Settings) throws(UsageError) -> Topic? {
    guard let text = try settings.text("topic") else { return nil }
    guard let topic = Topic(rawValue: text) else {
      throw .badValue(
        of: "--topic", value: text,
        expected: Topic.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return topic
  }

  static func procedureCode(_ text: String) throws(UsageError) -> String {
    let isCode =
      (1...40).contains(text.utf8.count)
      && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    guard isCode else {
      throw .badValue(
        of: "a procedure's code", value: text, expected: "1 to 40 of a–z, 0–9 and -")
    }
    return text
  }

  private static func languages(_ text: String) throws(UsageError) -> [Language] {
    let codes = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard codes.allSatisfy(isLanguage), Set(codes).count == codes.count else {
      throw .badValue(of: "--languages", value: text, expected: "codes such as ca,es,en")
    }
    return codes.map { Language(rawValue: $0) }
  }

  private static func isLanguage(_ code: String) -> Bool {
    (2...3).contains(code.utf8.count) && code.utf8.allSatisfy { (97...122).contains($0) }
  }
}
