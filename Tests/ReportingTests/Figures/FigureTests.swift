import Basics
import Testing

@testable import Reporting

@Suite struct FigureTests {
  @Test(arguments: [
    (1, 3, 100, 1, "33.3"), (2, 3, 100, 1, "66.7"), (1, 8, 100, 1, "12.5"),
    (1, 16, 100, 1, "6.3"), (1, 2000, 100, 1, "0.1"), (1, 2001, 100, 1, "0.0"),
    (22, 5, 1, 2, "4.40"), (9, 8, 1, 2, "1.13"), (0, 7, 100, 1, "0.0"), (7, 7, 100, 1, "100.0"),
    (-1, 16, 100, 1, "-6.3"), (1005, 1000, 1, 2, "1.01"), (5, 2, 1, 0, "3"),
  ])
  func `a quotient rounds its last decimal half away from zero`(
    numerator: Int, denominator: Int, scale: Int, decimals: Int, text: String
  ) {
    let figure = Figure(numerator, over: denominator, scale: scale, decimals: decimals)
    #expect(figure?.text == text)
  }

  @Test func `nothing can be divided by zero`() {
    #expect(Figure(0, over: 0, decimals: 1) == nil)
  }

  @Test(arguments: [
    (999, "999"), (1000, "1.000"), (1_473, "1.473"), (16_000, "16.000"), (1_234_567, "1.234.567"),
    (-1_473, "-1.473"), (0, "0"),
  ])
  func `thousands are grouped as people write them`(count: Int, text: String) {
    #expect(Figure(count).text(point: ",", group: ".") == text)
  }

  @Test func `decimals are all written`() {
    #expect(Figure(units: 123_405, decimals: 2).text(point: ",", group: ".") == "1.234,05")
  }

  @Test(arguments: [0, 1, 29, 333, 440, 4_400, 9_999, 10_000])
  func `a published number reads back as the same figure`(units: Int) throws {
    for decimals in 0...2 {
      let figure = Figure(units: units, decimals: decimals)
      let read = try JSON(parsing: figure.json.serialized())
      #expect(Figure(json: read, decimals: decimals) == figure)
    }
  }
}
