extension ZoneFile {
  /// The rules that a file's bytes hold.
  static func parse(_ bytes: [UInt8]) throws(Damage) -> ZoneRules {
    let first = try Header(bytes, at: 0)
    guard first.version > 0 else {
      return try Block(bytes, header: first, at: Header.size, timeSize: 4).rules(footer: nil)
    }
    // From version 2 on, a second block with 64-bit times follows, then the footer.
    let start = Header.size + first.blockSize(timeSize: 4)
    let second = try Header(bytes, at: start)
    let block = try Block(bytes, header: second, at: start + Header.size, timeSize: 8)
    return try block.rules(footer: footer(bytes, at: block.end))
  }

  /// A line feed, a `TZ` value or nothing, and a line feed.
  private static func footer(_ bytes: [UInt8], at start: Int) throws(Damage) -> YearlyRule? {
    guard start < bytes.count, bytes[start] == 10,
      let end = bytes[(start + 1)...].firstIndex(of: 10)
    else { throw Damage(reason: "the footer is missing") }
    guard end > start + 1 else { return nil }
    guard let rule = YearlyRule(parsing: [UInt8](bytes[(start + 1)..<end])) else {
      throw Damage(reason: "the footer's rule breaks the form")
    }
    return rule
  }
}

/// The 44 bytes before a block (RFC 9636, 3.1).
private struct Header {
  static let size = 44
  let version: UInt8
  let universalCount, standardCount, leapCount, timeCount, typeCount, characterCount: Int

  init(_ bytes: [UInt8], at start: Int) throws(ZoneFile.Damage) {
    guard bytes.count >= start + Header.size, bytes[start..<start + 4].elementsEqual("TZif".utf8)
    else { throw ZoneFile.Damage(reason: "a header is missing") }
    let mark = bytes[start + 4]
    guard mark == 0 || mark >= ascii("2") else {
      throw ZoneFile.Damage(reason: "its version is unknown")
    }
    version = mark == 0 ? 0 : mark - ascii("0")
    let counts = (0..<6).map { Int(bytes.bigEndian(at: start + 20 + $0 * 4, size: 4)) }
    universalCount = counts[0]
    standardCount = counts[1]
    leapCount = counts[2]
    timeCount = counts[3]
    typeCount = counts[4]
    characterCount = counts[5]
    guard timeCount >= 0, timeCount <= ZoneFile.changesMax, (1...256).contains(typeCount),
      (1...4096).contains(characterCount), universalCount == 0 || universalCount == typeCount,
      standardCount == 0 || standardCount == typeCount
    else { throw ZoneFile.Damage(reason: "a count is out of range") }
    // Files that count leap seconds ("right/…") disagree with the clock of every computer here.
    guard leapCount == 0 else { throw ZoneFile.Damage(reason: "it counts leap seconds") }
  }

  func blockSize(timeSize: Int) -> Int {
    timeCount * (timeSize + 1) + typeCount * 6 + characterCount + standardCount + universalCount
  }
}

/// The data of one block (RFC 9636, 3.2).
private struct Block {
  let end: Int
  private let types: [ZoneRules.LocalTime]
  private let changes: [(at: Int64, to: ZoneRules.LocalTime)]

  init(_ bytes: [UInt8], header: Header, at start: Int, timeSize: Int) throws(ZoneFile.Damage) {
    end = start + header.blockSize(timeSize: timeSize)
    guard end <= bytes.count else { throw ZoneFile.Damage(reason: "the file is cut short") }
    let indices = start + header.timeCount * timeSize
    let typesStart = indices + header.timeCount
    let names = typesStart + header.typeCount * 6
    var types: [ZoneRules.LocalTime] = []
    for index in 0..<header.typeCount {
      types.append(
        try Block.type(bytes, at: typesStart + index * 6, names: names, header.characterCount))
    }
    var changes: [(at: Int64, to: ZoneRules.LocalTime)] = []
    for index in 0..<header.timeCount {
      let time = bytes.bigEndian(at: start + index * timeSize, size: timeSize)
      let type = Int(bytes[indices + index])
      guard type < types.count else { throw ZoneFile.Damage(reason: "a type is missing") }
      guard changes.last.map({ $0.at < time }) ?? true else {
        throw ZoneFile.Damage(reason: "its times do not ascend")
      }
      changes.append((time, types[type]))
    }
    self.types = types
    self.changes = changes
  }

  func rules(footer: YearlyRule?) -> ZoneRules {
    ZoneRules(initial: types[0], changes: changes, rule: footer)
  }

  private static func type(
    _ bytes: [UInt8], at start: Int, names: Int, _ nameBytes: Int
  ) throws(ZoneFile.Damage) -> ZoneRules.LocalTime {
    let offset = Int(bytes.bigEndian(at: start, size: 4))
    let isDaylight = bytes[start + 4]
    let name = Int(bytes[start + 5])
    guard offset > -89_999, offset < 93_600, isDaylight <= 1, name < nameBytes,
      let end = bytes[(names + name)..<(names + nameBytes)].firstIndex(of: 0)
    else { throw ZoneFile.Damage(reason: "a local time is out of range") }
    return ZoneRules.LocalTime(
      offset: offset, isDaylight: isDaylight == 1,
      abbreviation: String(decoding: bytes[(names + name)..<end], as: UTF8.self))
  }
}

extension [UInt8] {
  /// A signed number of 4 or 8 bytes, most significant first.
  fileprivate func bigEndian(at start: Int, size: Int) -> Int64 {
    var value: UInt64 = 0
    for index in start..<start + size { value = value << 8 | UInt64(self[index]) }
    return size == 4
      ? Int64(Int32(truncatingIfNeeded: value)) : Int64(truncatingIfNeeded: value)
  }
}
