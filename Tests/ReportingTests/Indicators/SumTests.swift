import Basics
import Testing
import Ticketing

@testable import Reporting

@Suite struct SumTests {
  /// A made-up month of a seed.
  private func facts(_ seed: UInt64) throws -> MonthFacts {
    var dice = SeededGenerator(seed: seed)
    let channels: [Contact.Channel?] = Contact.Channel.allCases + [nil]
    let topics: [Topic?] = Topic.allCases + [nil]
    return MonthFacts(
      month: try SampleMonth.month(),
      contacts: (0..<Int.random(in: 0...80, using: &dice)).map { _ in
        SampleMonth.contact(
          Int64.random(in: 1...40, using: &dice),
          Contact.Channel.allCases.randomElement(using: &dice) ?? .phone,
          topics.randomElement(using: &dice) ?? nil,
          morning: Bool.random(using: &dice),
          attended: Int.random(in: 0..<5, using: &dice) > 0
        )
      },
      requests: (Int.random(in: 0...9, using: &dice), Int.random(in: 0...9, using: &dice)),
      duePromises: [],
      ratings: (0..<Int.random(in: 0...40, using: &dice)).map { _ in
        MonthFacts.Rating(
          score: Int.random(in: 1...5, using: &dice),
          channel: channels.randomElement(using: &dice) ?? nil
        )
      },
      invitations: 60
    )
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `the parts of a count sum to its total`(seed: UInt64) throws {
    let report = try SampleMonth.report(facts(seed))
    let catalogue = try SampleMonth.catalogue()
    for entry in catalogue.entries where entry.unit == "n" {
      let total = report.figures.count(entry.indicator)
      for dimension in entry.dimensions {
        let parts = report.observations.filter {
          $0.indicator == entry.indicator.rawValue && $0.dimension == dimension.rawValue
        }
        #expect(parts.reduce(0) { $0 + ($1.value?.units ?? 0) } == total)
      }
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `the parts of a quotient sum to its numerator and denominator`(seed: UInt64) throws {
    let report = try SampleMonth.report(facts(seed))
    for indicator in [Indicator.ratingMean, .satisfactionPercent, .satisfiedShare] {
      let total = try #require(report.figures[indicator])
      let parts = report.observations.filter {
        $0.indicator == indicator.rawValue && $0.dimension == "channel"
      }
      #expect(parts.reduce(0) { $0 + ($1.numerator ?? 0) } == total.numerator)
      #expect(parts.reduce(0) { $0 + ($1.denominator ?? 0) } == total.denominator)
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `no key stands twice`(seed: UInt64) throws {
    let keys = try SampleMonth.report(facts(seed)).observations.map {
      [$0.period.description, $0.indicator, $0.dimension, $0.category]
    }
    #expect(Set(keys).count == keys.count)
  }
}
