import Basics

extension Texts {
  /// Reads one locale: an object of texts, objects and lists of them.
  static func parse(_ bytes: [UInt8], file: String) throws(TemplateError) -> JSON {
    let value: JSON
    do {
      value = try JSON(parsing: bytes)
    } catch {
      throw .malformedLocale(file: file, reason: error.description)
    }
    guard value.object != nil else {
      throw .malformedLocale(file: file, reason: "a locale is an object of texts.")
    }
    return value
  }

  /// Writes every text under its path with dots; a list's elements are called 0, 1, 2.
  static func flatten(_ value: JSON, under path: String, into texts: inout [String: String]) {
    func inside(_ name: String) -> String { path.isEmpty ? name : path + "." + name }
    switch value {
    case .string(let text): texts[path] = text
    case .object(let object):
      for member in object.members {
        flatten(member.value, under: inside(member.name), into: &texts)
      }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        flatten(element, under: inside(String(index)), into: &texts)
      }
    case .null, .bool, .integer, .number: break
    }
  }
}
