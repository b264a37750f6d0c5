import Basics
import Foundation
import HTTP
import Storage
import Support
import Templates
import Testing
import Ticketing

/// `Web/openapi.json`, which must be the truth.
struct Description: Sendable {
  static let shared = Description()

  let json: JSON

  private init() {
    let data = FileManager.default.contents(atPath: Probe.root + "/Web/openapi.json")
    json = data.flatMap { try? JSON(parsing: Array($0)) } ?? .null
  }

  /// Every method and path, such as `GET /api/v1/tickets/{ref}`.
  var operations: Set<String> {
    var operations: Set<String> = []
    for path in json["paths"]?.object?.members ?? [] {
      for member in path.value.object?.members ?? [] where member.name != "parameters" {
        operations.insert("\(member.name.uppercased()) \(path.name)")
      }
    }
    return operations
  }

  /// Holds an answer against what the operation says of its status, type and content.
  func check(_ answer: Answer, to method: String, _ target: String) throws {
    guard target.hasPrefix("/api/"), method != "HEAD", method != "OPTIONS" else { return }
    let path = String(target.prefix { $0 != "?" })
    guard let operation = operation(method, path) else { return }
    let named = operation["responses"]?["\(answer.status)"]
    let response = try #require(
      named.map(resolved), "\(method) \(path) answers \(answer.status), which isn't described.")
    guard let contents = response["content"]?.object else {
      #expect(answer.bytes.isEmpty, "\(method) \(path) has content that isn't described.")
      return
    }
    let type = answer.fields["Content-Type"] ?? ""
    let described = try #require(
      contents[type], "\(method) \(path) answers \(type), which isn't described.")
    guard !answer.isStream, type.hasSuffix("json"), let schema = described["schema"] else { return }
    for fault in faults(of: answer.json, by: schema, at: "") {
      Issue.record("\(method) \(path) \(answer.status): \(fault)")
    }
  }

  private func operation(_ method: String, _ path: String) -> JSON? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    for pattern in json["paths"]?.object?.members ?? [] {
      let wanted = pattern.name.split(separator: "/", omittingEmptySubsequences: false)
      let fits =
        wanted.count == parts.count
        && zip(wanted, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
      if fits, let operation = pattern.value[method.lowercased()] { return operation }
    }
    return nil
  }

  private func resolved(_ value: JSON) -> JSON {
    guard let reference = value["$ref"]?.string else { return value }
    return reference.split(separator: "/").dropFirst().reduce(json) { found, name in
      found[String(name)] ?? .null
    }
  }

  /// What of a value breaks a schema, in the few keywords that the description uses.
  func faults(of value: JSON, by schema: JSON, at place: String) -> [String] {
    let schema = resolved(schema)
    var found = (schema["allOf"]?.array ?? []).flatMap { faults(of: value, by: $0, at: place) }
    if let type = schema["type"] {
      let types = type.array?.compactMap(\.string) ?? [type.string ?? ""]
      guard types.contains(where: { isOf($0, value) }) else {
        return found + ["\(place) isn't \(types.joined(separator: " or "))"]
      }
    }
    if let words = schema["enum"]?.array, !words.contains(value), !value.isNull {
      found.append("\(place) is none of the words of its enum")
    }
    if let required = schema["required"]?.array, value.object != nil {
      for name in required.compactMap(\.string) where value[name] == nil {
        found.append("\(place) has no \(name)")
      }
    }
    if let properties = schema["properties"]?.object {
      for member in value.object?.members ?? [] {
        let inside = "\(place).\(member.name)"
        guard let property = properties[member.name] else {
          if schema["additionalProperties"]?.bool == false { found.append("\(inside) is unknown") }
          continue
        }
        found += faults(of: member.value, by: property, at: inside)
      }
    }
    if let items = schema["items"] {
      for (index, item) in (value.array ?? []).enumerated() {
        found += faults(of: item, by: items, at: "\(place)[\(index)]")
      }
    }
    return found
  }

  private func isOf(_ type: String, _ value: JSON) -> Bool {
    switch type {
    case "object": value.object != nil
    case "array": value.array != nil
    case "string": value.string != nil
    case "integer": value.integer != nil
    case "number": value.double != nil
    case "boolean": value.bool != nil
    case "null": value.isNull
    default: false
    }
  }
}
