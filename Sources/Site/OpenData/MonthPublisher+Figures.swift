import Basics
import Reporting
import Storage
import Ticketing

extension MonthPublisher {
  /// The newest version of every published month of a council, newest month first.
  func months(of organisation: Organisation) async throws -> [Publication] {
    let all = try await desk.look { try $0.publications(of: organisation.id) }
    var seen: Set<CivilMonth> = []
    return all.filter { seen.insert($0.month).inserted }
  }

  /// The figures of some versions, in the order asked for.
  func figures(
    of organisation: Organisation,
    _ publications: [Publication]
  ) async throws -> [MonthFigures] {
    let missing = publications.filter { kept[key($0, organisation)] == nil }
    var read: [KeptFigures.Key: MonthFigures] = [:]
    if !missing.isEmpty {
      let files = try await desk.look { ledger in
        try missing.map { publication in
          try ledger.publicationFile(
            "indicators.json", of: organisation.id, publication.month,
            version: publication.version
          )
        }
      }
      for (publication, bytes) in zip(missing, files) {
        guard let bytes,
          let figures = MonthFigures(publication: publication, indicators: bytes)
        else { continue }
        read[key(publication, organisation)] = figures
      }
      kept.keep(read)
    }
    return publications.compactMap { publication in
      let key = key(publication, organisation)
      return read[key] ?? kept[key]
    }
  }

  private func key(_ publication: Publication, _ organisation: Organisation) -> KeptFigures.Key {
    KeptFigures.Key(
      organisation: organisation.id, month: publication.month, version: publication.version
    )
  }
}
