import SQLite

extension Desk {
  /// The store's own counters since the program started.
  public var metrics: [(name: String, help: String, kind: String, value: Int)] {
    let now = database.statistics
    return [
      ("store_commits_total", "Commits on the disk.", "counter", now.commits),
      ("store_writes_total", "Writes that were committed.", "counter", now.groupedWrites),
      ("store_group_max", "Most writes in one commit.", "gauge", now.largestGroup),
      ("store_failed_groups_total", "Commits that failed.", "counter", now.failedGroups),
      ("store_reads_total", "Reads.", "counter", now.reads),
      ("store_refused_total", "Reads and writes refused under load.", "counter", now.refused),
    ]
  }
}
