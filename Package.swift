// swift-tools-version: 6.2
import PackageDescription

// One list of settings for every Swift target: warnings are errors, unsafe code is marked.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
]

/// A library target of the house and what it may see.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one target; they mirror its folders.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests",
    dependencies: [.target(name: name)] + dependencies,
    swiftSettings: strict
  )
}

/// A program that tests start or that prints figures; not part of the product.
func program(_ name: String, _ dependencies: [Target.Dependency], path: String) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: path, swiftSettings: strict)
}

let package = Package(
  name: "acompanya",
  products: [.executable(name: "acompanya", targets: ["acompanya"])],
  targets: [
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "CLinux", linkerSettings: [.linkedLibrary("crypt")]),

    library("Basics"),
    library("SQLite", ["CSQLite"]),
    library("Wire", ["CLinux"]),
    library("HTTP", ["Basics", "Wire"]),
    library("WebSockets", ["Basics", "Wire", "HTTP"]),
    library("Templates", ["Basics"]),

    library("Ticketing", ["Basics"]),
    library("Storage", ["Basics", "Ticketing", "SQLite"]),
    .target(
      name: "Relay",
      dependencies: ["Basics", "Ticketing", "CLinux", "Wire", "HTTP", "WebSockets"],
      exclude: ["PROTOCOL.md"], swiftSettings: strict),
    library("Reporting", ["Basics", "Ticketing"]),
    library(
      "Site",
      [
        "Basics", "Ticketing", "Storage", "SQLite", "Reporting", "HTTP", "Templates", "Wire",
        "Passwords", "Relay",
      ]),

    library("Passwords", ["Basics", "CLinux"]),
    library("Commands", ["Basics", "Ticketing"]),
    library("Demo", ["Basics", "Ticketing", "Storage"]),

    .executableTarget(
      name: "acompanya",
      dependencies: [
        "Basics", "Ticketing", "Storage", "SQLite", "Reporting", "Site", "HTTP", "Templates",
        "Wire", "WebSockets", "Relay", "Passwords", "Commands", "Demo",
      ],
      path: "Sources/Acompanya",
      swiftSettings: strict
    ),

    program("SQLiteCrashWriter", ["SQLite"], path: "Tests/SQLiteCrashWriter"),
    program("GroupCommit", ["SQLite"], path: "Tests/Benchmarks/GroupCommit"),
    program("EchoPeer", ["CLinux", "Wire"], path: "Tests/Benchmarks/EchoPeer"),
    program("HTTPPeer", ["HTTP", "Wire"], path: "Tests/Benchmarks/HTTPPeer"),
    program(
      "WebSocketPeer", ["HTTP", "WebSockets", "Wire"], path: "Tests/Benchmarks/WebSocketPeer"),

    program(
      "RelayPeer", ["Basics", "CLinux", "HTTP", "Relay", "WebSockets", "Wire"],
      path: "Tests/Benchmarks/RelayPeer"),

    .target(
      name: "Support",
      dependencies: ["Basics", "Ticketing", "Storage", "SQLite"],
      path: "Tests/Support",
      swiftSettings: strict
    ),
    tests("Basics"),
    tests("SQLite", ["CSQLite", "SQLiteCrashWriter"]),
    tests("Wire", ["CLinux"]),
    tests("HTTP", ["Basics", "Wire"]),
    tests("WebSockets", ["Basics", "HTTP", "Wire"]),
    tests("Templates", ["Basics"]),
    tests("Ticketing", ["Basics", "Support"]),
    tests("Storage", ["Basics", "Support", "Ticketing", "SQLite"]),
    tests("Relay", ["Basics", "Support", "Ticketing", "Wire", "HTTP", "WebSockets"]),
    tests("Reporting", ["Basics", "Ticketing"]),
    tests("Passwords"),
    tests("Commands", ["Basics", "Ticketing"]),
    tests("Demo", ["Basics", "Ticketing", "Storage", "SQLite"]),
    .testTarget(
      name: "AcompanyaTests",
      dependencies: ["acompanya", "Basics", "Commands", "Storage", "Ticketing", "Wire"],
      swiftSettings: strict
    ),
    tests(
      "Site",
      [
        "Basics", "Ticketing", "Storage", "SQLite", "Relay", "Reporting", "Support", "HTTP",
        "Templates",
        "Wire", "Passwords",
      ]),
  ]
)

// The fuzzer's flags are unsafe to the package manager, so its targets exist on demand only.
if Context.environment["ACOMPANYA_FUZZ"] == "1" {
  let fuzz = SwiftSetting.unsafeFlags(["-sanitize=fuzzer"])
  for target in package.targets where ["Basics", "HTTP", "WebSockets"].contains(target.name) {
    target.swiftSettings = strict + [fuzz]
  }
  package.targets += [
    ("FuzzJSON", "Basics"), ("FuzzRequestParser", "HTTP"), ("FuzzFrameParser", "WebSockets"),
  ].map { name, target in
    .executableTarget(
      name: name, dependencies: [.target(name: target)], path: "Tests/Fuzz/\(name)",
      swiftSettings: strict + [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])])
  }
}
