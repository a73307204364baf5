package import Core

/// The fields of a brief as people read them; the prompt and the items are shown apart.
package enum BriefLines {
    package struct Line: Hashable, Sendable {
        /// As on the form.
        package let heading: String
        /// Foreign text, for the most part.
        package let value: String
    }

    package static func lines(of brief: Brief) -> [Line] {
        var lines: [Line] = []
        func add(_ field: BriefField, _ value: String?) {
            guard let value, !value.isEmpty else { return }
            lines.append(Line(heading: field.heading, value: value))
        }
        add(.kind, brief.kind.rawValue)
        add(.count, String(brief.assets.count))
        add(.size, Figures.size(brief.size))
        add(.aspectRatio, brief.aspectRatio)
        add(.resolution, brief.resolution)
        add(.format, brief.format.format)
        add(.style, brief.style)
        add(.palette, brief.palette.map(\.name).joined(separator: ", "))
        add(.negativePrompt, brief.negativePrompt)
        add(.seed, brief.seed.description)
        add(.model, brief.model)
        add(.quality, brief.quality.rawValue)
        add(.threshold, String(brief.threshold))
        add(.attempts, String(brief.attempts))
        add(.budget, brief.budget.map(Figures.money))
        add(.outputPath, brief.outputPath)
        add(.references, brief.references.joined(separator: ", "))
        add(.mask, brief.mask)
        add(.checkpoints, brief.checkpoints.joined(separator: ", "))
        add(.optimise, brief.optimise ? (brief.chain ? "chain" : "yes") : nil)
        add(.approval, brief.approval ? "yes" : nil)
        add(.scenes, brief.scenes.map { String($0) })
        add(.videos, brief.videos ? "yes" : nil)
        add(.duration, brief.duration.map { "\($0) s" })
        add(.fps, brief.fps.map { String($0) })
        add(.firstFrame, brief.firstFrame)
        add(.lastFrame, brief.lastFrame)
        add(.camera, brief.camera)
        add(.audio, brief.audio ? "yes" : nil)
        return lines
    }
}
