import Basics
import Glibc

/// Reads the files of one folder of `Web`, at start and after edits; never while a page is made.
struct Folder {
  struct File {
    /// The path inside the folder without its ending: `call-me` of `call-me.html`.
    let name: String
    let path: String
  }

  let path: String

  /// The files whose name ends in `suffix`, by name.
  func files(endingIn suffix: String) throws(TemplateError) -> [File] {
    guard let folder = unsafe opendir(path) else { throw .unreadable(path: path) }
    defer { unsafe closedir(folder) }
    var files: [File] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasSuffix(suffix), !name.hasPrefix(".") else { continue }
      files.append(File(name: String(name.dropLast(suffix.count)), path: path + "/" + name))
    }
    return files.sorted { $0.name < $1.name }
  }

  /// The bytes of a file.
  static func read(_ path: String) throws(TemplateError) -> [UInt8] {
    do {
      return try SmallFile.read(path, bytesMax: Limits.fileBytesMax)
    } catch {
      throw error == .tooLarge ? .tooLarge(path: path) : .unreadable(path: path)
    }
  }

  /// When the newest of the files was changed, in nanoseconds, with their number mixed in.
  static func stamp(of files: [File]) -> [Int] {
    files.map { file in
      var facts = stat()
      guard unsafe stat(file.path, &facts) == 0 else { return 0 }
      return facts.st_mtim.tv_sec * 1_000_000_000 + facts.st_mtim.tv_nsec
    }
  }
}
