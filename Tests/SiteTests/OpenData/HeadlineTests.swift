import Basics
import Reporting
import Templates
import Testing
import Ticketing

@testable import Site

@Suite struct HeadlineTests {
  private func headline(
    assistances: Int, kept: Int = 0, due: Int = 0, stars: Int = 0, ratings: Int = 0,
    language: Language = .catalan
  ) throws -> String {
    let month = try PublishedDesk.month("2026-10")
    let publication = Publication(
      month: month, version: 1, status: .provisional, asOf: Moment(milliseconds: 0)
    )
    func row(_ indicator: Indicator, _ value: Figure?, _ parts: (Int, Int)? = nil) -> Observation {
      Observation(
        period: month, indicator: indicator.rawValue, value: value, numerator: parts?.0,
        denominator: parts?.1, unit: parts == nil ? "n" : "%", status: .provisional
      )
    }
    let rows = [
      row(.assistancesTotal, Figure(assistances)),
      row(.callmeOnTimeRate, Figure(kept, over: due, scale: 100, decimals: 1), (kept, due)),
      row(.ratingMean, Figure(stars, over: ratings, decimals: 2), (stars, ratings)),
    ]
    let phrases = Phrases(
      texts: try Texts(root: PublishedDesk.project + "/Web"), language: language,
      zone: try Zone(identifier: "Europe/Madrid")
    )
    return Headline(
      figures: MonthFigures(publication: publication, observations: rows), phrases: phrases
    ).text
  }

  @Test(arguments: [
    (0, "El mes d'octubre no vam atendre cap assistència."),
    (1, "El mes d'octubre vam atendre una assistència."),
    (1473, "El mes d'octubre vam atendre 1.473 assistències."),
  ])
  func `it says how many assistances there were`(count: Int, text: String) throws {
    #expect(try headline(assistances: count) == text)
  }

  @Test(arguments: [
    (10, 10, "; totes les trucades promeses es van fer dins la franja."),
    (0, 10, "; cap trucada promesa no es va fer dins la franja."),
    (12, 13, "; el 92,3\u{a0}% de les trucades promeses es van fer dins la franja."),
  ])
  func `it says how the promises were kept`(kept: Int, due: Int, end: String) throws {
    #expect(try headline(assistances: 2, kept: kept, due: due).hasSuffix(end))
  }

  @Test(arguments: [(9, 9), (4999, 5000), (1, 5000)])
  func `it doesn't speak of few promises, nor round to all or none`(kept: Int, due: Int) throws {
    let text = try headline(assistances: 2, kept: kept, due: due)
    #expect(text == "El mes d'octubre vam atendre 2 assistències.")
  }

  @Test func `it says the mean of enough ratings`() throws {
    let text = try headline(assistances: 2, stars: 44, ratings: 10, language: .english)
    #expect(text == "In October we handled 2 assistances; the mean rating was 4.40 out of 5.")
    #expect(!(try headline(assistances: 2, stars: 45, ratings: 9)).contains("mitjana"))
  }
}
