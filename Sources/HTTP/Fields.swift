/// Header fields in the order in which they came; names are compared without case.
///
/// Kept as one run of bytes and the places of names and values in it; strings are made when
/// somebody asks.
public struct Fields: Sendable, Sequence, ExpressibleByDictionaryLiteral {
  struct Place: Sendable {
    var name: Range<UInt32>
    var value: Range<UInt32>
  }

  var bytes: [UInt8]
  var places: [Place]

  /// No fields.
  public init() {
    bytes = []
    places = []
  }

  init(bytes: [UInt8], places: [Place]) {
    self.bytes = bytes
    self.places = places
  }

  /// Fields by name and value, in this order.
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init()
    for (name, value) in elements { append(name, value) }
  }

  /// How many field lines there are.
  public var count: Int { places.count }

  /// The first value of the name, without the space around it.
  public subscript(_ name: String) -> String? {
    guard let index = firstIndex(of: name) else { return nil }
    return value(at: index)
  }

  /// Adds the lines of others behind these.
  public mutating func append(contentsOf others: Fields) {
    let shift = UInt32(bytes.count)
    bytes += others.bytes
    places.reserveCapacity(places.count + others.places.count)
    for place in others.places {
      places.append(
        Place(
          name: place.name.lowerBound + shift..<place.name.upperBound + shift,
          value: place.value.lowerBound + shift..<place.value.upperBound + shift
        )
      )
    }
  }

  /// All values of the name, a field line each.
  public func values(of name: String) -> [String] {
    places.indices.filter { matches($0, name) }.map(value(at:))
  }

  /// The members of a comma-separated list (RFC 9110 § 5.6.1), in lower case and trimmed.
  public func tokens(of name: String) -> [String] {
    values(of: name).flatMap { $0.split(separator: ",") }
      .map { $0.lowercased().filter { $0 != " " && $0 != "\t" } }.filter { !$0.isEmpty }
  }

  /// Adds a field line at the end.
  ///
  /// - Parameters:
  ///   - name: A token; other characters become `-`.
  ///   - value: Line ends and controls in it become spaces, so that no value can make a new line.
  public mutating func append(_ name: String, _ value: String) {
    let start = UInt32(bytes.count)
    bytes.append(contentsOf: name.utf8)
    let middle = UInt32(bytes.count)
    bytes.append(contentsOf: value.utf8)
    let end = UInt32(bytes.count)
    for index in Int(start)..<Int(middle)
    where Octets.classes[Int(bytes[index])] & Octets.token == 0 { bytes[index] = 0x2d }
    for index in Int(middle)..<Int(end)
    where Octets.classes[Int(bytes[index])] & Octets.value == 0 { bytes[index] = 0x20 }
    places.append(Place(name: start..<middle, value: middle..<end))
  }

  /// Puts one field line in the place of all with the name.
  public mutating func set(_ name: String, _ value: String) {
    remove(name)
    append(name, value)
  }

  /// Removes all field lines of the name.
  public mutating func remove(_ name: String) {
    guard let first = firstIndex(of: name) else { return }
    for index in stride(from: places.count - 1, through: first, by: -1) where matches(index, name) {
      places.remove(at: index)
    }
  }

  /// Whether there is a field line of the name.
  public func contains(_ name: String) -> Bool { firstIndex(of: name) != nil }

  /// Names and values in order.
  public func makeIterator() -> AnyIterator<(name: String, value: String)> {
    var index = 0
    return AnyIterator {
      guard index < places.count else { return nil }
      defer { index += 1 }
      return (text(places[index].name), value(at: index))
    }
  }

  private func firstIndex(of name: String) -> Int? {
    for index in places.indices where matches(index, name) { return index }
    return nil
  }

  private func matches(_ index: Int, _ name: String) -> Bool {
    let place = places[index].name
    guard place.count == name.utf8.count else { return false }
    var at = Int(place.lowerBound)
    for byte in name.utf8 {
      if Octets.lower(bytes[at]) != Octets.lower(byte) { return false }
      at += 1
    }
    return true
  }

  private func value(at index: Int) -> String { text(places[index].value) }

  private func text(_ range: Range<UInt32>) -> String {
    String(decoding: bytes[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
  }

  /// Appends all field lines as they travel (RFC 9112 § 5).
  func write(to output: inout [UInt8]) {
    for place in places {
      output.append(contentsOf: bytes[Int(place.name.lowerBound)..<Int(place.name.upperBound)])
      output.append(": ")
      output.append(contentsOf: bytes[Int(place.value.lowerBound)..<Int(place.value.upperBound)])
      output.append("\r\n")
    }
  }
}

extension Fields {
  /// Like ``write(to:)`` but for the fields that the server itself decides.
  func writeWithoutFraming(to output: inout [UInt8]) {
    for place in places {
      let name = Int(place.name.lowerBound)..<Int(place.name.upperBound)
      if isFraming(name) { continue }
      output.append(contentsOf: bytes[name])
      output.append(": ")
      output.append(contentsOf: bytes[Int(place.value.lowerBound)..<Int(place.value.upperBound)])
      output.append("\r\n")
    }
  }

  private func isFraming(_ name: Range<Int>) -> Bool {
    let wanted =
      switch name.count {
      case 4: "date"
      case 10: "connection"
      case 14: "content-length"
      case 17: "transfer-encoding"
      default: ""
      }
    if wanted.isEmpty { return false }
    var at = name.lowerBound
    for byte in wanted.utf8 {
      if Octets.lower(bytes[at]) != byte { return false }
      at += 1
    }
    return true
  }
}
