package import Core
import FoundationEssentials

/// Finds a resource by its path: the repository's own file first, else the one inside the binary.
package struct ResourceFinder: Sendable {
    /// Gives the bytes of a file of the repository by its relative path; nil where it has none.
    package typealias RepositoryFile = @Sendable (String) throws -> [UInt8]?
    /// Gives the names of the files in a folder of the repository by its relative path; none where it has no such folder.
    package typealias RepositoryNames = @Sendable (String) throws -> [String]

    private let repository: RepositoryFile?
    private let names: RepositoryNames?

    /// Without a repository only what is shipped is found.
    package init(repository: RepositoryFile? = nil, names: RepositoryNames? = nil) {
        self.repository = repository
        self.names = names
    }

    /// Looks into a folder of the file system, as a checkout is.
    package init(folder: String) {
        self.init(
            repository: { path in
                let file = folder + "/" + path
                guard FileManager.default.fileExists(atPath: file) else { return nil }
                return try [UInt8](Data(contentsOf: URL(filePath: file)))
            },
            names: { path in
                let place = folder + "/" + path
                guard FileManager.default.fileExists(atPath: place) else { return [] }
                return try FileManager.default.contentsOfDirectory(atPath: place)
            })
    }

    /// Nil where neither the repository nor the binary has it; a file that can't be read throws.
    ///
    /// `path` is relative and never comes from an issue; one that leaves the repository finds nothing.
    package func resource(at path: String) throws -> FoundResource? {
        guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else { return nil }
        if let bytes = try repository?(path) {
            return FoundResource(file: path, text: String(decoding: bytes, as: UTF8.self), isShipped: false)
        }
        return Self.shipped[path].map {
            FoundResource(file: path, text: String(decoding: $0, as: UTF8.self), isShipped: true)
        }
    }

    /// Every YAML file of a folder, what is shipped first; a file of the repository stands in for a shipped one of its name.
    package func resources(in folder: String) throws -> [FoundResource] {
        let own = Set(try names?(folder) ?? []).filter { $0.hasSuffix(".yml") && !$0.hasPrefix(".") }
        let shipped = Self.shipped.keys.filter { $0.hasPrefix(folder + "/") }.map { $0.dropFirst(folder.count + 1) }
        let rest = own.filter { !shipped.contains(Substring($0)) }
        return try (shipped.map(String.init).sorted() + rest.sorted()).compactMap {
            try resource(at: "\(folder)/\($0)")
        }
    }

    /// The workflow that a kind of brief runs on: that of its own name, or for a batch the one of pictures.
    package func workflow(for kind: BriefKind, in folder: String = "workflows") throws -> FoundResource? {
        if let own = try workflow(named: kind.rawValue, in: folder) { return own }
        return kind == .batch ? try workflow(named: BriefKind.image.rawValue, in: folder) : nil
    }

    /// A workflow by its name, in the folder that the settings name, or in ours.
    package func workflow(named name: String, in folder: String = "workflows") throws -> FoundResource? {
        try resource(at: "\(folder)/\(name).yml") ?? resource(at: "workflows/\(name).yml")
    }

    /// The thresholds of the quality check, checked.
    ///
    /// - Throws: `ResourceErrors` for what is wrong in the file, and what reading it throws.
    package func thresholds() throws -> QualityThresholds {
        guard let found = try resource(at: ThresholdsReader.path) else {
            return QualityThresholds(rules: [:], tiers: [:], tightBelow: 0, tightStep: 0)
        }
        return try ThresholdsReader.read(found.text, file: found.file)
    }

    /// What is inside the binary, by its path in our own repository.
    private static let shipped: [String: [UInt8]] = [
        "workflows/edit.yml": PackageResources.edit_workflow_yml,
        "workflows/image.yml": PackageResources.image_workflow_yml,
        "workflows/story.yml": PackageResources.story_workflow_yml,
        "workflows/video.yml": PackageResources.video_workflow_yml,
        "templates/models/draft.yml": PackageResources.draft_model_yml,
        "templates/models/gpt-image-2.yml": PackageResources.gpt_image_2_model_yml,
        "templates/models/gpt-image-2-high.yml": PackageResources.gpt_image_2_high_model_yml,
        "templates/models/gpt-image-2-low.yml": PackageResources.gpt_image_2_low_model_yml,
        "templates/models/seedance-1-0-pro.yml": PackageResources.seedance_1_0_pro_model_yml,
        "templates/models/seedance-1-0-pro-flex.yml": PackageResources.seedance_1_0_pro_flex_model_yml,
        "templates/models/seedance-1-5-pro.yml": PackageResources.seedance_1_5_pro_model_yml,
        "templates/models/seedance-1-5-pro-sound.yml": PackageResources.seedance_1_5_pro_sound_model_yml,
        "templates/models/seedance-2-0.yml": PackageResources.seedance_2_0_model_yml,
        "templates/models/seedream-5-pro.yml": PackageResources.seedream_5_pro_model_yml,
        "templates/models/seedream-5-lite.yml": PackageResources.seedream_5_lite_model_yml,
        "templates/models/seedream-4-5.yml": PackageResources.seedream_4_5_model_yml,
        "templates/models/seedream-4.yml": PackageResources.seedream_4_model_yml,
        "templates/models/seedream-3.yml": PackageResources.seedream_3_model_yml,
        "templates/models/seededit-3.yml": PackageResources.seededit_3_model_yml,
        "templates/models/sora-2.yml": PackageResources.sora_2_model_yml,
        "templates/models/flux-schnell-fal.yml": PackageResources.flux_schnell_fal_model_yml,
        "templates/models/flux-schnell-replicate.yml": PackageResources.flux_schnell_replicate_model_yml,
        "templates/models/sora-2-pro.yml": PackageResources.sora_2_pro_model_yml,
        "templates/models/a1111.yml": PackageResources.a1111_model_yml,
        "templates/models/claude-opus-5.yml": PackageResources.claude_opus_5_model_yml,
        "templates/models/claude-sonnet-5.yml": PackageResources.claude_sonnet_5_model_yml,
        "templates/models/claude-haiku-4-5.yml": PackageResources.claude_haiku_4_5_model_yml,
        "templates/models/skylark-embedding-vision.yml": PackageResources.skylark_embedding_vision_model_yml,
        "templates/models/deepseek-v4-pro.yml": PackageResources.deepseek_v4_pro_model_yml,
        "templates/models/deepseek-v4-flash.yml": PackageResources.deepseek_v4_flash_model_yml,
        "templates/models/deepseek-v3-2.yml": PackageResources.deepseek_v3_2_model_yml,
        "templates/prompts/optimise-image.yml": PackageResources.optimise_image_prompt_yml,
        "templates/prompts/optimise-edit.yml": PackageResources.optimise_edit_prompt_yml,
        "templates/prompts/optimise-video.yml": PackageResources.optimise_video_prompt_yml,
        "templates/prompts/chain-image.yml": PackageResources.chain_image_prompt_yml,
        "templates/prompts/chain-video.yml": PackageResources.chain_video_prompt_yml,
        "templates/prompts/story.yml": PackageResources.story_prompt_yml,
        ThresholdsReader.path: PackageResources.thresholds_review_yml,
        RubricReader.path: PackageResources.rubric_review_yml,
    ]
}
