/// Standing bars, one a month, with their numbers above and the months below.
public struct MonthChart: Sendable {
  /// One month.
  public struct Column: Sendable {
    /// The month with its year, as it is said aloud.
    public let name: String
    /// The month's short name.
    public let label: String
    /// What stands below the name, such as the year; empty for nothing.
    public let sublabel: String
    /// How high it is; nil where nothing was published.
    public let count: Int?
    /// Its number as people read it.
    public let text: String

    /// Describes a month.
    public init(name: String, label: String, sublabel: String, count: Int?, text: String) {
      self.name = name
      self.label = label
      self.sublabel = sublabel
      self.count = count.map { max($0, 0) }
      self.text = text
    }
  }

  private static let width = 640
  private static let barsHeight = 180
  private static let top = 22
  private static let labelsHeight = 42

  let id: String
  let title: String
  let columns: [Column]

  /// Describes a chart.
  ///
  /// - Parameters:
  ///   - id: Unique in its page, letters and hyphens.
  ///   - title: What it shows.
  ///   - columns: Oldest month first.
  public init(id: String, title: String, columns: [Column]) {
    self.id = id
    self.title = title
    self.columns = columns
  }

  /// The chart as inline SVG with the classes of `chart.css`.
  public var svg: String {
    let known = columns.filter { $0.count != nil }
    let description = known.map { "\($0.name): \($0.text)" }.joined(separator: "; ")
    var writer = SVGWriter(id: id, title: title, description: description)
    let highest = max(columns.compactMap(\.count).max() ?? 0, 1)
    let step = Self.width / max(columns.count, 1)
    let ground = Self.top + Self.barsHeight
    for (index, column) in columns.enumerated() {
      let middle = index * step + step / 2
      if let count = column.count {
        let height = count == 0 ? 0 : max(count * Self.barsHeight / highest, 2)
        let width = step * 2 / 3
        let left = middle - width / 2
        writer.bar(x: left, y: ground - height, width: width, height: height)
        writer.text("chart-value", x: middle, y: ground - height - 6, .middle, column.text)
      }
      writer.text("chart-label", x: middle, y: ground + 18, .middle, column.label)
      guard !column.sublabel.isEmpty else { continue }
      writer.text("chart-label", x: middle, y: ground + 36, .middle, column.sublabel)
    }
    writer.line("chart-axis", x1: 0, y1: ground, x2: Self.width, y2: ground)
    return writer.finish(width: Self.width, height: ground + Self.labelsHeight)
  }
}
