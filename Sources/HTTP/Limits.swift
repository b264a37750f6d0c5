/// What the server allows.
///
/// Every face has a limit.
public struct Limits: Sendable {
  /// Bytes of the request line, its end included.
  ///
  /// The default is 8,192; longer gets 414.
  public var requestLineBytesMax = 8_192
  /// Field lines of a request.
  ///
  /// The default is 100; more get 431.
  public var fieldsMax = 100
  /// Bytes of all field lines together.
  ///
  /// The default is 32,768; more get 431.
  public var fieldBytesMax = 32_768
  /// Bytes of one request's content, however it is framed.
  ///
  /// The default is 64 MiB; more get 413.
  public var bodyBytesMax = 67_108_864
  /// Bytes of chunk extensions and of trailers.
  ///
  /// The default is 4,096 for each.
  public var chunkOverheadBytesMax = 4_096
  /// Bytes of content that nobody read and that are thrown away to keep the connection.
  ///
  /// The default is 65,536; with more the connection is closed.
  public var drainBytesMax = 65_536

  /// How long a client may take from the first byte of a head to its last.
  ///
  /// The default is 10 s.
  public var headTime = Duration.seconds(10)
  /// How long a client may send nothing of its content.
  ///
  /// The default is 30 s; the whole content may take this plus one second for every 1,024 bytes
  /// that came.
  public var bodyTime = Duration.seconds(30)
  /// How long a connection may lie idle between requests.
  ///
  /// The default is 60 s.
  public var idleTime = Duration.seconds(60)
  /// How long a client may read nothing of an answer.
  ///
  /// The default is 30 s.
  public var writeTime = Duration.seconds(30)
  /// How long a connection that is closed waits for the client to see the answer.
  ///
  /// The default is 2 s.
  public var lingerTime = Duration.seconds(2)

  /// Connections in all.
  ///
  /// The default is 16,384; with more idle ones
  /// are closed, and without idle ones the next wait in the kernel's queue.
  public var connectionsMax = 16_384

  /// The defaults.
  public init() {}
}
