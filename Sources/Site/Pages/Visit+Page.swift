import Basics
import HTTP
import Templates
import Ticketing

extension Visit {
  /// The largest form, in bytes.
  static let formBytesMax = 64 * 1024

  /// What every page takes: the language, its texts, and the council where there is one.
  func context(_ language: Language, _ organisation: Organisation? = nil) -> JSONObject {
    var context: JSONObject = [
      "lang": .string(language.rawValue),
      "path": .string(request.path),
      "t": site.texts.object(in: language.rawValue),
      "languages": .array(
        spoken(by: organisation).map { other in
          [
            "code": .string(other.rawValue),
            "name": .string(site.texts.text("languages.own", in: other.rawValue)),
            "href": .string("\(pagePath)?\(keptQuery)lang=\(other.rawValue)"),
            "current": .bool(other == language),
          ]
        }
      ),
    ]
    if let organisation {
      context["organisation"] = .object(describe(organisation, in: language))
    }
    return context
  }

  /// Where the page can be asked for: one that came back for its faults has the address of its
  /// form, which may take no GET.
  private var pagePath: String {
    guard !request.method.isSafe else { return request.path }
    let segments = request.path.split(separator: "/")
    switch segments.last {
    case "contacts": return "/agent/contacts/new"
    case "move", "cancel": return "/" + segments.dropLast().joined(separator: "/")
    default: return request.path
    }
  }

  /// What of the query stays when the language changes: which queue and which change, but not
  /// what has just been done.
  private var keptQuery: String {
    ["queue", "change"].compactMap { name -> String? in
      guard let value = request.query[name], value.utf8.count <= 32,
        value.utf8.allSatisfy({ (48...57).contains($0) || (97...122).contains($0) })
      else { return nil }
      return "\(name)=\(value)&"
    }.joined()
  }

  private func spoken(by organisation: Organisation?) -> [Language] {
    let usual = ["ca", "es", "en"]
    let all =
      usual.filter(site.texts.languages.contains)
      + site.texts.languages.filter { !usual.contains($0) }
    let own = organisation?.languages.filter { all.contains($0.rawValue) } ?? []
    let others = all.map { Language(rawValue: $0) }.filter { !own.contains($0) }
    return own + others
  }

  private func describe(_ organisation: Organisation, in language: Language) -> JSONObject {
    let phrases = phrases(language, organisation)
    let status = organisation.hours.status(at: now)
    var isOpen = false
    if case .open = status { isOpen = true }
    let name = organisation.name(in: language)
    var object: JSONObject = [
      "slug": .string(organisation.slug),
      "name": .string(name),
      "open": .bool(isOpen),
      "openText": .string(phrases.openText(status, at: now)),
      "initial": .string(organisation.code.prefix(1).uppercased()),
    ]
    if let phone = organisation.phone {
      object["phone"] = .string(phone.spoken)
      object["phoneHref"] = .string("tel:" + phone.e164)
    }
    if let email = organisation.email { object["email"] = .string(email.text) }
    return object
  }

  func phrases(_ language: Language, _ organisation: Organisation) -> Phrases {
    Phrases(texts: site.texts, language: language, zone: organisation.zone)
  }

  /// A rendered page.
  func page(_ name: String, _ context: JSONObject, status: Status = .ok) -> Response {
    let bytes: [UInt8]
    do {
      bytes = try site.templates.render(name, .object(context))
    } catch {
      Log.standard.error("page-failed", [("page", .string(name))])
      return Response(.internalServerError, text: "500\n")
    }
    var response = Response(status, "text/html; charset=utf-8", bytes)
    response.fields.append("Content-Language", context["lang"]?.string ?? "ca")
    response.fields.append("Vary", "Accept-Language, Cookie")
    remember(&response)
    return response
  }

  /// Sends the browser on with a GET, so that reloading repeats nothing.
  func seeOther(_ location: String) -> Response {
    var response = Response(.seeOther)
    response.fields.append("Location", location)
    return response
  }

  /// Sends the browser to where the same is, for good.
  func moved(to location: String) -> Response {
    var response = Response(Status(308))
    response.fields.append("Location", location)
    return response
  }

  /// The request's form.
  ///
  /// - Throws: ``Refusal/unsupportedType`` when it isn't a URL-encoded form.
  func form() async throws -> FormBody {
    let type = request.fields["Content-Type"]?.split(separator: ";").first?
      .filter { $0 != " " }.lowercased()
    guard type == "application/x-www-form-urlencoded" else { throw Refusal.unsupportedType }
    let bytes = try await request.body.collect(upTo: Self.formBytesMax)
    do {
      return try FormBody(urlEncoded: bytes)
    } catch {
      throw Refusal.unreadable
    }
  }

  /// The summary of a form's faults, each linking to its field.
  func faults(
    _ faults: [Fault],
    in language: Language,
    anchors: [String: String] = [:]
  ) -> JSON {
    [
      "errors": .array(
        faults.map { fault in
          [
            "href": .string("#" + (anchors[fault.field] ?? fault.field)),
            "text": .string(site.texts.sentence(for: fault, in: language)),
          ]
        }
      )
    ]
  }

  /// A text field that keeps what was typed.
  func field(
    _ id: String,
    _ value: String,
    _ faults: [Fault],
    in language: Language
  ) -> JSON {
    var field: JSONObject = ["id": .string(id), "value": .string(value)]
    if let error = error(of: id, faults, in: language) { field["error"] = .string(error) }
    return .object(field)
  }

  func error(of id: String, _ faults: [Fault], in language: Language) -> String? {
    faults.first { $0.field == id }.map { site.texts.sentence(for: $0, in: language) }
  }
}
