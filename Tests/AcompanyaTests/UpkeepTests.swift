import Basics
import Foundation
import Storage
import Testing
import Ticketing

@testable import acompanya

@Suite struct UpkeepTests {
  private func slugs(_ folder: String) async throws -> [String] {
    let desk = try await DataDirectory(path: folder).openDesk()
    defer { desk.close() }
    return desk.directory.organisations.map(\.slug)
  }

  @Test func `a restored back-up is the desk as it was`() async throws {
    try await withFolder { folder in
      let data = folder + "/data"
      let file = folder + "/desk.bak"
      #expect(await acompanya("organisation", "add", "vilaclara", "--data", data) == .fine)
      #expect(await acompanya("backup", file, "--data", data) == .fine)
      await acompanya("organisation", "add", "montalba", "--code", "MTB", "--data", data)
      #expect(await acompanya("restore", file, "--data", data, "--force") == .fine)
      let slugs = try await slugs(data)
      #expect(slugs == ["vilaclara"])
    }
  }

  @Test func `a database is only replaced by force, and kept aside`() async throws {
    try await withFolder { folder in
      let file = folder + "/desk.bak"
      await acompanya("organisation", "add", "vilaclara", "--data", folder)
      await acompanya("backup", file, "--data", folder)
      #expect(await acompanya("restore", file, "--data", folder) == .usage)
      let kept = try #require(
        try RestoreCommand.restore(
          file, into: DataDirectory(path: folder), force: true, now: .now()))
      #expect(Files.facts(kept)?.mode == 0o600)
    }
  }

  @Test func `a directory that is being served is not restored into`() async throws {
    try await withFolder { folder in
      let file = folder + "/desk.bak"
      await acompanya("organisation", "add", "vilaclara", "--data", folder)
      await acompanya("backup", file, "--data", folder)
      let lock = try DataDirectory(path: folder).lock()
      #expect(await acompanya("restore", file, "--data", folder, "--force") == .cannotStart)
      withExtendedLifetime(lock) {}
    }
  }

  @Test func `a damaged back-up changes nothing`() async throws {
    try await withFolder { folder in
      let file = folder + "/desk.bak"
      await acompanya("organisation", "add", "vilaclara", "--data", folder)
      await acompanya("backup", file, "--data", folder)
      var bytes = try Files.read(file, bytesMax: 1 << 24)
      for index in 8192..<bytes.count { bytes[index] = 0xA5 }
      try Files.write(bytes, to: file)
      #expect(await acompanya("restore", file, "--data", folder, "--force") == .wrong)
      try Files.write(Array("not a database at all".utf8), to: file)
      #expect(await acompanya("restore", file, "--data", folder, "--force") == .wrong)
      let slugs = try await slugs(folder)
      #expect(slugs == ["vilaclara"])
      #expect(Files.facts(folder + "/acompanya.db.restoring") == nil)
    }
  }

  @Test func `a healthy desk passes its check`() async throws {
    try await withFolder { folder in
      await acompanya("organisation", "add", "vilaclara", "--data", folder)
      #expect(await acompanya("check", "--data", folder) == .fine)
    }
  }

  @Test func `a check finds a damaged file`() async throws {
    try await withFolder { folder in
      await acompanya("organisation", "add", "vilaclara", "--data", folder)
      let file = DataDirectory(path: folder).database
      try Files.write(Array(repeating: 0xA5, count: 8192), to: file, mode: 0o600)
      #expect(await acompanya("check", "--data", folder) == .wrong)
    }
  }

  @Test(arguments: ["check", "publish", "staff list", "organisation list"])
  func `no desk is begun by looking for one`(_ line: String) async throws {
    try await withFolder { folder in
      let words = line.split(separator: " ").map(String.init)
      #expect(await Main.run(words + ["--data", folder]) == .cannotStart)
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(left == [])
    }
  }
}
