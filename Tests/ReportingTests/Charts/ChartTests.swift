import Testing

@testable import Reporting

@Suite struct ChartTests {
  private let bars = BarChart(
    id: "chart-x",
    title: "Contactes <per> canal",
    bars: [
      BarChart.Bar(label: "Telèfon", count: 320, text: "320"),
      BarChart.Bar(label: "Truca'm & co", count: 1, text: "1"),
      BarChart.Bar(label: "Oficina", count: 0, text: "0"),
    ]
  )

  private let months = MonthChart(
    id: "chart-y",
    title: "Assistències",
    columns: [
      MonthChart.Column(
        name: "setembre de 2025", label: "set", sublabel: "2025", count: nil, text: ""
      ),
      MonthChart.Column(
        name: "octubre de 2025", label: "oct", sublabel: "", count: 40, text: "40"
      ),
    ]
  )

  @Test func `bars are as long as their counts`() {
    #expect(bars.svg.contains("width=\"320\" height=\"20\""))
  }

  @Test func `a small count stays visible and none has no length`() {
    let widths = bars.svg.split(separator: "<rect").dropFirst().map { rect in
      rect.split(separator: "width=\"").last?.prefix { $0 != "\"" }
    }
    #expect(widths == ["320", "2", "0"])
  }

  @Test func `what a chart shows is said in words`() {
    #expect(bars.svg.contains("Telèfon: 320; Truca'm &amp; co: 1; Oficina: 0</desc>"))
    #expect(bars.svg.contains(">Contactes &lt;per&gt; canal</title>"))
  }

  @Test func `a chart is one image, its drawing hidden from screen readers`() {
    for svg in [bars.svg, months.svg] {
      #expect(svg.contains("role=\"img\""))
      #expect(svg.contains("<g aria-hidden=\"true\">"))
    }
  }

  @Test func `a strict content policy finds no style in a chart`() {
    for svg in [bars.svg, months.svg] {
      #expect(!svg.contains("style="))
      #expect(!svg.contains("fill="))
      #expect(!svg.contains("onload"))
    }
  }

  @Test func `a month that wasn't published has a name and no bar`() {
    #expect(months.svg.contains(">set</text>"))
    #expect(months.svg.contains(">octubre de 2025: 40</desc>"))
    #expect(months.svg.split(separator: "<rect").count == 2)
  }

  @Test func `a chart without any count is drawn`() {
    let empty = BarChart(id: "e", title: "Res", bars: [])
    #expect(empty.svg.hasSuffix("</svg>"))
  }
}
