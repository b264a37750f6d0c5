import Glibc

/// An IPv4 or IPv6 address.
///
/// An IPv4 address mapped into IPv6 is kept as IPv4.
public struct IPAddress: Sendable, Hashable, CustomStringConvertible {
  /// The sixteen bytes of the IPv6 form, most significant half first.
  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Whether this is an IPv4 address (`::ffff:0:0/96` inside, RFC 4291 § 2.5.5.2).
  public var isV4: Bool { high == 0 && low >> 32 == 0xffff }

  /// Reads `192.0.2.1` or `2001:db8::1`.
  ///
  /// - Parameter text: The address without brackets, port or zone.
  public init?(_ text: String) {
    var four = in_addr()
    if unsafe inet_pton(AF_INET, text, &four) == 1 {
      self.init(v4: UInt32(bigEndian: four.s_addr))
      return
    }
    var six = in6_addr()
    guard unsafe inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    self.init(six)
  }

  init(v4: UInt32) {
    self.init(high: 0, low: 0xffff_0000_0000 | UInt64(v4))
  }

  init(_ six: in6_addr) {
    let halves = unsafe withUnsafeBytes(of: six) { bytes in
      unsafe (
        bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
        bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      )
    }
    self.init(high: UInt64(bigEndian: halves.0), low: UInt64(bigEndian: halves.1))
  }

  /// Whether the address is this machine's own: `127.0.0.0/8` or `::1`.
  public var isLoopback: Bool {
    isV4 ? (low >> 24) & 0xff == 127 : high == 0 && low == 1
  }

  /// The network that limits count as one caller: the address itself in IPv4, its /64 in IPv6.
  public func network() -> IPAddress {
    isV4 ? self : IPAddress(high: high, low: 0)
  }

  /// The usual written form.
  public var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    if isV4 {
      var four = in_addr(s_addr: UInt32(truncatingIfNeeded: low).bigEndian)
      unsafe inet_ntop(AF_INET, &four, &text, socklen_t(text.count))
    } else {
      var six = sixBytes
      unsafe inet_ntop(AF_INET6, &six, &text, socklen_t(text.count))
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  var sixBytes: in6_addr {
    var six = in6_addr()
    unsafe withUnsafeMutableBytes(of: &six) { bytes in
      unsafe bytes.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
      unsafe bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
    }
    return six
  }
}
