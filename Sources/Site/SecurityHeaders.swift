import HTTP

/// The fields that every answer carries to keep a browser from being used against people.
enum SecurityHeaders {
  private static let always: Fields = [
    "X-Content-Type-Options": "nosniff",
    // Not `no-referrer`: a browser would then send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
  ]

  /// Adds them; `relay` is one on another machine, to which our pages connect too.
  static func add(to response: inout Response, path: String?, relay: String?) {
    response.fields.append("Permissions-Policy", permissions(path ?? ""))
    if response.fields["Content-Security-Policy"] == nil {
      response.fields.append("Content-Security-Policy", policy(relay))
    }
    // Some answers say a few of them themselves.
    for field in always where response.fields[field.name] == nil {
      response.fields.append(field.name, field.value)
    }
    if response.fields["Cache-Control"] == nil {
      // What isn't said to be public may be somebody's own.
      response.fields.append("Cache-Control", "no-store")
    }
  }

  /// What a page may ask the person for: only those of a remote session ask for anything.
  private static func permissions(_ path: String) -> String {
    let isCitizens = path == "/assist" || path.hasPrefix("/assist/")
    let isTalk = isCitizens || path.hasPrefix("/agent/sessions/")
    let talk = isTalk ? "(self)" : "()"
    let screen = isCitizens ? "(self)" : "()"
    return "camera=\(talk), microphone=\(talk), display-capture=\(screen), "
      + "geolocation=(), payment=(), usb=()"
  }

  private static func policy(_ relay: String?) -> String {
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
      + "connect-src 'self'\(relay.map { " " + $0 } ?? ""); font-src 'self'; "
      + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
  }
}
