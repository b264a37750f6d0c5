import Glibc

/// Where a socket listens or whom it talks to: an address and a port.
public struct SocketAddress: Sendable, Hashable, CustomStringConvertible {
  /// The address.
  public let address: IPAddress
  /// The port; 0 asks the system for a free one.
  public let port: UInt16

  /// An address and a port.
  public init(_ address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }

  /// Reads `127.0.0.1:8360` or `[::1]:8360`.
  ///
  /// - Parameter text: A numeric address, in brackets if it is IPv6, a colon and a port.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let digits = text[text.index(after: colon)...]
    guard (1...5).contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }),
      let port = UInt16(digits)
    else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("[") {
      guard host.hasSuffix("]") else { return nil }
      host = host.dropFirst().dropLast()
      guard host.contains(":") else { return nil }
    } else {
      guard !host.contains(":") else { return nil }
    }
    guard let address = IPAddress(String(host)) else { return nil }
    self.init(address, port: port)
  }

  /// Whether the address is this machine's own.
  public var isLoopback: Bool { address.isLoopback }

  /// `HOST:PORT`, the host in brackets if it is IPv6.
  public var description: String {
    address.isV4 ? "\(address):\(port)" : "[\(address)]:\(port)"
  }

  var family: Int32 { address.isV4 ? AF_INET : AF_INET6 }

  init?(_ storage: sockaddr_storage) {
    switch Int32(storage.ss_family) {
    case AF_INET:
      let four = unsafe withUnsafeBytes(of: storage) { unsafe $0.load(as: sockaddr_in.self) }
      self.init(
        IPAddress(v4: UInt32(bigEndian: four.sin_addr.s_addr)),
        port: UInt16(bigEndian: four.sin_port))
    case AF_INET6:
      let six = unsafe withUnsafeBytes(of: storage) { unsafe $0.load(as: sockaddr_in6.self) }
      self.init(IPAddress(six.sin6_addr), port: UInt16(bigEndian: six.sin6_port))
    default:
      return nil
    }
  }

  /// Calls `body` with the kernel's form of the address.
  func withSockaddr<R>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
    var storage = sockaddr_storage()
    let length: Int
    if address.isV4 {
      var four = sockaddr_in()
      four.sin_family = sa_family_t(AF_INET)
      four.sin_port = port.bigEndian
      four.sin_addr.s_addr = UInt32(truncatingIfNeeded: address.low).bigEndian
      unsafe withUnsafeMutableBytes(of: &storage) {
        unsafe $0.storeBytes(of: four, as: sockaddr_in.self)
      }
      length = MemoryLayout<sockaddr_in>.size
    } else {
      var six = sockaddr_in6()
      six.sin6_family = sa_family_t(AF_INET6)
      six.sin6_port = port.bigEndian
      six.sin6_addr = address.sixBytes
      unsafe withUnsafeMutableBytes(of: &storage) {
        unsafe $0.storeBytes(of: six, as: sockaddr_in6.self)
      }
      length = MemoryLayout<sockaddr_in6>.size
    }
    return unsafe withUnsafePointer(to: &storage) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(length))
      }
    }
  }
}
