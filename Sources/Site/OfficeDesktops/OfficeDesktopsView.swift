import Basics
import HTTP
import Storage
import Templates
import Ticketing

/// What one person sees of the office desktops.
struct OfficeDesktopsView {
  let desk: DeskView
  let own: [OfficeDesktopFile]
  let administered: [OfficeDesktopFile]
  let councils: [Organisation]
  let owners: [Staff]

  init(_ visit: Visit, _ session: Session) async throws {
    desk = try await DeskView(visit, session)
    let staff = session.staff
    let ids = staff.organisations(allowing: .administer)
    councils = ids.compactMap(visit.desk.directory.organisation)
    let (own, administered, everybody) = try await visit.desk.look { ledger in
      (
        try ledger.officeDesktops(of: staff.id), try ledger.officeDesktops(in: ids),
        ids.isEmpty ? [] : try ledger.staffRecords()
      )
    }
    self.own = try await visit.files(of: own.filter { $0.isReachable(by: staff) })
    self.administered = try await visit.files(of: administered, events: 4)
    owners = everybody.filter { record in
      record.disabledAt == nil && ids.contains { record.staff.may(.answer, in: $0) }
    }.map(\.staff)
  }

  private var visit: Visit { desk.visit }

  func context(entered form: FormBody?, faults: [Fault]) -> JSONObject {
    var context = desk.context(current: nil)
    context["path"] = "/agent/desktops"
    // The machine's own card says so here.
    context["desktopInUse"] = false
    context["own"] = .array(own.map(describeOwn))
    context["hasOwn"] = .bool(!own.isEmpty)
    context["isOn"] = .bool(visit.site.remote.configuration.desktopAddress != nil)
    if !councils.isEmpty {
      context["administration"] = [
        "desktops": .array(administered.map(describeAdministered)),
        "form": .object(registration(form, faults)),
      ]
    }
    return context
  }

  private func describeOwn(_ file: OfficeDesktopFile) -> JSON {
    var object = describe(file)
    let path = "/agent/desktops/\(file.desktop.id.rawValue)"
    object["canConnect"] = .bool(file.state == .online)
    object["isInUse"] = .bool(file.state == .inUse)
    object["connectHref"] = .string(path + "/connections")
    object["disconnectHref"] = .string(path + "/disconnection")
    return .object(object)
  }

  private func describeAdministered(_ file: OfficeDesktopFile) -> JSON {
    var object = describe(file)
    object["owner"] = .string(desk.names[file.desktop.owner] ?? "")
    object["organisation"] = .string(
      visit.desk.directory.organisation(file.desktop.organisation)?.name(in: desk.language) ?? "")
    object["revokeHref"] = .string("/agent/desktops/\(file.desktop.id.rawValue)/revocation")
    object["canRevoke"] = .bool(file.state != .revoked)
    return .object(object)
  }

  private func describe(_ file: OfficeDesktopFile) -> JSONObject {
    let desktop = file.desktop
    let texts = visit.site.texts
    let language = desk.language.rawValue
    var state = texts.text("desktops.states.\(file.state.word)", in: language)
    if case .closed(let opens?) = file.state {
      state += " · " + phrases(desktop).dayAndTime(opens, now: visit.now)
    }
    return [
      "id": .integer(desktop.id.rawValue), "name": .string(desktop.name),
      "state": .string(file.state.word), "stateText": .string(state),
      "hours": .string(hours(desktop).joined(separator: "; ")),
      "events": .array(
        file.events.map { event in
          let word =
            event.step == .ended ? "reasons.\(event.detail ?? "left")" : event.step.rawValue
          return [
            "at": .string(phrases(desktop).dayAndTime(event.at, now: visit.now)),
            "text": .string(texts.text("desktops.steps.\(word)", in: language)),
            "who": .string(event.staff.flatMap { desk.names[$0] } ?? ""),
          ]
        }),
    ]
  }

  /// The week in words: the days on which it may be reached.
  private func hours(_ desktop: OfficeDesktop) -> [String] {
    let today = desktop.hours.zone.date(at: visit.now).weekday
    let closed = phrases(desktop).spans([])
    return phrases(desktop).week(desktop.hours, today: today).filter { $0.text != closed }.map {
      "\($0.days) \($0.text)"
    }
  }

  private func phrases(_ desktop: OfficeDesktop) -> Phrases {
    Phrases(texts: visit.site.texts, language: desk.language, zone: desktop.hours.zone)
  }

  private func registration(_ form: FormBody?, _ faults: [Fault]) -> JSONObject {
    let texts = visit.site.texts
    let language = desk.language.rawValue
    return [
      "action": "/agent/desktops",
      "name": .string(form?["name"] ?? ""),
      "from": .string(form?["from"] ?? "07:00"), "to": .string(form?["to"] ?? "20:00"),
      "errors": .array(
        faults.map { fault in
          .string(texts.text("desktops.faults.\(fault.field)", in: language))
        }),
      "organisations": .array(
        councils.map { council in
          [
            "value": .string(council.slug),
            "label": .string(council.name(in: desk.language)),
            "selected": .bool(form?["organisation"] == council.slug),
          ]
        }),
      "owners": .array(
        owners.map { owner in
          [
            "value": .string(owner.user), "label": .string(owner.name),
            "selected": .bool(form?["owner"] == owner.user),
          ]
        }),
      "days": .array(
        Weekday.allCases.map { day in
          [
            "value": .integer(Int64(day.rawValue)),
            "label": .string(texts.text("dates.weekdays.\(day.rawValue)", in: language)),
            "checked": .bool(
              form.map { $0["day-\(day.rawValue)"] != nil } ?? (day.rawValue <= 5)),
          ]
        }),
    ]
  }

  /// The machine that was registered just now, and what to type on it.
  func describe(_ desktop: OfficeDesktop, _ secret: String) -> JSON {
    ["name": .string(desktop.name), "secret": .string(secret)]
  }
}
