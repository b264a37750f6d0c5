import Testing

@testable import Reporting

@Suite struct CSVTableTests {
  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("two\rlines", "\"two\rlines\""), ("Truca'm", "Truca'm"),
    ("a;b", "a;b"), ("\"", "\"\"\"\""),
  ])
  func `a field stands in quotes only where it must`(field: String, written: String) {
    var table = CSVTable(columns: ["x"])
    table.append([field, "z"])
    #expect(String(decoding: table.bytes, as: UTF8.self) == "x\r\n\(written),z\r\n")
  }
}
