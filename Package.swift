// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors where `SHOWRUNNER_STRICT` is set (CI), never for a user who builds with a newer compiler.
let strict = Context.environment["SHOWRUNNER_STRICT"] != nil

/// Where `SHOWRUNNER_FUZZ` is set (`scripts/fuzz`), some rooms tell libFuzzer which of their branches an input has reached.
///
/// They are the ones that read what strangers send: each branch that is watched costs time with every input.
let fuzzing = Context.environment["SHOWRUNNER_FUZZ"] != nil
let fuzzedRooms: Set<String> = ["Core", "HTTP", "Imaging", "Intake", "Resources", "Service"]

let house: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"), .enableUpcomingFeature("ImmutableWeakCaptures"),
        .strictMemorySafety(),
    ] + (strict ? [.treatAllWarnings(as: .error)] : [])
    + (fuzzing ? [.unsafeFlags(["-parse-as-library"])] : [])

/// One room: its sources in `Sources/<name>`, and what it may lean on.
func room(_ name: String, on dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, resources: resources,
        swiftSettings: house
            + (fuzzing && fuzzedRooms.contains(name) ? [.unsafeFlags(["-sanitize=fuzzer"])] : []))
}

/// The tests of a room: `Tests/<name>Tests`.
///
/// `files`: what lies there and is not compiled.
func tests(of name: String, with dependencies: [Target.Dependency] = [], beside files: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, path: "Tests/\(name)Tests",
        exclude: files, swiftSettings: house)
}

/// A C library of the system: a module map and shims, nothing else.
func library(_ name: String, pkgConfig: String, apt package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

/// Hands inputs of libFuzzer to what reads text and bytes of strangers.
let fuzz = Target.executableTarget(
    name: "fuzz", dependencies: ["Core", "Crypto", "HTTP", "Imaging", "Intake", "Resources", "Service", "Store"],
    path: "Fuzzing", swiftSettings: house + [.enableExperimentalFeature("Extern")],
    linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])])

let package = Package(
    name: "Showrunner",
    targets: [
        library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        library("CGit", pkgConfig: "libgit2", apt: "libgit2-dev"),
        library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        library("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
        library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
        library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        .target(name: "CGather", dependencies: ["CSQLite"]),
        .target(name: "CMicroHTTPD", linkerSettings: [.linkedLibrary("microhttpd")]),
        .target(name: "CVips"),
        .systemLibrary(name: "CSpawn"),
        .systemLibrary(name: "CMemory"),
        .target(name: "CScan"),

        room("Core"),
        room("Engine", on: ["Core"]),
        room("Crypto", on: ["Core", "CCrypto"]),
        room("Resources", on: ["Core", "CYAML"], resources: [.embedInCode("Shipped")]),
        room("HTTP", on: ["Core", "Crypto", "CCurl", "CMicroHTTPD", "CMemory"]),
        room("Store", on: ["Core", "Crypto", "CSQLite", "CGather"]),
        room("Imaging", on: ["Core", "CVips", "CZlib", "CMemory"]),
        room("Spawn", on: ["CSpawn"]),
        room("Media", on: ["Core", "Spawn"]),
        room("GitStore", on: ["Core", "HTTP", "Crypto", "Spawn", "CGit", "CZlib"]),
        room("ObjectStore", on: ["Core", "HTTP", "Crypto"]),
        room("GitHub", on: ["Core", "HTTP", "Crypto"]),
        room("Intake", on: ["Core", "Resources"]),
        room("Providers", on: ["Core", "HTTP", "Imaging", "Media", "Crypto"]),
        room("Review", on: ["Core", "Imaging", "Media"]),
        room(
            "Content",
            on: [
                "Core", "Engine", "Resources", "Crypto", "Imaging", "Media", "Providers", "Review", "GitStore",
                "ObjectStore",
            ],
            resources: [.embedInCode("Shipped")]),
        room(
            "Page", on: ["Core", "Engine", "Crypto", "Content"], resources: [.embedInCode("Shipped")]),
        room(
            "Service",
            on: [
                "Core", "Engine", "Crypto", "Resources", "HTTP", "Store", "GitHub", "Intake", "Content", "Page",
                "CScan",
            ]),
        .executableTarget(
            name: "bot",
            dependencies: [
                "Core", "Engine", "Crypto", "Resources", "HTTP", "Store", "Imaging", "Media", "GitStore", "GitHub",
                "Intake", "ObjectStore", "Providers", "Review", "Content", "Page", "Service", "CMemory",
            ], swiftSettings: house),
        .executableTarget(
            name: "bench",
            dependencies: [
                "Core", "Crypto", "Engine", "Store", "GitStore", "HTTP", "Imaging", "Review", "TestSupport",
                "CMemory",
            ],
            path: "Benchmarks", exclude: ["Reference"], swiftSettings: house),
        .target(name: "CSchedule", path: "Simulation/CSchedule"),
        .executableTarget(
            name: "simulate", dependencies: ["Core", "Engine", "CSchedule"], path: "Simulation/Simulate",
            swiftSettings: house),

        .target(name: "TestSupport", dependencies: ["Core"], path: "Tests/TestSupport", swiftSettings: house),
        tests(of: "Core"),
        tests(of: "Engine", with: ["TestSupport"]),
        tests(of: "Crypto"),
        tests(of: "Resources", with: ["TestSupport"]),
        tests(of: "HTTP", with: ["Crypto", "TestSupport"]),
        tests(of: "Store", with: ["Crypto", "CSQLite", "CGather", "TestSupport"], beside: ["Released"]),
        tests(of: "Imaging", with: ["TestSupport"]),
        tests(of: "Media", with: ["TestSupport"]),
        tests(of: "GitStore", with: ["Core", "Crypto", "HTTP", "TestSupport"]),
        tests(of: "ObjectStore", with: ["Core", "Crypto", "HTTP", "TestSupport"]),
        tests(of: "GitHub", with: ["HTTP", "TestSupport"]),
        tests(of: "Intake", with: ["Resources", "TestSupport"]),
        tests(of: "Providers", with: ["HTTP", "Imaging", "Media", "TestSupport"]),
        tests(of: "Review", with: ["Imaging", "Media", "TestSupport"]),
        tests(
            of: "Content",
            with: [
                "Engine", "GitStore", "HTTP", "Imaging", "Media", "Providers", "Resources", "Review", "Store",
                "TestSupport",
            ]),
        tests(of: "Page", with: ["Content", "Core", "Engine"]),
        tests(
            of: "Service",
            with: [
                "CSQLite", "Content", "Crypto", "Engine", "GitHub", "HTTP", "Intake", "Page", "Resources", "Store",
                "TestSupport",
            ]),
        .testTarget(
            name: "SimulationTests", dependencies: ["Core", "TestSupport"], path: "Tests/SimulationTests",
            swiftSettings: house),
        .testTarget(
            name: "botTests",
            dependencies: ["bot", "CSQLite", "Crypto", "HTTP", "Imaging", "Providers", "Store", "TestSupport"],
            path: "Tests/botTests", swiftSettings: house),
    ] + (fuzzing ? [fuzz] : [])
)
