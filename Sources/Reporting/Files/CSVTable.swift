/// A table in comma-separated values: UTF-8, CRLF after every line, no byte-order mark
/// (RFC 4180).
struct CSVTable {
  private(set) var bytes: [UInt8] = []

  /// Starts a table with its header.
  init(columns: [String]) {
    append(columns)
  }

  /// Adds a line.
  mutating func append(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field: field)
    }
    bytes += [13, 10]
  }

  /// A field with a comma, a quote or a line's end stands in quotes, its quotes doubled
  /// (RFC 4180, section 2, rules 6 and 7).
  private mutating func append(field: String) {
    let quote = UInt8(ascii: "\"")
    guard field.utf8.contains(where: { [13, 10, quote, UInt8(ascii: ",")].contains($0) }) else {
      bytes += field.utf8
      return
    }
    bytes.append(quote)
    for byte in field.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
