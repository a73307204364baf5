package import Core

/// What a picture says of its own making, as XMP inside the file.
///
/// It holds no time and no run, so that the same picture keeps the same bytes.
package struct Provenance: Hashable, Sendable {
    package let digitalSourceType: DigitalSourceType
    package let provider: String
    package let model: String
    package let seed: Seed?
    package let promptSHA256: SHA256Digest

    package init(
        digitalSourceType: DigitalSourceType, provider: String, model: String, seed: Seed?, promptSHA256: SHA256Digest
    ) {
        self.digitalSourceType = digitalSourceType
        self.provider = provider
        self.model = model
        self.seed = seed
        self.promptSHA256 = promptSHA256
    }

    /// By the model that made it.
    package init(model: ModelDescription, seed: Seed?, promptSHA256: SHA256Digest) {
        self.init(
            digitalSourceType: model.isTrained ? .trainedAlgorithmicMedia : .algorithmicMedia,
            provider: model.provider, model: model.name, seed: seed, promptSHA256: promptSHA256)
    }

    /// The XMP packet, by ISO 16684-1; the namespace of our own fields is `urn:x-showrunner:provenance:1.0#`.
    package var xmp: String {
        var fields: [(name: String, value: String)] = [
            ("xmp:CreatorTool", "Showrunner"),
            ("Iptc4xmpExt:DigitalSourceType", digitalSourceType.uri),
            ("showrunner:Provider", provider),
            ("showrunner:Model", model),
            ("showrunner:PromptSHA256", promptSHA256.hex),
        ]
        if let seed { fields.append(("showrunner:Seed", seed.description)) }
        let properties = fields.map { "   <\($0.name)>\(Self.escaped($0.value))</\($0.name)>\n" }.joined()
        return """
            <?xpacket begin="\u{feff}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
             <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
              <rdf:Description rdf:about=""
                xmlns:xmp="http://ns.adobe.com/xap/1.0/"
                xmlns:dc="http://purl.org/dc/elements/1.1/"
                xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
                xmlns:showrunner="urn:x-showrunner:provenance:1.0#">
               <dc:creator><rdf:Seq><rdf:li>Showrunner</rdf:li></rdf:Seq></dc:creator>
            \(properties)  </rdf:Description>
             </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>
            """
    }

    /// As the text of an element: markup escaped, what XML 1.0 does not allow left out.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\t", "\n": result += " "
            default:
                if scalar.value >= 0x20, scalar.value & 0xfffe != 0xfffe { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }
}
