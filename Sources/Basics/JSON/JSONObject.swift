/// The members of a JSON object, in order, no name twice.
public struct JSONObject: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  /// A name and its value.
  public struct Member: Sendable, Equatable {
    /// The name, unique in its object.
    public let name: String
    /// The value.
    public internal(set) var value: JSON
  }

  /// The members in order.
  public private(set) var members: [Member] = []
  /// Where each name stands; kept only once a search from the front would be slow.
  private var places: [String: Int] = [:]
  private static let membersWithoutPlacesMax = 16

  /// An object without members.
  public init() {}

  /// An object of names and values; of members with the same name the last one counts.
  public init(_ members: some Sequence<(String, JSON)>) {
    for (name, value) in members { self[name] = value }
  }

  /// A literal object; of members with the same name the last one counts.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self.init(elements)
  }

  /// How many members there are.
  public var count: Int { members.count }
  /// Whether there are none.
  public var isEmpty: Bool { members.isEmpty }
  /// The names in order.
  public var names: [String] { members.map(\.name) }

  /// The value called `name`; setting nil removes it, setting a new one appends it.
  public subscript(name: String) -> JSON? {
    get { place(of: name).map { members[$0].value } }
    set {
      switch (place(of: name), newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): remove(at: place)
      case (nil, let value?): append(name, value)
      case (nil, nil): break
      }
    }
  }

  /// Whether the members are the same in the same order.
  public static func == (one: JSONObject, other: JSONObject) -> Bool {
    one.members == other.members
  }

  func place(of name: String) -> Int? {
    members.count <= Self.membersWithoutPlacesMax
      ? members.firstIndex { $0.name == name } : places[name]
  }

  /// Appends a member whose name isn't there yet.
  mutating func append(_ name: String, _ value: JSON) {
    members.append(Member(name: name, value: value))
    if members.count > Self.membersWithoutPlacesMax + 1 {
      places[name] = members.count - 1
    } else if members.count > Self.membersWithoutPlacesMax {
      renumber()
    }
  }

  private mutating func remove(at place: Int) {
    members.remove(at: place)
    if members.count > Self.membersWithoutPlacesMax { renumber() } else { places = [:] }
  }

  private mutating func renumber() {
    places = [:]
    for (place, member) in members.enumerated() { places[member.name] = place }
  }
}
