import HTTP

/// Every address of the product, in one place.
enum Routes {
  /// What answers a visit.
  typealias Answer = @Sendable (Visit) async throws -> Response

  static func all(of site: Site) -> Router {
    var router = Router()
    let tables = [citizen, staff, interface, remote, offices, openData, operation]
    for (method, pattern, answer) in tables.joined() {
      router.add(method, pattern) { [unowned site] request in
        try await answer(Visit(request, site))
      }
    }
    return router
  }

  /// The citizen's pages.
  private static let citizen: [(Method, String, Answer)] = [
    (.get, "/", CouncilPages.all),
    (.get, "/:org", CouncilPages.one),
    (.get, "/:org/privacy", CouncilPages.privacy),
    (.get, "/:org/accessibility", CouncilPages.accessibility),
    (.get, "/:org/call-me", CallMePage.show),
    (.post, "/:org/call-me", CallMePage.submit),
    (.get, "/request/:token", RequestPage.show),
    (.post, "/request/:token/move", RequestPage.move),
    (.post, "/request/:token/cancel", RequestPage.cancel),
    (.get, "/request/:token/request.ics", RequestPage.calendar),
    (.get, "/rate/:token", RatePage.show),
    (.post, "/rate/:token", RatePage.submit),
    (.get, "/problems/:kind", ProblemPages.explain),
  ]

  /// The agent's pages.
  private static let staff: [(Method, String, Answer)] = [
    (.get, "/agent", DeskPage.show),
    (.get, "/agent/list", DeskPage.list),
    (.get, "/agent/sign-in", SignInPage.show),
    (.post, "/agent/sign-in", SignInPage.submit),
    (.post, "/agent/sign-out", SignInPage.leave),
    (.post, "/agent/callbacks/:id/claim", DeskActions.claim),
    (.post, "/agent/callbacks/:id/attempts", DeskActions.attempt),
    (.get, "/agent/contacts/new", DeskPage.newContact),
    (.post, "/agent/contacts", DeskActions.newContact),
    (.get, "/agent/tickets/:ref", DeskPage.ticket),
    (.post, "/agent/tickets/:ref/contacts", DeskActions.logContact),
    (.post, "/agent/tickets/:ref/closure", DeskActions.close),
    (.post, "/agent/tickets/:ref/reopening", DeskActions.reopen),
  ]

  /// The JSON interface, as `/api/openapi.json` describes it.
  private static let interface: [(Method, String, Answer)] = [
    (.get, "/api/openapi.json", OpenAPI.show),
    (.get, "/api/v1/organisations/:org", OrganisationsAPI.show),
    (.get, "/api/v1/organisations/:org/callback-windows", OrganisationsAPI.windows),
    (.post, "/api/v1/organisations/:org/callbacks", CallbacksAPI.book),
    (.get, "/api/v1/callbacks/:token", CallbacksAPI.show),
    (.patch, "/api/v1/callbacks/:token", CallbacksAPI.move),
    (.delete, "/api/v1/callbacks/:token", CallbacksAPI.cancel),
    (.post, "/api/v1/ratings/:token", RatingsAPI.rate),
    (.post, "/api/v1/session", SessionAPI.open),
    (.delete, "/api/v1/session", SessionAPI.close),
    (.get, "/api/v1/callbacks", DeskCallbacksAPI.list),
    (.post, "/api/v1/callbacks/:id/claim", DeskCallbacksAPI.claim),
    (.delete, "/api/v1/callbacks/:id/claim", DeskCallbacksAPI.release),
    (.post, "/api/v1/callbacks/:id/attempts", DeskCallbacksAPI.attempt),
    (.get, "/api/v1/tickets", TicketsAPI.list),
    (.post, "/api/v1/tickets", TicketsAPI.open),
    (.get, "/api/v1/tickets/:ref", TicketsAPI.show),
    (.post, "/api/v1/tickets/:ref/closure", TicketsAPI.close),
    (.delete, "/api/v1/tickets/:ref/closure", TicketsAPI.reopen),
    (.get, "/api/v1/contacts", ContactsAPI.list),
    (.post, "/api/v1/contacts", ContactsAPI.log),
    (.get, "/api/v1/procedures", ProceduresAPI.list),
    (.get, "/api/v1/events", EventsAPI.stream),
  ]

  /// Remote assistance: pages, JSON, and the WebSockets of the relay in here.
  private static let remote: [(Method, String, Answer)] = [
    (.get, "/assist", AssistPage.ask),
    (.post, "/assist", AssistPage.submit),
    (.get, "/assist/receipt", AssistReceipt.show),
    (.get, "/assist/:code", AssistPage.show),
    (.get, "/verify", VerifyPage.ask),
    (.post, "/verify", VerifyPage.answer),
    (.post, "/agent/tickets/:ref/remote-sessions", AgentSessionPage.open),
    (.get, "/agent/sessions/:id", AgentSessionPage.show),
    (.post, "/api/v1/tickets/:ref/remote-sessions", RemoteSessionsAPI.open),
    (.post, "/api/v1/contacts/:id/remote-sessions", RemoteSessionsAPI.openForContact),
    (.post, "/api/v1/tickets/:ref/attachments", AttachmentsAPI.keep),
    (.get, "/api/v1/tickets/:ref/attachments/:word", AttachmentsAPI.give),
    (.post, "/api/v1/remote-sessions/:id/invitations", RemoteSessionsAPI.inviteColleague),
    (.post, "/api/v1/remote-sessions/invitation", RemoteSessionsAPI.invite),
    (.post, "/api/v1/remote-sessions/join", RemoteSessionsAPI.join),
    (.get, "/api/v1/remote-sessions/:id", RemoteSessionsAPI.show),
    (.delete, "/api/v1/remote-sessions/:id", RemoteSessionsAPI.end),
    (.post, "/api/v1/remote-sessions/:id/tickets", RemoteSessionsAPI.ticket),
    (.get, "/assist/computer", ComputerSheet.forCitizen),
    (.get, "/agent/sessions/:id/computer", ComputerSheet.forAgent),
    (.post, "/api/v1/relay/letters", RelayLettersAPI.receive),
    (.get, "/relay/:session", RelayFaces.browser),
    (.get, "/relay/rfb/:session", RelayFaces.desktop),
    (.get, "/novnc/*path", RelayFaces.viewerFiles),
  ]

  /// Staff who work on their office computers from home.
  private static let offices: [(Method, String, Answer)] = [
    (.get, "/agent/desktops", OfficeDesktopPages.show),
    (.post, "/agent/desktops", OfficeDesktopPages.register),
    (.post, "/agent/desktops/:id/revocation", OfficeDesktopPages.revoke),
    (.post, "/agent/desktops/:id/connections", OfficeDesktopPages.connect),
    (.get, "/agent/desktops/:id/connections/:name", OfficeDesktopPages.screen),
    (.post, "/agent/desktops/:id/disconnection", OfficeDesktopPages.disconnect),
    (.get, "/api/v1/office-desktops", OfficeDesktopsAPI.list),
    (.post, "/api/v1/office-desktops", OfficeDesktopsAPI.register),
    (.get, "/api/v1/office-desktops/:id", OfficeDesktopsAPI.show),
    (.delete, "/api/v1/office-desktops/:id", OfficeDesktopsAPI.revoke),
    (.post, "/api/v1/office-desktops/:id/connections", OfficeDesktopsAPI.connect),
    (.post, "/api/v1/office-desktops/:id/connections/:name/ticket", OfficeDesktopsAPI.ticket),
    (.post, "/api/v1/office-desktops/calls", OfficeDesktopCalls.wait),
  ]

  /// What is published.
  private static let openData: [(Method, String, Answer)] = [
    (.get, "/:org/activity", ActivityPages.index),
    (.get, "/:org/activity/:month", ActivityPages.month),
    (.get, "/opendata/:org/latest/:file", OpenDataFiles.latest),
    (.get, "/opendata/:org/:month/:version/:file", OpenDataFiles.version),
  ]

  /// For those who run it.
  private static let operation: [(Method, String, Answer)] = [
    (.get, "/web/*path", Operation.web),
    (.get, "/robots.txt", Operation.robots),
    (.get, "/favicon.ico", Operation.icon),
    (.get, "/healthz", Operation.isAlive),
    (.get, "/readyz", Operation.isReady),
    (.get, "/metrics", Operation.metrics),
  ]
}
