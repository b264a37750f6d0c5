import HTTP
import Storage
import Templates
import Ticketing

extension Visit {
  /// The cookie that remembers the language somebody chose.
  static let languageCookie = "lang"

  /// The language to answer in: `?lang=`, then the cookie, then `Accept-Language`, then the
  /// council's own first language.
  func language(of organisation: Organisation? = nil) -> Language {
    for code in [request.query["lang"], request.cookie(Self.languageCookie)] {
      if let code, isSpoken(code) { return Language(rawValue: code) }
    }
    if let accepted = request.fields["Accept-Language"].flatMap(preferred) { return accepted }
    return organisation?.languages.first { isSpoken($0.rawValue) } ?? .catalan
  }

  /// The language of an answer that has no council at hand but may find one in the path.
  var language: Language {
    let slug = request.segments.first { desk.directory.organisation($0) != nil }
    return language(of: slug.flatMap { desk.directory.organisation($0) })
  }

  private func isSpoken(_ code: String) -> Bool {
    site.texts.languages.contains(code)
  }

  /// The first spoken language by weight (RFC 9110, 12.5.4).
  private func preferred(_ header: String) -> Language? {
    var best: (weight: Double, code: String)?
    for range in header.prefix(512).split(separator: ",").prefix(16) {
      let parts = range.split(separator: ";").map { $0.filter { $0 != " " } }
      guard let tag = parts.first else { continue }
      let code = tag.split(separator: "-").first.map { $0.lowercased() } ?? ""
      var weight = 1.0
      for parameter in parts.dropFirst() where parameter.hasPrefix("q=") {
        weight = Double(parameter.dropFirst(2)) ?? 0
      }
      guard weight > 0, isSpoken(code), weight > best?.weight ?? 0 else { continue }
      best = (weight, code)
    }
    return best.map { Language(rawValue: $0.code) }
  }

  /// Remembers a language that was chosen by `?lang=`.
  func remember(_ response: inout Response) {
    guard let code = request.query["lang"], isSpoken(code) else { return }
    response.fields.append(
      "Set-Cookie",
      "\(Self.languageCookie)=\(code); Path=/; Max-Age=31536000; SameSite=Lax\(secure)"
    )
  }

  /// The cookie attribute that keeps it from travelling in the clear, behind TLS.
  var secure: String { site.configuration.behindProxy ? "; Secure" : "" }
}
