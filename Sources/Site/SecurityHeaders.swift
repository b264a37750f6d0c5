import HTTP

/// The fields that every answer carries to keep a browser from being used against people.
enum SecurityHeaders {
  static let contentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    + "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    + "frame-ancestors 'none'"

  static func add(to response: inout Response) {
    response.fields.append("Content-Security-Policy", contentSecurityPolicy)
    response.fields.append("X-Content-Type-Options", "nosniff")
    // Not `no-referrer`: a browser would then send `Origin: null` with our own forms.
    response.fields.append("Referrer-Policy", "same-origin")
    response.fields.append("Cross-Origin-Opener-Policy", "same-origin")
    response.fields.append("Permissions-Policy", "geolocation=(), payment=(), usb=()")
    if response.fields["Cache-Control"] == nil {
      // What isn't said to be public may be somebody's own.
      response.fields.append("Cache-Control", "no-store")
    }
  }
}
