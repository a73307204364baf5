import Core
import Foundation
import TestSupport

/// Builds simulators, optimised or with a bug in the engine, with the compiler alone.
///
/// They lie in `.build/simulation`, which is made anew each time.
actor Workbench {
    static let shared = Workbench()

    enum Failure: Error, CustomStringConvertible {
        case compiler(step: String, text: String)
        case notThere(Mutation, count: Int)

        var description: String {
            switch self {
            case .compiler(let step, let text): "\(step) could not be built:\n\(text)"
            case .notThere(let mutation, let count):
                "the text that '\(mutation.name)' replaces stands \(count) times in \(mutation.file), not once"
            }
        }
    }

    /// The package's folder.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    /// As in `Package.swift`.
    private static let flags =
        ["-swift-version", "6", "-package-name", "showrunner", "-parse-as-library", "-strict-memory-safety"]
        + [
            "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility", "NonisolatedNonsendingByDefault",
            "InferIsolatedConformances", "ImmutableWeakCaptures",
        ].flatMap { ["-enable-upcoming-feature", $0] }

    private static let folder = "\(root)/.build/simulation"
    private var preparation: Task<Void, any Error>?

    /// The simulator of the engine as it is.
    func simulator() async throws -> String {
        try await prepare()
        return Self.path("simulate")
    }

    /// A simulator with a bug.
    func simulator(with mutation: Mutation) async throws -> String {
        try await prepare()
        let source = "\(Self.root)/Sources/Engine/\(mutation.file)"
        let text = try String(contentsOfFile: source, encoding: .utf8)
        let parts = text.components(separatedBy: mutation.old)
        guard parts.count == 2 else { throw Failure.notThere(mutation, count: parts.count - 1) }
        let name = URL(fileURLWithPath: source).lastPathComponent
        let own = Self.path(Slug.of(mutation.name))
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
        try parts.joined(separator: mutation.new).write(toFile: "\(own)/\(name)", atomically: true, encoding: .utf8)
        let others = try Self.sources(in: "Sources/Engine").filter { $0 != source }
        try await Self.compile(
            ["-frontend", "-c", "-Onone", "-module-name", "Engine", "-I", Self.folder]
                + ["-primary-file", "\(own)/\(name)"] + others + Self.flags + ["-o", "\(own)/mutant.o"], mutation.name)
        let objects = try Self.files(in: Self.path("Engine"), ending: ".o")
            .filter { URL(fileURLWithPath: $0).lastPathComponent != "\(name.dropLast(6)).o" }
        // The driver leaves a file beside its first input, so that must not be a folder that all share.
        try await Self.compile(
            ["\(own)/mutant.o"] + objects + ["Core.o", "simulate.o", "CSchedule.o"].map(Self.path)
                + ["-o", "\(own)/simulate"], mutation.name)
        return "\(own)/simulate"
    }

    private func prepare() async throws {
        if preparation == nil { preparation = Task { try await Self.build() } }
        try await preparation?.value
    }

    private static func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Everything once, optimised but for the engine's single files, which each mutant replaces one of.
    private static func build() async throws {
        if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: path("Engine"), withIntermediateDirectories: true)
        let include = "\(root)/Simulation/CSchedule/include"
        try "module CSchedule { header \"\(include)/CSchedule.h\" export * }\n".write(
            toFile: path("module.modulemap"), atomically: true, encoding: .utf8)
        let scheduler = try await Command(
            "clang",
            ["-O2", "-I", include, "-c", "\(root)/Simulation/CSchedule/CSchedule.c", "-o", path("CSchedule.o")]
        ).run()
        guard scheduler.status == 0 else { throw Failure.compiler(step: "CSchedule", text: scheduler.errorText) }
        for (module, sources) in [
            ("Core", "Sources/Core"), ("Engine", "Sources/Engine"), ("simulate", "Simulation/Simulate"),
        ] {
            try await compile(
                try self.sources(in: sources) + flags + [
                    "-O", "-wmo", "-module-name", module, "-I", folder, "-emit-module", "-emit-module-path",
                    path("\(module).swiftmodule"), "-c", "-o", path("\(module).o"),
                ], module)
        }
        try await compile(
            ["Core.o", "Engine.o", "simulate.o", "CSchedule.o"].map(path) + ["-o", path("simulate")],
            "the simulator")
        let single = Command(
            "swiftc",
            try self.sources(in: "Sources/Engine") + flags
                + ["-Onone", "-module-name", "Engine", "-I", folder, "-c", "-j", "2"], folder: path("Engine"))
        let result = try await single.run()
        guard result.status == 0 else { throw Failure.compiler(step: "the engine's files", text: result.errorText) }
    }

    private static func compile(_ arguments: [String], _ step: String) async throws {
        let result = try await Command("swiftc", arguments).run()
        guard result.status == 0 else { throw Failure.compiler(step: step, text: result.errorText) }
    }

    private static func sources(in folder: String) throws -> [String] {
        try files(in: "\(root)/\(folder)", ending: ".swift")
    }

    private static func files(in folder: String, ending: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(ending) }.sorted()
            .map { "\(folder)/\($0)" }
    }
}
