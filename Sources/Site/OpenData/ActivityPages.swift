import Basics
import HTTP
import Reporting
import Ticketing

/// The activity panel of the transparency portal, made from what was published.
enum ActivityPages {
  /// `/{org}/activity`: the months.
  static func index(_ visit: Visit) async throws -> Response {
    let organisation = try visit.organisation()
    let language = visit.language(of: organisation)
    let publisher = visit.site.publisher
    let months = try await publisher.months(of: organisation)
    let list = ActivityIndex(
      organisation: organisation,
      months: try await publisher.figures(of: organisation, months),
      running: organisation.zone.date(at: visit.now).civilMonth,
      phrases: visit.phrases(language, organisation)
    )
    return visit.page("activity-index", visit.context(language, organisation).adding(list.context))
  }

  /// `/{org}/activity/{yyyy-mm}`: a month's panel.
  static func month(_ visit: Visit) async throws -> Response {
    let organisation = try visit.organisation()
    let language = visit.language(of: organisation)
    let publisher = visit.site.publisher
    guard let month = CivilMonth(try visit.part("month")) else { throw HTTPError.notFound }
    let months = try await publisher.months(of: organisation)
    guard let index = months.firstIndex(where: { $0.month == month }) else {
      throw HTTPError.notFound
    }
    let year = months[index...].prefix { $0.month > month.adding(months: -ActivityPanel.months) }
    let figures = try await publisher.figures(of: organisation, Array(year))
    let files = try await publisher.files(
      of: organisation, month: month, version: months[index].version, at: visit.now
    )
    guard let shown = figures.first, shown.publication == months[index], let files else {
      throw HTTPError.notFound
    }
    let panel = ActivityPanel(
      organisation: organisation,
      figures: shown,
      year: figures,
      previous: months.dropFirst(index + 1).first?.month,
      next: index > 0 ? months[index - 1].month : nil,
      sizes: Dictionary(
        files.files.map { ($0.name, $0.bytes.count) }, uniquingKeysWith: { first, _ in first }
      ),
      catalogue: publisher.catalogue,
      phrases: visit.phrases(language, organisation)
    )
    return visit.page("activity", visit.context(language, organisation).adding(panel.context))
  }
}

extension JSONObject {
  /// This object with another's members.
  fileprivate func adding(_ other: JSONObject) -> JSONObject {
    var sum = self
    for member in other.members { sum[member.name] = member.value }
    return sum
  }
}
