package import Core

/// The criteria of a review in plain words.
package enum CriterionWords {
    /// `fileType` → `file type`.
    package static func label(_ name: String) -> String {
        var words = ""
        for scalar in name.unicodeScalars {
            words += scalar.properties.isUppercase ? " \(scalar.properties.lowercaseMapping)" : String(scalar)
        }
        return words
    }

    /// What a low score of this criterion means for the picture.
    package static func weakness(_ name: String) -> String {
        switch name {
        case "sharpness": "it is blurred"
        case "exposure": "it is too dark or too bright"
        case "clipping": "shadows or highlights are lost"
        case "contrast": "it is flat"
        case "noise": "it is grainy"
        case "compression", "blocks": "the blocks of compression show"
        case "banding": "smooth areas fall into steps"
        case "blankness": "most of it is empty"
        case "size": "it is not of the size asked for"
        case "aspect": "its sides are not in the proportion asked for"
        case "fileType": "it is not of the file type asked for"
        case "palette": "the colours asked for are hardly there"
        case "adherence": "it does not show what was asked for"
        case "composition": "it is badly framed"
        case "textLegibility": "its writing is wrong or can't be read"
        case "anatomy": "bodies or things are malformed"
        case "artefacts": "the marks of a generator show"
        case "distinctness": "it repeats another picture of this run"
        default: "it is weaker than asked for"
        }
    }

    /// The criteria that pulled a judgement down, the lowest first: those under the threshold, or the lowest where none is.
    package static func weakest(of judgement: Judgement, under threshold: Int) -> [(name: String, score: Double)] {
        let sorted = judgement.criteria.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            .map { (name: $0.key, score: $0.value) }
        let under = sorted.filter { $0.score < Double(threshold) }
        return under.isEmpty ? Array(sorted.prefix(1)) : under
    }
}
