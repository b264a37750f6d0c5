/// A form as a browser posts it, `application/x-www-form-urlencoded` in UTF-8.
public struct FormBody: Sendable {
  /// Why a form is refused.
  public enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
    /// More fields than are allowed.
    case tooManyFields(max: Int)
    /// A name or a value is not UTF-8.
    case notUTF8

    /// A sentence for whoever made the form.
    public var description: String {
      switch self {
      case .tooManyFields(let max): "The form has more than \(max) fields. Send fewer."
      case .notUTF8: "The form is not in UTF-8. Send it with the page's own encoding."
      }
    }
  }

  /// The fields in order.
  public let pairs: [(name: String, value: String)]

  /// Reads a form.
  ///
  /// - Parameters:
  ///   - urlEncoded: The content of the request.
  ///   - fieldsMax: How many fields it may have. The default is 256.
  /// - Throws: ``Failure`` if there are more or one is not UTF-8.
  public init(urlEncoded: [UInt8], fieldsMax: Int = 256) throws(Failure) {
    var pairs: [(name: String, value: String)] = []
    var failure: Failure?
    FormDecoding.forEachPair(urlEncoded.span) { name, value in
      let span = urlEncoded.span
      guard pairs.count < fieldsMax else {
        failure = .tooManyFields(max: fieldsMax)
        return false
      }
      guard let name = String(validating: FormDecoding.decode(span, name), as: UTF8.self),
        let value = String(validating: FormDecoding.decode(span, value), as: UTF8.self)
      else {
        failure = .notUTF8
        return false
      }
      pairs.append((name, value))
      return true
    }
    if let failure { throw failure }
    self.pairs = pairs
  }

  /// The first value of the name.
  public subscript(_ name: String) -> String? {
    pairs.first { $0.name == name }?.value
  }

  /// All values of the name.
  public func all(_ name: String) -> [String] {
    pairs.filter { $0.name == name }.map(\.value)
  }
}
