import Testing
import Ticketing

@testable import Reporting

@Suite struct TallyTests {
  @Test(
    arguments: [
      (Indicator.assistancesTotal, "4", nil, nil),
      (.contactsTotal, "6", nil, nil),
      (.callmeRequests, "7", nil, nil),
      (.callmeOnTimeRate, "66.7", 2, 3),
      (.callmeContactRate, "66.7", 2, 3),
      (.ratingsReceived, "4", nil, nil),
      (.ratingResponseRate, "66.7", 4, 6),
      (.ratingMean, "4.00", 16, 4),
      (.satisfactionPercent, "75.0", 12, 16),
      (.satisfiedShare, "75.0", 3, 4),
    ] as [(Indicator, String, Int?, Int?)])
  func `an indicator is what its definition says`(
    indicator: Indicator, value: String, numerator: Int?, denominator: Int?
  ) throws {
    let observation = try #require(try SampleMonth.report().figures[indicator])
    #expect(observation.value?.text == value)
    #expect(observation.numerator == numerator)
    #expect(observation.denominator == denominator)
  }

  @Test(arguments: [
    (Indicator.contactsTotal, Category.channel(.phone), "2"),
    (.contactsTotal, .channel(.office), "0"), (.contactsTotal, .slot(.morning), "4"),
    (.assistancesTotal, .topic(.eprocedures), "2"), (.assistancesTotal, .topic(nil), "1"),
    (.assistancesTotal, .topic(.information), "0"), (.assistancesTotal, .slot(.afternoon), "1"),
    (.callmeRequests, .slot(.afternoon), "2"), (.ratingsReceived, .stars(5), "2"),
    (.ratingsReceived, .stars(1), "0"), (.ratingsReceived, .channel(nil), "1"),
    (.ratingsReceived, .channelStars(.phone, 4), "1"), (.ratingMean, .channel(.phone), "4.50"),
    (.satisfactionPercent, .channel(.callme), "25.0"), (.satisfiedShare, .channel(.callme), "0.0"),
  ])
  func `a breakdown counts its own part`(
    indicator: Indicator, category: Reporting.Category, value: String
  ) throws {
    let observation = try SampleMonth.report().figures[indicator, category]
    #expect(observation?.value?.text == value)
  }

  @Test func `a call that was given up is no contact and no assistance`() throws {
    let facts = MonthFacts(
      month: try SampleMonth.month(),
      contacts: [SampleMonth.contact(1, .phone, .other, morning: true, attended: false)],
      requests: (0, 0), duePromises: [], ratings: [], invitations: 0
    )
    let figures = try SampleMonth.report(facts).figures
    #expect(figures.count(.contactsTotal) == 0)
    #expect(figures.count(.assistancesTotal) == 0)
  }

  @Test func `an empty month publishes its zeros`() throws {
    let report = try SampleMonth.report(SampleMonth.empty())
    for observation in report.observations {
      let isCount = observation.unit == "n"
      #expect(observation.value?.text == (isCount ? "0" : nil))
      #expect(observation.numerator == (isCount ? nil : 0))
      #expect(observation.denominator == (isCount ? nil : 0))
    }
  }
}
