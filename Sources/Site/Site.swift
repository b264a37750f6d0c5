public import Basics
public import HTTP
public import Relay
import Reporting
public import Storage
import Synchronization
import Templates
import Ticketing
public import Wire
public import Wire

/// Everything the product shows over HTTP: pages, the JSON interface, live events, open data.
///
/// Any thread; it keeps no state of its own but limits, templates and open event streams.
public final class Site: Sendable {
  /// What a site needs to know of where it runs.
  public struct Configuration: Sendable {
    /// The directory of pages, styles, scripts and texts.
    public var web: String
    /// The directory of the publication's own sources.
    public var reports: String
    /// Whether a proxy stands in front and speaks TLS with the world.
    public var behindProxy: Bool
    /// Proxies on other machines; one on this machine needs no naming.
    public var proxies: Set<IPAddress>
    /// Whether requests are limited by address.
    public var rateLimits: Bool
    /// Remote assistance: its key and the parts beside it.
    public var remote: RemoteConfiguration
    /// The time; tests stop it.
    public var clock: @Sendable () -> Moment

    /// Describes where a site runs.
    public init(
      web: String,
      reports: String,
      behindProxy: Bool = false,
      proxies: Set<IPAddress> = [],
      rateLimits: Bool = true,
      remote: RemoteConfiguration = RemoteConfiguration(),
      clock: @escaping @Sendable () -> Moment = Moment.now
    ) {
      self.web = web
      self.reports = reports
      self.behindProxy = behindProxy
      self.proxies = proxies
      self.rateLimits = rateLimits
      self.remote = remote
      self.clock = clock
    }

    /// Whether a peer's word on who calls is believed.
    func believes(_ peer: IPAddress) -> Bool {
      behindProxy && (peer.isLoopback || proxies.contains(peer))
    }
  }

  /// How often the site looks whether another process has changed the councils.
  static let upkeepInterval = Duration.seconds(2)

  let desk: Desk
  let configuration: Configuration
  let workers: WorkerPool
  let templates: TemplateLibrary
  let texts: Texts
  let files: StaticFiles
  let publisher: MonthPublisher
  let live = LiveEvents()
  let limits: RequestLimits
  let remote: RemoteDesk
  let offices = OfficeDesks()
  /// The system's noVNC, where there is one.
  let noVNC: StaticFiles?
  let councilAnswers = CouncilAnswers()
  private let router: Mutex<Router>

  /// Reads the pages and texts and makes the site ready.
  ///
  /// - Parameters:
  ///   - desk: The desk it shows.
  ///   - configuration: Where it runs.
  ///   - workers: Threads for what blocks.
  /// - Throws: ``TemplateError`` when a page or text is missing or can't be read.
  public convenience init(
    desk: Desk,
    configuration: Configuration,
    workers: WorkerPool
  ) throws {
    self.init(
      desk: desk,
      configuration: configuration,
      workers: workers,
      sources: try Sources(configuration)
    )
  }

  /// Makes the site ready with what was read before.
  init(desk: Desk, configuration: Configuration, workers: WorkerPool, sources: Sources) {
    self.desk = desk
    self.configuration = configuration
    self.workers = workers
    templates = sources.templates
    texts = sources.texts
    files = StaticFiles(root: configuration.web, workers: workers)
    publisher = MonthPublisher(desk: desk, catalogue: sources.catalogue)
    limits = RequestLimits(enabled: configuration.rateLimits)
    noVNC = configuration.remote.noVNC.map { StaticFiles(root: $0, workers: workers) }
    remote = RemoteDesk(
      configuration.remote, isGuarded: configuration.rateLimits, clock: configuration.clock)
    router = Mutex(Router())
    let routes = Routes.all(of: self)
    router.withLock { $0 = routes }
  }

  /// The routes, for those who describe or test them.
  public var routes: [(method: Method, pattern: String)] {
    router.withLock { $0 }.patterns
  }

  /// The relay in here, for the listener of shared desktops.
  public var relay: Relay { remote.relay }

  /// Answers a request; every error becomes an answer in the caller's language.
  public func respond(to request: Request) async -> Response {
    let visit = Visit(request, self)
    var response: Response
    do {
      try await visit.admit()
      response = try await router.withLock { $0 }.respond(to: request)
    } catch {
      response = visit.answer(to: error)
    }
    SecurityHeaders.add(
      to: &response, path: request.path, relay: configuration.remote.relay)
    return response
  }

  /// The answer to what never became a request: a head that can't be read, or came too slowly.
  ///
  /// Nobody knows yet which page or language was meant, so it is a problem in Catalan.
  public func refusal(_ status: Status) -> Response {
    let kind = String(status.code)
    let texts = texts
    let part = { texts.problem(kind, status, $0, in: .catalan) }
    let problem: JSON = [
      "type": .string("/problems/" + kind), "title": .string(part("title")),
      "status": .integer(Int64(status.code)), "detail": .string(part("detail")),
    ]
    var response = Response(status, "application/problem+json", problem.serialized())
    SecurityHeaders.add(to: &response, path: nil, relay: configuration.remote.relay)
    return response
  }

  /// Keeps the site fresh until it is cancelled: councils that another process changed, and
  /// what happens in remote sessions.
  public func run() async {
    await endAbandonedSessions()
    await withDiscardingTaskGroup { group in
      group.addTask { await self.remote.run(self) }
      group.addTask { await self.watchOffices() }
      await watchCouncils()
      group.cancelAll()
    }
  }

  /// Sessions that a process before this one had open are lost with it; those on a relay
  /// elsewhere go on, but none for longer than it may.
  private func endAbandonedSessions() async {
    let now = configuration.clock()
    let isElsewhere = configuration.remote.relay != nil
    let before = isElsewhere ? now - RemoteSession.Times.longest - .seconds(3_600) : now
    do {
      try await desk.record { ledger in
        try ledger.endAbandonedRemoteSessions(at: before)
        if !isElsewhere { try ledger.endAbandonedConnections(at: now) }
      }
    } catch {
      Log.standard.error("upkeep-failed", [("error", .string(String(describing: error)))])
    }
  }

  /// Ends connections to office desktops of which nobody has told the end.
  private func watchOffices() async {
    while (try? await Timer.sleep(for: .seconds(10))) != nil {
      let now = configuration.clock()
      do {
        try await desk.record { try $0.endLateConnections(at: now, patience: .seconds(120)) }
      } catch {
        Log.standard.error("upkeep-failed", [("error", .string(String(describing: error)))])
      }
    }
  }

  private func watchCouncils() async {
    var version: Int64?
    while !Task.isCancelled {
      do {
        let now = try await desk.dataVersion()
        if let version, version != now { try await desk.refreshDirectory() }
        version = now
      } catch {
        Log.standard.error("upkeep-failed", [("error", .string(String(describing: error)))])
      }
      do { try await Timer.sleep(for: Self.upkeepInterval) } catch { return }
    }
  }

  /// Ends the open event streams, so that a stopping server can drain.
  public func stop() {
    live.finish()
    offices.finish()
    remote.finish()
  }
}
