/// Writes whole numbers as people read them: `65,536`.
enum Grouped {
    static func digits(_ number: Int) -> String {
        let digits = String(number)
        var grouped = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { grouped += "," }
            grouped.append(digit)
        }
        return grouped
    }
}
