import HTTP

/// The fields that every answer carries to keep a browser from being used against people.
enum SecurityHeaders {
  private static let always: Fields = [
    "X-Content-Type-Options": "nosniff",
    // Not `no-referrer`: a browser would then send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), payment=(), usb=()",
  ]

  /// Adds them; `relay` is one on another machine, to which our pages connect too.
  static func add(to response: inout Response, relay: String?) {
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

  private static func policy(_ relay: String?) -> String {
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
      + "connect-src 'self'\(relay.map { " " + $0 } ?? ""); font-src 'self'; "
      + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
  }
}
