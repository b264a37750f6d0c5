import Basics
import HTTP
import Reporting
import Storage
import Ticketing

/// The publication's files at `/opendata/{org}/…`: for harvesters and spreadsheets, so open
/// to every origin, with strong validators and addresses that stay.
enum OpenDataFiles {
  static let licence = "https://creativecommons.org/licenses/by/4.0/"

  /// `/opendata/{org}/latest/{file}`: the newest version of the newest published month.
  static func latest(_ visit: Visit) async throws -> Response {
    let organisation = try visit.organisation()
    let name = try fileName(visit)
    let found = try await visit.desk.look { ledger -> PublishedFile? in
      guard let publication = try ledger.publications(of: organisation.id).first else {
        return nil
      }
      return try ledger.publicationFile(
        name, of: organisation.id, publication.month, version: publication.version
      ).map { PublishedFile(name: name, bytes: $0, publication: publication) }
    }
    guard let found else { throw HTTPError.notFound }
    var response = try found.answer(visit.request, cacheControl: "public, max-age=3600")
    // The version this is, at its own address (RFC 9110, section 8.7).
    let address = address(of: name, found.publication, organisation)
    response.fields.append("Content-Location", address)
    return response
  }

  /// `/opendata/{org}/{yyyy-mm}/v{n}/{file}`: one version; `v0` is the running count of a
  /// month that isn't published yet.
  static func version(_ visit: Visit) async throws -> Response {
    let organisation = try visit.organisation()
    let name = try fileName(visit)
    guard let month = CivilMonth(try visit.part("month")),
      let number = number(try visit.part("version"))
    else { throw HTTPError.notFound }
    let now = visit.now
    let catalogue = visit.site.publisher.catalogue
    let found = try await visit.desk.look { ledger -> PublishedFile? in
      let versions = try ledger.publications(of: organisation.id).filter { $0.month == month }
      if number == 0, versions.isEmpty {
        let report = try ledger.runningCount(of: organisation, month, catalogue, at: now)
        return report.flatMap { PublishedFile(name: name, of: $0) }
      }
      guard let publication = versions.first(where: { $0.version == number }) else { return nil }
      return try ledger.publicationFile(name, of: organisation.id, month, version: number)
        .map { PublishedFile(name: name, bytes: $0, publication: publication) }
    }
    guard let found else { throw HTTPError.notFound }
    let age = number == 0 ? "no-cache" : "public, max-age=31536000, immutable"
    return try found.answer(visit.request, cacheControl: age)
  }

  /// Where a file of a version stands for good.
  static func address(
    of name: String,
    _ publication: Publication,
    _ organisation: Organisation
  ) -> String {
    "/opendata/\(organisation.slug)/\(publication.month)/v\(publication.version)/\(name)"
  }

  /// The content type (RFC 4180, section 3; RFC 8259, section 11).
  static func type(of name: String) -> String {
    name.hasSuffix(".csv") ? "text/csv; charset=utf-8; header=present" : "application/json"
  }

  private static func fileName(_ visit: Visit) throws -> String {
    let name = try visit.part("file")
    guard MonthReport.fileNames.contains(name) else { throw HTTPError.notFound }
    return name
  }

  /// The number of `v0`, `v1` … written in the one way there is.
  private static func number(_ text: String) -> Int? {
    guard text.first == "v", let number = Int(text.dropFirst()), text == "v\(number)",
      number >= 0
    else { return nil }
    return number
  }
}

/// A file of a version, on its way to somebody.
private struct PublishedFile: Sendable {
  let name: String
  let bytes: [UInt8]
  let publication: Publication

  init(name: String, bytes: [UInt8], publication: Publication) {
    self.name = name
    self.bytes = bytes
    self.publication = publication
  }

  init?(name: String, of report: MonthReport) {
    guard let file = report.files.first(where: { $0.name == name }) else { return nil }
    self.init(name: name, bytes: file.bytes, publication: report.publication)
  }

  /// 200 with the file, or 304 when the one who asks has it.
  func answer(_ request: Request, cacheControl: String) throws -> Response {
    guard request.method == .get || request.method == .head else {
      throw HTTPError.methodNotAllowed(allow: [.get, .head, .options])
    }
    let tag = "\"\(Hex.encode(SHA256.hash(bytes)))\""
    let conditions = Preconditions(
      fields: request.fields, tag: tag, modified: Int(publication.asOf.seconds)
    )
    var response: Response
    switch conditions.verdict(isReading: true) {
    case .failed: throw HTTPError.preconditionFailed
    case .notModified: response = Response(.notModified)
    case .proceed: response = Response(.ok, OpenDataFiles.type(of: name), bytes)
    }
    response.fields.append("ETag", tag)
    // A running count changes without a moment of its own: its tag alone tells.
    if publication.version > 0 {
      response.fields.append("Last-Modified", publication.asOf.httpDate)
    }
    response.fields.append("Cache-Control", cacheControl)
    response.fields.append("Vary", "Accept-Encoding")
    response.fields.append("Access-Control-Allow-Origin", "*")
    response.fields.append("Access-Control-Expose-Headers", "ETag, Link, Content-Location")
    response.fields.append("Link", "<\(OpenDataFiles.licence)>; rel=\"license\"")
    return response
  }
}
