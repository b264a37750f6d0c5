import Commands
import Glibc

/// The folders that stand beside the program: pages and texts, and the publication's sources.
struct Companions {
  let web: String
  let reports: String

  /// Finds both, or says which is missing.
  init(_ settings: Settings) throws {
    web = try Self.find("Web", with: "pages", option: "web", settings)
    reports = try Self.reports(settings)
  }

  /// The publication's sources alone, for commands that serve no pages.
  static func reports(_ settings: Settings) throws -> String {
    try find("Reports", with: "indicators.json", option: "reports", settings)
  }

  private static func find(
    _ folder: String, with member: String, option: String, _ settings: Settings
  ) throws -> String {
    if let path = try settings.text(option) {
      guard Files.facts("\(path)/\(member)") != nil else {
        throw ProgramError.file(path, reason: "it has no '\(member)' in it")
      }
      return path
    }
    for place in places {
      let path = "\(place)/\(folder)"
      if Files.facts("\(path)/\(member)") != nil { return path }
    }
    throw ProgramError.noCompanion(folder, option: option)
  }

  /// Where to look, the nearest first.
  ///
  /// Installed: `bin/../share/acompanya`. Built: above `.build/release`. Else: here.
  private static var places: [String] {
    var places: [String] = []
    if let program = programPath() {
      var folder = Files.parent(of: program)
      places.append(folder)
      places.append(Files.parent(of: folder) + "/share/acompanya")
      // .build/x86_64-unknown-linux-gnu/release/acompanya is three below the package.
      for _ in 0..<4 where folder != "/" {
        folder = Files.parent(of: folder)
        places.append(folder)
      }
    }
    return places + ["."]
  }

  private static func programPath() -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return 0 }
      return unsafe readlink(
        "/proc/self/exe", start.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    guard count > 0 else { return nil }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }
}
