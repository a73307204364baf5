package import Core

/// The models that can be called for videos here, and which of them serve a brief.
///
/// As for pictures: a brief that names a model gets that one and its stand-ins; one that names none every trained model, and the
/// draft where there is none.
package struct VideoModels: Sendable {
    private let providers: [any VideoProvider]

    package init(_ providers: [any VideoProvider]) { self.providers = providers }

    package var names: [String] { providers.map(\.model.name) }

    /// Whether a call may cost money.
    package var mayCost: Bool { providers.contains { !$0.model.price.isFree } }

    package subscript(name: String) -> (any VideoProvider)? { providers.first { $0.model.name == name } }

    /// The models that serve a brief, the favourite first.
    package func candidates(for brief: Brief) -> [any VideoProvider] {
        // That of a story may be the one of its pictures.
        if let name = brief.model, brief.kind != .story || self[name] != nil {
            guard let wanted = self[name] else { return [] }
            return [wanted] + wanted.model.backups.filter { $0 != name }.compactMap { self[$0] }
        }
        // One without a price is nobody's choice but that of a brief that names it.
        let trained = providers.filter { $0.model.isTrained && $0.model.price.video != nil }
        let untrained = providers.filter { !$0.model.isTrained }
        let others = untrained.isEmpty ? providers : untrained
        return (trained.isEmpty ? others : trained).sorted { isBefore($0.model, $1.model, for: brief.quality) }
    }

    /// Whether the model that goes first for a brief can't do without a picture to start from.
    package func needsFirstFrame(_ brief: Brief) -> Bool {
        candidates(for: brief).first?.model.clips.firstFrame == .needed
    }

    /// Whether a model that may be asked for a brief makes drafts.
    package func makeDrafts(_ brief: Brief) -> Bool { candidates(for: brief).contains { $0.model.clips.makesDrafts } }

    /// What each of the candidates offers for one video.
    package func offers(for item: BatchItem, of brief: Brief, seed: Seed, frames: VideoFrames) -> [ModelOffer] {
        candidates(for: brief).compactMap { provider in
            let model = provider.model
            guard let request = request(for: item, of: brief, seed: seed, from: model, frames: frames) else {
                return nil
            }
            return ModelOffer(
                model: model.name, provider: model.provider, product: model.id, tier: model.tier,
                quality: model.quality,
                price: provider.price(of: request), isRepeatable: model.price.isFree,
                loss: loss(of: request, item, brief, model, frames))
        }
    }

    /// What a model is asked for: as the brief says, in the nearest size, length and rate that it makes; nil where it makes none
    /// like it, or needs a picture to start from that is not there.
    package func request(
        for item: BatchItem, of brief: Brief, seed: Seed, from model: Model, frames: VideoFrames = VideoFrames(),
        guidance: [String] = []
    ) -> VideoRequest? {
        let clips = model.clips
        let draft = clips.makesDrafts ? frames.draft : nil
        guard let whole = model.sizes.nearest(to: item.size ?? brief.size)?.even else { return nil }
        let size = draft == .small ? whole.small : whole
        if clips.firstFrame == .needed, frames.first == nil { return nil }
        let sentences =
            ([brief.style.map { "Style: \($0)" }, camera(of: brief).map { "Camera: \($0)" }].compactMap(\.self)
            + guidance)
            .map { $0.hasSuffix(".") ? $0 : $0 + "." }
        let first = clips.firstFrame == .none ? nil : frames.first
        return VideoRequest(
            prompt: ([item.prompt] + sentences).joined(separator: "\n"), firstFrame: first,
            lastFrame: clips.takesLastFrame && first != nil ? frames.last : nil,
            references: first == nil ? Array(frames.references.prefix(clips.references)) : [], size: size,
            duration: clips.length(for: .milliseconds(Int64((brief.duration ?? Self.usualSeconds) * 1000))),
            framesPerSecond: clips.framesPerSecond ?? brief.fps ?? Self.usualRate, seed: seed,
            hasSound: brief.audio && clips.makesSound, wantsLastFrame: frames.wantsLast,
            draft: draft)
    }

    /// The scenes of a story have each its own, which stands in its prompt.
    private func camera(of brief: Brief) -> String? { brief.kind == .story ? nil : brief.camera }

    static let usualSeconds = 5.0
    static let usualRate = 24

    /// What is asked of the model otherwise than the brief has it, in a few words; nil where nothing is.
    private func loss(
        of request: VideoRequest, _ item: BatchItem, _ brief: Brief, _ model: Model, _ frames: VideoFrames
    ) -> String? {
        var losses: [String] = []
        let wanted = item.size ?? brief.size
        if !brief.isAsked(request.size, for: item), request.draft != .small {
            losses.append("\(request.size) instead of \(wanted)")
        }
        if let seconds = brief.duration, request.duration != .milliseconds(Int64(seconds * 1000)) {
            losses.append("\(request.duration.milliseconds / 1000) s instead of \(seconds) s")
        }
        if let rate = brief.fps, request.framesPerSecond != rate {
            losses.append("\(request.framesPerSecond) frames a second instead of \(rate)")
        }
        if brief.audio, !request.hasSound { losses.append("no sound") }
        if frames.first != nil, request.firstFrame == nil { losses.append("no first frame") }
        if frames.last != nil, request.lastFrame == nil { losses.append("no last frame") }
        return losses.isEmpty ? nil : "\(losses.joined(separator: ", ")), as \(model.name) makes it"
    }

    /// As for pictures: good enough before not, the least of what is good enough first; then the better, then the first by name.
    private func isBefore(_ left: Model, _ right: Model, for tier: QualityTier) -> Bool {
        let (leftRank, rightRank) = (rank(left.tier, for: tier), rank(right.tier, for: tier))
        if leftRank != rightRank { return leftRank < rightRank }
        return left.quality != right.quality ? left.quality > right.quality : left.name < right.name
    }

    /// 0 for the tier itself, then those above it, then those below.
    private func rank(_ tier: QualityTier, for wanted: QualityTier) -> Int {
        let steps = tier.rank - wanted.rank
        return steps >= 0 ? steps : 10 - steps
    }
}

extension PixelSize {
    /// With even sides, as every usual coding of videos has them.
    var even: PixelSize { PixelSize(width: max(2, width / 2 * 2), height: max(2, height / 2 * 2)) }

    /// The same shape with the pixels of 480 lines, as drafts of videos have them.
    fileprivate var small: PixelSize {
        let scale = min(1, (864 * 496 / Double(pixels)).squareRoot())
        return PixelSize(width: Int(Double(width) * scale), height: Int(Double(height) * scale)).even
    }
}
