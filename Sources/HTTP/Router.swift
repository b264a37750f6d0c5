/// Finds the handler of a request by its method and path.
///
/// Literal segments win over `:name`, which takes one segment that isn't empty, and that wins
/// over a last `*name`, which takes the rest of the path with its slashes.
public struct Router: Sendable {
  /// What answers a request.
  public typealias Handler = @Sendable (Request) async throws -> Response

  private struct Route: Sendable {
    let names: [String]
    let handler: Handler
  }

  private struct Node: Sendable {
    var literals: [String: Int] = [:]
    var parameter: Int?
    var rest: Int?
    var routes: [Method: Route] = [:]
    var methods: [Method] = []
  }

  private var nodes = [Node()]
  /// Methods and patterns in the order in which they were added.
  public private(set) var patterns: [(method: Method, pattern: String)] = []

  /// No routes.
  public init() {}

  /// Adds a route.
  ///
  /// - Parameters:
  ///   - method: The method. A GET route answers HEAD as well.
  ///   - pattern: Like `/tickets/:ref/closure` or `/static/*path`.
  ///   - handler: What answers. A later route with the same method and shape replaces it.
  public mutating func add(
    _ method: Method, _ pattern: String, _ handler: @escaping Handler
  ) {
    var at = 0
    var names: [String] = []
    let path = pattern.hasPrefix("/") ? pattern.dropFirst() : pattern[...]
    let segments = path.isEmpty ? [] : path.split(separator: "/", omittingEmptySubsequences: false)
    for segment in segments {
      if segment.hasPrefix(":") || segment.hasPrefix("*") {
        names.append(String(segment.dropFirst()))
      }
      at = child(of: at, for: segment)
    }
    if nodes[at].routes.updateValue(Route(names: names, handler: handler), forKey: method) == nil {
      nodes[at].methods.append(method)
    }
    patterns.append((method, pattern))
  }

  private mutating func child(of parent: Int, for segment: Substring) -> Int {
    let next = nodes.count
    if segment.hasPrefix(":") {
      if let known = nodes[parent].parameter { return known }
      nodes[parent].parameter = next
    } else if segment.hasPrefix("*") {
      if let known = nodes[parent].rest { return known }
      nodes[parent].rest = next
    } else {
      if let known = nodes[parent].literals[String(segment)] { return known }
      nodes[parent].literals[String(segment)] = next
    }
    nodes.append(Node())
    return next
  }

  /// Answers a request.
  ///
  /// HEAD goes to the handler of GET and OPTIONS is answered with Allow, unless they have routes
  /// of their own.
  ///
  /// - Throws: ``HTTPError/notFound``, ``HTTPError/methodNotAllowed(allow:)`` or what the handler
  ///   throws.
  public func respond(to request: Request) async throws -> Response {
    if request.isAsterisk {
      return allowing(Array(Set(patterns.map(\.method))).sorted { $0.rawValue < $1.rawValue })
    }
    let segments = request.segments
    var values: [String] = []
    guard let node = find(segments[...], from: 0, &values) else { throw HTTPError.notFound }
    let method = request.method
    if let route = nodes[node].routes[method]
      ?? (method == .head ? nodes[node].routes[.get] : nil)
    {
      guard !values.isEmpty else { return try await route.handler(request) }
      var request = request
      request.parameters.pairs = zip(route.names, values).map { ($0, $1) }
      return try await route.handler(request)
    }
    let allow = allowed(at: node)
    if method == .options { return allowing(allow) }
    throw HTTPError.methodNotAllowed(allow: allow)
  }

  private func allowing(_ methods: [Method]) -> Response {
    var response = Response(.noContent)
    response.fields.append("Allow", methods.map(\.rawValue).joined(separator: ", "))
    return response
  }

  private func allowed(at node: Int) -> [Method] {
    var methods = nodes[node].methods
    if methods.contains(.get), !methods.contains(.head) { methods.append(.head) }
    if !methods.contains(.options) { methods.append(.options) }
    return methods
  }

  /// The node of the path; falls back from literals to parameters to the rest.
  private func find(
    _ segments: ArraySlice<String>, from node: Int, _ values: inout [String]
  ) -> Int? {
    guard let segment = segments.first else {
      return nodes[node].methods.isEmpty ? nil : node
    }
    if let next = nodes[node].literals[segment],
      let found = find(segments.dropFirst(), from: next, &values)
    {
      return found
    }
    if let next = nodes[node].parameter, !segment.isEmpty {
      values.append(segment)
      if let found = find(segments.dropFirst(), from: next, &values) { return found }
      values.removeLast()
    }
    if let next = nodes[node].rest {
      values.append(segments.joined(separator: "/"))
      return next
    }
    return nil
  }
}
