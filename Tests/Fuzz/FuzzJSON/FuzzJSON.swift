import Basics

/// Bytes may be anything, and what is read can be written and read again.
///
///     ACOMPANYA_FUZZ=1 swift build --product FuzzJSON --scratch-path .build/fuzz
///     .build/fuzz/debug/FuzzJSON -max_total_time=60
func check(_ bytes: [UInt8]) {
  if let value = try? JSON(parsing: bytes) {
    precondition((try? JSON(parsing: value.serialized())) == value, "written differently")
    precondition((try? JSON(parsing: value.serialized(pretty: true))) == value, "laid out wrong")
  }
  let text = String(decoding: bytes, as: UTF8.self)
  if let moment = Moment(rfc3339: text) {
    precondition(Moment(rfc3339: moment.rfc3339UTC) == moment || isBeyondCalendar(moment))
  }
  _ = Moment(httpDate: text, now: Moment(seconds: 0))
  if let decoded = Base64.decode(text) { precondition(Base64.encode(decoded) == text) }
  if let decoded = Base64.decode(text, alphabet: .url) {
    precondition(Base64.encode(decoded, alphabet: .url) == text)
  }
  _ = try? Zone(identifier: "Fuzz", tzif: bytes).startOfDay(CivilDate(dayNumber: 20_000))
}

/// An offset can lead out of the years that a date can say.
private func isBeyondCalendar(_ moment: Moment) -> Bool {
  !(-62_135_596_800..<253_402_300_800).contains(moment.seconds)
}
