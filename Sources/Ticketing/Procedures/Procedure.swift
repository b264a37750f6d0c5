/// One administrative procedure of a council.
public struct Procedure: Sendable {
  /// Which procedure this is.
  public let id: Identifier<Procedure>
  /// The council that offers it.
  public let organisation: Identifier<Organisation>
  /// Its name in addresses and figures, such as `padro-alta`.
  public let code: String
  /// Its name in each language.
  public let names: [Language: String]
  /// The family it belongs to.
  public let topic: Topic

  /// Describes a procedure.
  public init(
    id: Identifier<Procedure>,
    organisation: Identifier<Organisation>,
    code: String,
    names: [Language: String],
    topic: Topic
  ) {
    self.id = id
    self.organisation = organisation
    self.code = code
    self.names = names
    self.topic = topic
  }

  /// The procedure's name, in another language when it has none in this one.
  public func name(in language: Language) -> String {
    names[language] ?? names[.catalan] ?? code
  }
}
