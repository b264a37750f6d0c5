import Basics
import Reporting
import Ticketing

extension ActivityPanel {
  /// The parts of the panel from how much to how well.
  var sections: [JSON] {
    [
      section(
        "assistances", indicators: [.assistancesTotal], chart: yearChart.svg, table: yearTable
      ),
      breakdown("topics", of: .assistancesTotal, by: .topic, indicators: []),
      breakdown("channels", of: .contactsTotal, by: .channel, indicators: [.contactsTotal]),
      section("callme", indicators: [.callmeRequests, .callmeOnTimeRate, .callmeContactRate]),
      breakdown(
        "ratings", of: .ratingsReceived, by: .stars,
        indicators: [
          .ratingsReceived, .ratingResponseRate, .ratingMean, .satisfactionPercent,
          .satisfiedShare,
        ]
      ),
    ]
  }

  private func section(
    _ id: String,
    indicators: [Indicator],
    chart: String? = nil,
    table: JSON? = nil
  ) -> JSON {
    let csv = id == "ratings" ? "ratings.csv" : "indicators.csv"
    var section: JSONObject = [
      "id": .string(id),
      "title": .string(phrases.text("activity.sections.\(id)")),
      "downloads": [file(csv, label: "CSV"), file("indicators.json", label: "JSON")],
    ]
    if !indicators.isEmpty {
      section["indicators"] = ["rows": .array(indicators.compactMap(row))]
    }
    if let chart {
      section["chart"] = ["title": .string(chartTitle(id)), "svg": .string(chart)]
    }
    section["table"] = table
    return .object(section)
  }

  /// One indicator with what it is made of and how it is calculated.
  private func row(_ indicator: Indicator) -> JSON? {
    guard let observation = figures[indicator], let entry = catalogue.entry(indicator) else {
      return nil
    }
    let language = phrases.language
    let how = [entry.definitions.text(in: language), entry.calculations.text(in: language)]
    return [
      "id": .string(indicator.rawValue),
      "name": .string(catalogue.name(of: indicator, in: language)),
      "value": .string(phrases.value(observation)),
      "n": .string(phrases.parts(observation)),
      "how": .string(how.compactMap { $0 }.joined(separator: " ")),
    ]
  }

  func chartTitle(_ id: String) -> String { phrases.text("activity.charts.\(id)") }

  /// A section of bars, a bar for each part of an indicator.
  private func breakdown(
    _ id: String,
    of indicator: Indicator,
    by dimension: Dimension,
    indicators: [Indicator]
  ) -> JSON {
    let parts = parts(of: indicator, by: dimension)
    let chart = BarChart(
      id: "chart-\(id)",
      title: chartTitle(id),
      bars: parts.map { part in
        BarChart.Bar(label: part.name, count: part.count, text: "\(part.text) (\(part.share))")
      }
    )
    let head = [
      catalogue.name(of: dimension, in: phrases.language),
      catalogue.name(of: indicator, in: phrases.language), phrases.text("activity.share"),
    ]
    let table = table(id, head: head, rows: parts.map { ($0.name, [$0.text, $0.share]) })
    return section(id, indicators: indicators, chart: chart.svg, table: table)
  }

  /// The parts of an indicator that a reader needs: the unknown only where there is any.
  private func parts(
    of indicator: Indicator,
    by dimension: Dimension
  ) -> [(name: String, count: Int, text: String, share: String)] {
    let total = figures.count(indicator)
    var categories = dimension.categories
    if dimension == .topic, figures.count(indicator, .topic(nil)) > 0 {
      categories.append(.topic(nil))
    }
    // Scores are read from very good to very bad.
    if dimension == .stars { categories.reverse() }
    return categories.map { category in
      let count = figures.count(indicator, category)
      let share = Figure(count, over: total, scale: 100, decimals: 1)
      return (
        catalogue.name(of: category, in: phrases.language), count, phrases.count(count),
        share.map { phrases.percent($0) } ?? "–"
      )
    }
  }

  private var yearChart: MonthChart {
    let columns = (1 - Self.months...0).map { offset in
      let month = publication.month.adding(months: offset)
      let count = year.first { $0.publication.month == month }?.count(.assistancesTotal)
      return MonthChart.Column(
        name: phrases.month(month),
        label: phrases.shortMonth(month),
        sublabel: month.month == 1 || offset == 1 - Self.months ? String(month.year) : "",
        count: count,
        text: count.map { phrases.count($0) } ?? ""
      )
    }
    return MonthChart(id: "chart-assistances", title: chartTitle("assistances"), columns: columns)
  }

  private var yearTable: JSON {
    let head = [
      phrases.text("activity.month"),
      catalogue.name(of: .assistancesTotal, in: phrases.language),
      catalogue.name(of: .contactsTotal, in: phrases.language),
    ]
    let rows = year.map { figures in
      (
        phrases.month(figures.publication.month),
        [
          phrases.count(figures.count(.assistancesTotal)),
          phrases.count(figures.count(.contactsTotal)),
        ]
      )
    }
    return table("assistances", head: head, rows: rows)
  }

  private func table(
    _ id: String,
    head: [String],
    rows: [(name: String, cells: [String])]
  ) -> JSON {
    [
      "caption": .string(chartTitle(id)),
      "head": .array(head.map { .string($0) }),
      "rows": .array(
        rows.map { row in
          ["name": .string(row.name), "cells": .array(row.cells.map { .string($0) })]
        }
      ),
    ]
  }
}
