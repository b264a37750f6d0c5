import Basics
import HTTP
import Storage
import Templates
import Ticketing
import Wire

/// One request as the product sees it: who asks from where, in which language, and when.
struct Visit: Sendable {
  let request: Request
  let site: Site
  let now: Moment

  init(_ request: Request, _ site: Site) {
    self.request = request
    self.site = site
    now = site.configuration.clock()
  }

  var desk: Desk { site.desk }

  /// Whether the one who asks is a program: it gets problems as JSON, not as pages.
  var wantsJSON: Bool {
    request.path.hasPrefix("/api/") || request.path.hasPrefix("/opendata/")
  }

  /// The client's own address; a proxy's word for it is believed only when there is one.
  var address: IPAddress {
    guard site.configuration.believes(request.peer),
      let forwarded = request.fields.values(of: "X-Forwarded-For").last,
      // The last address is the one our own proxy saw; those before it anybody can write.
      let last = forwarded.split(separator: ",").last,
      let address = IPAddress(last.filter { $0 != " " })
    else { return request.peer }
    return address
  }

  /// A named part of the path.
  func part(_ name: String) throws(HTTPError) -> String {
    guard let value = request.parameters[name] else { throw .notFound }
    return value
  }

  /// The council that the path names.
  func organisation() throws -> Organisation {
    try organisation(slug: try part("org"))
  }

  func organisation(slug: String) throws(TicketingError) -> Organisation {
    guard let organisation = desk.directory.organisation(slug) else { throw .notFound }
    return organisation
  }
}
