import Foundation

/// The files of Tests/Corpora/http.
enum Corpus {
  struct Entry: Sendable, CustomStringConvertible {
    let name: String
    let bytes: [UInt8]
    let expected: [String]
    var description: String { name }
  }

  static let accepted = entries(in: "accept")
  static let refused = entries(in: "refuse")

  private static func entries(in folder: String) -> [Entry] {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Corpora/http/\(folder)").standardized
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path())) ?? []
    return names.filter { $0.hasSuffix(".http") }.sorted().map { file in
      let name = String(file.dropLast(5))
      let data = (try? Data(contentsOf: root.appending(path: file))) ?? Data()
      let expected = try? String(
        contentsOf: root.appending(path: name + ".expected"), encoding: .utf8)
      return Entry(
        name: name, bytes: Array(data),
        expected: (expected ?? "").split(separator: "\n").map(String.init))
    }
  }
}
