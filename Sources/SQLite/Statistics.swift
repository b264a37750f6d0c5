/// What a database has done since it was opened.
public struct Statistics: Sendable, Equatable {
  /// Transactions committed by the writer; each is one sync of the disk.
  public internal(set) var commits = 0
  /// Write closures that were committed, in groups.
  public internal(set) var groupedWrites = 0
  /// Write closures that shared their commit with others.
  public internal(set) var sharedWrites = 0
  /// The most closures that one commit has carried.
  public internal(set) var largestGroup = 0
  /// Groups that were lost because the commit, or the disk before it, failed.
  public internal(set) var failedGroups = 0
  /// Read closures that were run.
  public internal(set) var reads = 0
  /// Closures that were refused because a queue was full.
  public internal(set) var refused = 0
  /// Times the write-ahead log was copied into the database.
  public internal(set) var checkpoints = 0
  /// Pages in the write-ahead log after the last commit.
  public internal(set) var logPages = 0
  /// Write closures that wait now.
  public internal(set) var waitingWrites = 0
  /// Read closures that wait now.
  public internal(set) var waitingReads = 0
}
