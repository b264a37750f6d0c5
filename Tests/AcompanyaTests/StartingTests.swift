import Commands
import Foundation
import Testing
import Wire

@testable import acompanya

@Suite struct StartingTests {
  private func listening(_ words: String...) throws -> Listening {
    guard case .run(let invocation) = try CommandLineReader.read(["serve"] + words) else {
      throw UsageError.conflict("not a run")
    }
    return try Listening(try Settings(invocation))
  }

  @Test func `it listens on this machine alone when nobody says more`() throws {
    let listening = try listening()
    #expect(listening.address.description == "127.0.0.1:8360")
    #expect(listening.rateLimits && !listening.behindProxy)
  }

  @Test(arguments: ["0.0.0.0:8360", "192.0.2.1:80", "[::]:8360"])
  func `a public address needs a word about TLS`(_ address: String) throws {
    #expect(throws: ProgramError.publicAddress(address)) {
      try listening("--listen", address)
    }
    #expect(throws: Never.self) { try listening("--listen", address, "--behind-proxy") }
    #expect(throws: Never.self) { try listening("--listen", address, "--insecure") }
  }

  @Test func `limits go off on this machine alone`() throws {
    #expect(try listening("--rate-limits", "off").rateLimits == false)
    #expect(throws: ProgramError.limitsOffInPublic("0.0.0.0:80")) {
      try listening("--listen", "0.0.0.0:80", "--insecure", "--rate-limits", "off")
    }
  }

  @Test(arguments: ["8360", ":8360", "127.0.0.1", "127.0.0.1:65536", "example.org:80", "::1:80"])
  func `an address that isn't one is refused`(_ address: String) {
    #expect(throws: UsageError.self) { try listening("--listen", address) }
  }

  @Test func `localhost is this machine`() throws {
    #expect(try listening("--listen", "localhost:0").address.description == "127.0.0.1:0")
  }

  @Test func `a proxy and no TLS exclude each other`() {
    #expect(throws: UsageError.self) { try listening("--behind-proxy", "--insecure") }
  }

  @Test func `proxies on other machines are named one by one`() throws {
    let listening = try listening("--behind-proxy", "--proxy", "10.0.0.2, 2001:db8::2")
    let named = listening.proxies.map(\.description).sorted().joined(separator: " ")
    #expect(named == "10.0.0.2 2001:db8::2")
  }

  @Test(arguments: [["--proxy", "10.0.0.2"], ["--behind-proxy", "--proxy", "10.0.0.0/8"]])
  func `a proxy that can't be believed is refused`(_ words: [String]) {
    #expect(throws: UsageError.self) {
      guard case .run(let invocation) = try CommandLineReader.read(["serve"] + words) else {
        throw UsageError.conflict("not a run")
      }
      _ = try Listening(try Settings(invocation))
    }
  }

  @Test func `this machine tells the time in Madrid`() {
    #expect(throws: Never.self) { try ZoneCheck.run() }
  }

  @Test func `a missing directory is not made by serve`() async throws {
    try await withFolder { folder in
      let path = folder + "/none"
      #expect(await acompanya("serve", "--data", path) == .cannotStart)
      #expect(!Files.isDirectory(path))
    }
  }

  @Test func `a directory or database that others could change is refused`() async throws {
    try await withFolder { folder in
      let directory = DataDirectory(path: folder)
      unsafe chmod(folder, 0o777)
      #expect(throws: ProgramError.openToOthers(folder, mode: "o-w")) { try directory.check() }
      unsafe chmod(folder, 0o755)
      #expect(throws: Never.self) { try directory.check() }
      try Files.write([1], to: directory.database, mode: 0o644)
      #expect(throws: ProgramError.openToOthers(directory.database, mode: "600")) {
        try directory.check()
      }
    }
  }

  @Test func `a directory has one server at a time`() async throws {
    try await withFolder { folder in
      let directory = DataDirectory(path: folder)
      let first = try directory.lock()
      #expect(throws: ProgramError.self) { try directory.lock() }
      #expect(await acompanya("serve", "--data", folder) == .cannotStart)
      withExtendedLifetime(first) {}
    }
  }

  @Test func `a lock goes with its holder`() async throws {
    try await withFolder { folder in
      let directory = DataDirectory(path: folder)
      do { _ = try directory.lock() }
      #expect(throws: Never.self) { _ = try directory.lock() }
    }
  }

  @Test func `a demo never touches a real desk`() async throws {
    try await withFolder { folder in
      await acompanya("organisation", "add", "vilaclara", "--data", folder)
      let before = try Files.read(DataDirectory(path: folder).database, bytesMax: 1 << 24)
      #expect(await acompanya("demo", "--data", folder) == .cannotStart)
      let after = try Files.read(DataDirectory(path: folder).database, bytesMax: 1 << 24)
      #expect(before == after)
    }
  }

  @Test func `a folder without pages is refused`() async throws {
    try await withFolder { folder in
      #expect(await acompanya("serve", "--data", folder, "--web", folder) == .cannotStart)
    }
  }

  @Test(arguments: ["{", "[]", "{\"listn\": 1}", ""])
  func `a configuration file that can't be read is used wrongly`(_ text: String) async throws {
    try await withFolder { folder in
      let path = folder + "/acompanya.json"
      try Files.write(Array(text.utf8), to: path)
      #expect(await acompanya("check", "--config", path) == .usage)
    }
  }
}
