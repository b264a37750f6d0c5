/// A hash function that takes its input in pieces.
public protocol HashFunction: Sendable {
  /// Bytes that it works on at a time.
  static var blockSize: Int { get }
  /// A hash of nothing yet.
  init()
  /// Takes the next bytes.
  mutating func update(_ bytes: Span<UInt8>)
  /// The digest of all bytes taken; the value can't be used further.
  consuming func finish() -> [UInt8]
}

extension HashFunction {
  /// Takes the next bytes.
  public mutating func update(_ bytes: [UInt8]) {
    update(bytes.span)
  }

  /// The digest of `bytes`.
  public static func hash(_ bytes: [UInt8]) -> [UInt8] {
    var hash = Self()
    hash.update(bytes.span)
    return hash.finish()
  }
}

/// Collects input into blocks of 64 bytes and adds the padding of FIPS 180-4, 5.1.1.
struct BlockBuffer: Sendable {
  private var buffer = InlineArray<64, UInt8>(repeating: 0)
  private var filled = 0
  private var byteCount: UInt64 = 0

  /// Hands every full block, as its place in the bytes it lies in, to `compress`.
  mutating func take(_ bytes: Span<UInt8>, compress: (Span<UInt8>) -> Void) {
    byteCount &+= UInt64(bytes.count)
    var position = 0
    if filled > 0 {
      while position < bytes.count, filled < 64 {
        buffer[filled] = bytes[position]
        filled += 1
        position += 1
      }
      guard filled == 64 else { return }
      compress(buffer.span)
      filled = 0
    }
    while position + 64 <= bytes.count {
      compress(bytes.extracting(position..<position + 64))
      position += 64
    }
    while position < bytes.count {
      buffer[filled] = bytes[position]
      filled += 1
      position += 1
    }
  }

  /// A bit of one, zeros, and the number of bits in eight bytes.
  mutating func finish(compress: (Span<UInt8>) -> Void) {
    let bitCount = byteCount << 3
    var padding: [UInt8] = [0x80]
    padding.append(contentsOf: [UInt8](repeating: 0, count: (119 - filled) % 64))
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      padding.append(UInt8(truncatingIfNeeded: bitCount >> shift))
    }
    take(padding.span, compress: compress)
  }
}

extension Span<UInt8> {
  /// Four bytes, most significant first.
  @inline(__always)
  func word(at start: Int) -> UInt32 {
    UInt32(self[start]) << 24 | UInt32(self[start + 1]) << 16 | UInt32(self[start + 2]) << 8
      | UInt32(self[start + 3])
  }
}

extension UInt32 {
  @inline(__always)
  func rotatedLeft(_ count: UInt32) -> UInt32 {
    self &<< count | self &>> (32 - count)
  }

  @inline(__always)
  func rotatedRight(_ count: UInt32) -> UInt32 {
    self &>> count | self &<< (32 - count)
  }
}
