import Core
import Review

extension JudgeQuestion {
    /// What is priced before there is anything to look at: as many pictures as will go along, their bytes unknown.
    var requestForPrice: TextRequest {
        let picture = SourcePicture(bytes: [], mediaType: .jpeg)
        return request(showing: picture, before: isEdit ? picture : nil)
    }
}
