/// Writes one chart as inline SVG: classes for its looks, so that a strict content policy
/// lets it be drawn; a title and a description for those who don't see it.
struct SVGWriter {
  private var content = ""
  let id: String
  let title: String
  let description: String

  init(id: String, title: String, description: String) {
    self.id = id
    self.title = title
    self.description = description
  }

  /// A filled bar.
  mutating func bar(x: Int, y: Int, width: Int, height: Int) {
    content += "<rect class=\"chart-bar\" x=\"\(x)\" y=\"\(y)\" "
    content += "width=\"\(width)\" height=\"\(height)\"/>"
  }

  /// A straight line.
  mutating func line(_ kind: String, x1: Int, y1: Int, x2: Int, y2: Int) {
    content += "<path class=\"\(kind)\" d=\"M\(x1) \(y1)L\(x2) \(y2)\"/>"
  }

  /// Where a text stands against its place.
  enum Anchor: String {
    case start, middle, end
  }

  /// A word or number.
  mutating func text(_ kind: String, x: Int, y: Int, _ anchor: Anchor, _ text: String) {
    content += "<text class=\"\(kind)\" x=\"\(x)\" y=\"\(y)\" "
    content += "text-anchor=\"\(anchor.rawValue)\">\(Self.escape(text))</text>"
  }

  /// The whole chart; what is drawn is hidden from screen readers, which get the
  /// description and the table beside it.
  func finish(width: Int, height: Int) -> String {
    "<svg class=\"chart\" role=\"img\" aria-labelledby=\"\(id)-name \(id)-text\" "
      + "viewBox=\"0 0 \(width) \(height)\" xmlns=\"http://www.w3.org/2000/svg\">"
      + "<title id=\"\(id)-name\">\(Self.escape(title))</title>"
      + "<desc id=\"\(id)-text\">\(Self.escape(description))</desc>"
      + "<g aria-hidden=\"true\">\(content)</g></svg>"
  }

  static func escape(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}
