import Basics
import Testing
import Ticketing

@testable import Reporting

@Suite struct IndicatorCatalogueTests {
  private func source(_ change: (inout JSONObject) -> Void) throws -> [UInt8] {
    let bytes = try SmallFile.read(
      SampleMonth.reports + "/indicators.json", bytesMax: IndicatorCatalogue.bytesMax)
    var object = try #require(try JSON(parsing: bytes).object)
    change(&object)
    return JSON.object(object).serialized()
  }

  /// The catalogue after a change to its first indicator.
  private func readingFirst(
    _ change: (inout JSONObject) -> Void
  ) throws -> IndicatorCatalogue {
    let bytes = try source { object in
      var indicators = object["indicators"]?.array ?? []
      var first = indicators[0].object ?? [:]
      change(&first)
      indicators[0] = .object(first)
      object["indicators"] = .array(indicators)
    }
    return try IndicatorCatalogue(reading: bytes, path: "test")
  }

  @Test func `the project's own catalogue says every indicator in three languages`() throws {
    let catalogue = try SampleMonth.catalogue()
    for indicator in Indicator.allCases {
      let entry = try #require(catalogue.entry(indicator))
      for texts in [entry.names, entry.definitions, entry.calculations] {
        #expect(Set(texts.keys) == [.catalan, .spanish, .english])
        #expect(texts.values.allSatisfy { !$0.isEmpty })
      }
    }
  }

  @Test func `every part of a breakdown has a name`() throws {
    let catalogue = try SampleMonth.catalogue()
    for dimension in Dimension.allCases where dimension != .channelStars {
      for category in dimension.categories {
        #expect(catalogue.name(of: category, in: .english) != category.code)
      }
    }
    #expect(catalogue.name(of: .topic(nil), in: .catalan) == "Sense tema anotat")
  }

  @Test func `a language that it lacks reads as Catalan`() throws {
    let occitan = Language(rawValue: "oc")
    let name = try SampleMonth.catalogue().name(of: .ratingMean, in: occitan)
    #expect(name == "Valoració mitjana")
  }

  @Test func `an indicator that can't be computed is refused`() {
    #expect(throws: CatalogueError.unknown("happiness")) {
      try readingFirst { $0["id"] = "happiness" }
    }
  }

  @Test func `a breakdown that can't be computed is refused`() {
    #expect(throws: CatalogueError.unknown("assistances_total by stars")) {
      try readingFirst { $0["dimensions"] = ["stars"] }
    }
  }

  @Test func `a name in two languages only is refused`() {
    #expect(throws: CatalogueError.missing("'names' in en of 'assistances_total'")) {
      try readingFirst { $0["names"] = ["ca": "Assistències", "es": "Asistencias"] }
    }
  }

  @Test func `a left out indicator is missed by name`() throws {
    let bytes = try source { object in
      object["indicators"] = .array(Array(object["indicators"]?.array?.dropLast() ?? []))
    }
    #expect(throws: CatalogueError.missing("the indicator 'satisfied_share'")) {
      try IndicatorCatalogue(reading: bytes, path: "test")
    }
  }

  @Test func `an indicator said twice is refused`() throws {
    let bytes = try source { object in
      let indicators = object["indicators"]?.array ?? []
      object["indicators"] = .array(indicators + indicators.prefix(1))
    }
    #expect(throws: CatalogueError.self) {
      try IndicatorCatalogue(reading: bytes, path: "test")
    }
  }

  @Test func `a folder without a catalogue is named in the error`() {
    #expect(throws: CatalogueError.unreadable(path: "/nowhere/indicators.json")) {
      try IndicatorCatalogue(root: "/nowhere")
    }
  }

  @Test func `a file that isn't JSON is named in the error`() {
    let error = #expect(throws: CatalogueError.self) {
      try IndicatorCatalogue(reading: Array("{".utf8), path: "broken.json")
    }
    #expect(error?.description.contains("broken.json") == true)
  }
}
