/// The fields that a brief may have, as a `yaml` block, a condition and a problem name them.
package enum BriefField: String, Hashable, Sendable, CaseIterable {
    case kind, prompt, negativePrompt, count, size, aspectRatio, resolution, format, style, palette, seed, model,
        quality
    case threshold, attempts, budget, outputPath, references, mask, optimise, approval, checkpoints, scenes, videos,
        duration
    case fps, firstFrame, lastFrame, camera, audio, items

    /// As the heading of an issue form: `Negative prompt`.
    package var heading: String {
        var words = ""
        for character in rawValue {
            words += character.isUppercase ? " " + character.lowercased() : String(character)
        }
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
