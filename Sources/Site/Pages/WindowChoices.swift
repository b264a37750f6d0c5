import Basics
import Ticketing

extension Visit {
  /// How many windows stand in plain sight; the others are folded.
  private static let plainMax = 5
  /// How many exact times are offered.
  private static let timesMax = 20
  /// How many days of windows a form offers.
  static let formDays = 14

  /// The windows that can be chosen, as radio cards.
  ///
  /// - Parameters:
  ///   - offered: What can be promised.
  ///   - chosen: The name of the one chosen, empty for none.
  ///   - faults: The form's faults.
  ///   - phrases: The words.
  ///   - organisation: The council.
  /// - Returns: The context of `partials/window-choices.html`.
  func windowChoices(
    _ offered: [OfferedWindow],
    chosen: String,
    _ faults: [Fault],
    _ phrases: Phrases,
    _ organisation: Organisation
  ) -> JSONObject {
    // Somebody who has no hour in mind sees halves of days; exact times are for who unfolds.
    let halves = offered.filter { $0.window.kind != .slot }
    let slots = offered.filter { $0.window.kind == .slot }
    let plain = Array(halves.prefix(Self.plainMax))
    // What was chosen stays in the form, wherever it stands.
    let times = slots.enumerated().filter { index, slot in
      index < Self.timesMax || slot.window.id(in: organisation.zone) == chosen
    }
    let rest = times.map(\.element) + halves.dropFirst(Self.plainMax)
    let folded = rest.sorted { $0.window.start < $1.window.start }
    let today = organisation.zone.date(at: now)
    var number = 0
    let option: (OfferedWindow) -> JSON = { offered in
      number += 1
      let id = offered.window.id(in: organisation.zone)
      let isSoon = offered.window.kind == .soon
      let date = organisation.zone.date(at: offered.window.start)
      return [
        "id": .string("window-\(number)"),
        "value": .string(id),
        "day": .string(phrases.dayName(date, today: today)),
        "hours": .string(
          isSoon
            ? phrases.text("windows.soon") + ", " + phrases.between(offered.window)
            : phrases.card(offered.window)
        ),
        "checked": .bool(id == chosen),
      ]
    }
    var context: JSONObject = [
      "id": "window",
      "any": .bool(!offered.isEmpty),
      "options": .array(plain.map(option)),
    ]
    if !folded.isEmpty {
      let isChosen = folded.contains { $0.window.id(in: organisation.zone) == chosen }
      context["more"] = [
        "open": .bool(isChosen && !chosen.isEmpty), "options": .array(folded.map(option)),
      ]
    }
    if let error = error(of: "window", faults, in: phrases.language) {
      context["error"] = .string(error)
    }
    return context
  }
}
