import Imaging
import Testing

@testable import Review

@Suite struct BlockGridTests {
    @Test(arguments: [64, 1024, 1030, 37, 16, 15])
    func seamsAreFoundAtAnyWidth(width: Int) {
        // A step of 8 bits at every eighth row, and nothing else.
        let values = (0..<width * 64).map { Int16(($0 / width / 8) % 2 == 0 ? 100 : 140) }
        let grid = BlockGrid(LumaPlane(width: width, height: 64, values: values))
        #expect(grid.row == 0)
        #expect(grid.excess > 1)
    }
}
