import Basics
import HTTP
import Ticketing

extension Visit {
  /// How many windows stand in plain sight; the others are folded.
  private static let plainMax = 5
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
    let folded = Array(halves.dropFirst(Self.plainMax))
    let isFoldedChosen = (folded + slots).contains {
      $0.window.id(in: organisation.zone) == chosen
    }
    var number = 0
    let option: (OfferedWindow) -> JSON = { offered in
      number += 1
      return self.card(offered, number: number, chosen: chosen, phrases, organisation)
    }
    var context: JSONObject = [
      "id": "window",
      "any": .bool(!offered.isEmpty),
      "options": .array(halves.prefix(Self.plainMax).map(option)),
    ]
    if !folded.isEmpty || !slots.isEmpty {
      context["more"] = [
        "open": .bool(isFoldedChosen),
        "options": .array(folded.map(option)),
        "times": times(slots, chosen: chosen, phrases, organisation),
      ]
    }
    if let error = error(of: "window", faults, in: phrases.language) {
      context["error"] = .string(error)
    }
    return context
  }

  private func card(
    _ offered: OfferedWindow,
    number: Int,
    chosen: String,
    _ phrases: Phrases,
    _ organisation: Organisation
  ) -> JSON {
    let zone = organisation.zone
    let id = offered.window.id(in: zone)
    let isSoon = offered.window.kind == .soon
    return [
      "id": .string("window-\(number)"),
      "value": .string(id),
      "day": .string(
        phrases.dayName(zone.date(at: offered.window.start), today: zone.date(at: now))
      ),
      "hours": .string(
        isSoon
          ? phrases.text("windows.soon") + ", " + phrases.between(offered.window)
          : phrases.card(offered.window, now: now)
      ),
      "checked": .bool(id == chosen),
    ]
  }

  /// The exact times, day by day, for one list that a phone shows in its own way.
  private func times(
    _ slots: [OfferedWindow],
    chosen: String,
    _ phrases: Phrases,
    _ organisation: Organisation
  ) -> JSON {
    let zone = organisation.zone
    let today = zone.date(at: now)
    var days: [(date: CivilDate, options: [JSON])] = []
    for slot in slots {
      let date = zone.date(at: slot.window.start)
      let id = slot.window.id(in: zone)
      let option: JSON = [
        "value": .string(id), "label": .string(phrases.card(slot.window, now: now)),
        "checked": .bool(id == chosen),
      ]
      if days.last?.date == date {
        days[days.count - 1].options.append(option)
      } else {
        days.append((date, [option]))
      }
    }
    return [
      "days": .array(
        days.map {
          ["day": .string(phrases.dayName($0.date, today: today)), "options": .array($0.options)]
        }
      )
    ]
  }

  /// The window that a form asks for: an exact time says more than a half of a day.
  func chosenWindow(_ form: FormBody) -> String {
    [form["time"], form["window"]].lazy.compactMap { $0 }.first { !$0.isEmpty } ?? ""
  }
}
