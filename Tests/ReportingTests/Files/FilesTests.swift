import Basics
import Testing
import Ticketing

@testable import Reporting

@Suite struct FilesTests {
  @Test(arguments: MonthReport.fileNames)
  func `the sample month is published to the byte`(name: String) throws {
    let kept = try SmallFile.read(
      SampleMonth.reports + "/sample/" + name, bytesMax: IndicatorCatalogue.bytesMax)
    let file = try #require(try SampleMonth.report().files.first { $0.name == name })
    #expect(file.bytes == kept)
  }

  @Test func `the same facts give the same bytes`() throws {
    let once = try SampleMonth.report().files.map(\.bytes)
    let again = try SampleMonth.report().files.map(\.bytes)
    #expect(once == again)
  }

  @Test(arguments: ["indicators.csv", "ratings.csv"])
  func `a table has its ten columns in every line, and ends each with CRLF`(
    name: String
  ) throws {
    let text = try SampleMonth.report().text(of: name)
    var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines.popLast() == "")
    #expect(
      lines.first
        == "period,indicator,dimension,category,value,numerator,denominator,unit,obs_status,conf_status"
    )
    for line in lines {
      #expect(line.split(separator: ",", omittingEmptySubsequences: false).count == 10)
    }
  }

  @Test func `a table starts without a byte-order mark`() throws {
    #expect(try SampleMonth.report().text(of: "indicators.csv").hasPrefix("period,"))
  }

  @Test func `rows stand in the order of the catalogue, totals first`() throws {
    let report = try SampleMonth.report()
    let ids = report.observations.map(\.indicator)
    let firsts = ids.indices.filter { $0 == 0 || ids[$0] != ids[$0 - 1] }
    #expect(firsts.map { ids[$0] } == Indicator.allCases.map(\.rawValue))
    #expect(firsts.allSatisfy { report.observations[$0].dimension == Observation.total })
  }

  @Test func `contacts are published for the five channels of the contract`() throws {
    let channels = try SampleMonth.report().observations
      .filter { $0.indicator == "contacts_total" && $0.dimension == "channel" }
    #expect(channels.map(\.category) == ["phone", "email", "callme", "video", "office"])
  }

  @Test func `a quotient of nothing has an empty value over zero`() throws {
    let text = try SampleMonth.report(SampleMonth.empty()).text(of: "indicators.csv")
    #expect(text.contains("2026-10,callme_on_time_rate,_T,_T,,0,0,%,P,F\r\n"))
  }

  @Test func `details of ratings stand in their own table only`() throws {
    let report = try SampleMonth.report()
    #expect(try !report.text(of: "indicators.csv").contains("channel.stars"))
    #expect(try !report.text(of: "indicators.json").contains("channel.stars"))
    #expect(
      try report.text(of: "ratings.csv").contains(
        "2026-10,ratings_received,channel.stars,phone.5,1,,,n,P,F\r\n"
      )
    )
  }

  @Test func `the JSON reads back as the rows of the table`() throws {
    let report = try SampleMonth.report()
    let json = Array(try report.text(of: "indicators.json").utf8)
    let read = MonthFigures(publication: report.publication, indicators: json)
    #expect(read?.observations.csv() == Array(try report.text(of: "indicators.csv").utf8))
  }

  @Test func `a running count doesn't say when it was counted`() throws {
    let json = try JSON(
      parsing: Array(try SampleMonth.report(version: 0).text(of: "indicators.json").utf8))
    #expect(json["asOf"] == nil)
    #expect(json["version"]?.integer == 0)
  }

  @Test func `a version says until when it counted`() throws {
    let json = try JSON(parsing: Array(try SampleMonth.report().text(of: "indicators.json").utf8))
    #expect(json["asOf"]?.string == "2026-11-02T06:00:00+01:00")
    #expect(json["organisation"]?.string == "vilaclara")
    #expect(json["period"]?.string == "2026-10")
    #expect(json["status"]?.string == "P")
  }
}
