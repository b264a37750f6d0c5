/// What stands before a frame's payload (RFC 6455, 5.2).
///
/// ```
/// ┌─┬───┬────┬─┬───────┬─────────────────────┬───────────────┐
/// │F│RSV│ op │M│length │ 0, 2 or 8: length   │ 0 or 4: mask  │ payload …
/// └─┴───┴────┴─┴───────┴─────────────────────┴───────────────┘
///  1  3   4   1   7 bits         bytes              bytes
/// ```
public struct FrameHeader: Sendable, Equatable {
  /// Whether the message ends with this frame.
  public let isFinal: Bool
  /// What it carries.
  public let opcode: Opcode
  /// Bytes of payload.
  public let length: Int
  /// The mask's four bytes, the first in the lowest bits; nil without a mask.
  public let mask: UInt32?

  /// The header of a frame, by default unmasked.
  public init(isFinal: Bool = true, opcode: Opcode, length: Int, mask: UInt32? = nil) {
    self.isFinal = isFinal
    self.opcode = opcode
    self.length = length
    self.mask = mask
  }
}

extension [UInt8] {
  /// Appends a header as it travels, its length in the fewest bytes.
  public mutating func append(_ header: FrameHeader) {
    append((header.isFinal ? 0x80 : 0) | header.opcode.rawValue)
    let bit: UInt8 = header.mask == nil ? 0 : 0x80
    switch header.length {
    case ...125:
      append(bit | UInt8(header.length))
    case ...65_535:
      append(bit | 126)
      append(bigEndian: UInt64(header.length), bytes: 2)
    default:
      append(bit | 127)
      append(bigEndian: UInt64(header.length), bytes: 8)
    }
    guard let mask = header.mask else { return }
    for place in UInt32(0)..<4 { append(UInt8(truncatingIfNeeded: mask >> (place * 8))) }
  }

  mutating func append(bigEndian value: UInt64, bytes: UInt64) {
    for place in (0..<bytes).reversed() { append(UInt8(truncatingIfNeeded: value >> (place * 8))) }
  }
}
