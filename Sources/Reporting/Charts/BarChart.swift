/// Lying bars with their words before and their numbers behind them: parts of a whole.
public struct BarChart: Sendable {
  /// One bar.
  public struct Bar: Sendable {
    /// What it counts.
    public let label: String
    /// How long it is, not negative.
    public let count: Int
    /// Its number as people read it.
    public let text: String

    /// Describes a bar.
    public init(label: String, count: Int, text: String) {
      self.label = label
      self.count = max(count, 0)
      self.text = text
    }
  }

  private static let width = 640
  private static let labelsWidth = 190
  private static let numbersWidth = 130
  private static let rowHeight = 34
  private static let barHeight = 20

  let id: String
  let title: String
  let bars: [Bar]

  /// Describes a chart.
  ///
  /// - Parameters:
  ///   - id: Unique in its page, letters and hyphens.
  ///   - title: What it shows.
  ///   - bars: From top to bottom.
  public init(id: String, title: String, bars: [Bar]) {
    self.id = id
    self.title = title
    self.bars = bars
  }

  /// The chart as inline SVG with the classes of `chart.css`.
  public var svg: String {
    let description = bars.map { "\($0.label): \($0.text)" }.joined(separator: "; ")
    var writer = SVGWriter(id: id, title: title, description: description)
    let longest = max(bars.map(\.count).max() ?? 0, 1)
    let room = Self.width - Self.labelsWidth - Self.numbersWidth
    for (row, bar) in bars.enumerated() {
      let top = row * Self.rowHeight + (Self.rowHeight - Self.barHeight) / 2
      let baseline = top + Self.barHeight - 5
      // What isn't zero stays visible.
      let length = bar.count == 0 ? 0 : max(bar.count * room / longest, 2)
      writer.text("chart-label", x: Self.labelsWidth - 10, y: baseline, .end, bar.label)
      writer.bar(x: Self.labelsWidth, y: top, width: length, height: Self.barHeight)
      writer.text("chart-value", x: Self.labelsWidth + length + 8, y: baseline, .start, bar.text)
    }
    let height = max(bars.count, 1) * Self.rowHeight
    let axis = Self.labelsWidth
    writer.line("chart-axis", x1: axis, y1: 0, x2: axis, y2: height)
    return writer.finish(width: Self.width, height: height)
  }
}
