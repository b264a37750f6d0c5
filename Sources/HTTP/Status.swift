/// A response status (RFC 9110 § 15).
public struct Status: Sendable, Hashable, CustomStringConvertible {
  /// The three-digit code.
  public let code: Int

  /// A status by its code; anything outside 100–599 becomes 500.
  public init(_ code: Int) {
    self.code = (100...599).contains(code) ? code : 500
  }

  /// The code and the reason phrase.
  public var description: String { reason.isEmpty ? "\(code)" : "\(code) \(reason)" }

  /// The request succeeded.
  public static let ok = Status(200)
  /// Something new exists.
  public static let created = Status(201)
  /// The request will be worked on.
  public static let accepted = Status(202)
  /// The request succeeded and there is nothing to say.
  public static let noContent = Status(204)
  /// A part of the representation.
  public static let partialContent = Status(206)
  /// The resource lives elsewhere for good.
  public static let movedPermanently = Status(301)
  /// The resource is elsewhere for now.
  public static let found = Status(302)
  /// Look there with GET.
  public static let seeOther = Status(303)
  /// The client's copy is still good.
  public static let notModified = Status(304)
  /// The request can't be understood.
  public static let badRequest = Status(400)
  /// The client must say who it is.
  public static let unauthorized = Status(401)
  /// The client may not do this.
  public static let forbidden = Status(403)
  /// There is nothing here.
  public static let notFound = Status(404)
  /// The resource can't do this.
  public static let methodNotAllowed = Status(405)
  /// The client took too long.
  public static let requestTimeout = Status(408)
  /// The resource is in a state that doesn't allow this.
  public static let conflict = Status(409)
  /// A condition of the request is false.
  public static let preconditionFailed = Status(412)
  /// The content is too large.
  public static let contentTooLarge = Status(413)
  /// The range lies outside the representation.
  public static let rangeNotSatisfiable = Status(416)
  /// The content is well-formed but wrong.
  public static let unprocessableContent = Status(422)
  /// The client asks too often.
  public static let tooManyRequests = Status(429)
  /// The head is too large.
  public static let requestHeaderFieldsTooLarge = Status(431)
  /// The server failed.
  public static let internalServerError = Status(500)
  /// The server can't do this.
  public static let notImplemented = Status(501)
  /// The server can't do this now.
  public static let serviceUnavailable = Status(503)

  /// The phrase that goes with the code; empty if the standard has none.
  public var reason: String {
    code < 400 ? goodReason : code < 500 ? clientReason : serverReason
  }

  private var goodReason: String {
    switch code {
    case 100: "Continue"
    case 101: "Switching Protocols"
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 204: "No Content"
    case 206: "Partial Content"
    case 301: "Moved Permanently"
    case 302: "Found"
    case 303: "See Other"
    case 304: "Not Modified"
    case 307: "Temporary Redirect"
    case 308: "Permanent Redirect"
    default: ""
    }
  }

  private var clientReason: String {
    switch code {
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 406: "Not Acceptable"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 410: "Gone"
    case 411: "Length Required"
    case 412: "Precondition Failed"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 416: "Range Not Satisfiable"
    case 417: "Expectation Failed"
    case 421: "Misdirected Request"
    case 422: "Unprocessable Content"
    case 426: "Upgrade Required"
    case 428: "Precondition Required"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    default: ""
    }
  }

  private var serverReason: String {
    switch code {
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    case 505: "HTTP Version Not Supported"
    default: ""
    }
  }
}
