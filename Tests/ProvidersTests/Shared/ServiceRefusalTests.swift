import Core
import Testing

@testable import Providers

/// What services say is wrong, each in its own shape.
@Suite struct ServiceRefusalTests {
    private func refusal(_ body: String) -> ServiceRefusal { ServiceRefusal(Array(body.utf8)) }

    @Test(
        arguments: [
            // FastAPI's list, as fal and AUTOMATIC1111 send it.
            (
                #"{"detail":[{"loc":["body","prompt"],"msg":"flagged","type":"content_policy_violation"}]}"#,
                "content_policy_violation", "body.prompt: flagged"
            ),
            (#"{"detail":"Exhausted balance"}"#, nil, "Exhausted balance"),
            // AUTOMATIC1111: the kind, and what happened.
            (
                #"{"error":"OutOfMemoryError","detail":"","body":"","errors":"CUDA out of memory"}"#, nil,
                "OutOfMemoryError: CUDA out of memory"
            ),
            (#"{"error":"HTTPException","detail":"Sampler not found"}"#, nil, "HTTPException: Sampler not found"),
            // ComfyUI: the node, and what is wrong with it.
            (
                #"{"error":{"type":"prompt_outputs_failed_validation","message":"Prompt outputs failed validation","details":""},"#
                    + #""node_errors":{"4":{"errors":[{"message":"Value not in list","details":"ckpt_name: 'x'"}],"#
                    + #""class_type":"CheckpointLoaderSimple"}}}"#, "prompt_outputs_failed_validation",
                "Prompt outputs failed validation: CheckpointLoaderSimple 4: Value not in list (ckpt_name: 'x')"
            ),
            (#"{"error":null,"message":"slow down","code":17}"#, "17", "slow down"),
            // What is for programs, or for browsers, is not shown.
            ("\r\n <!DOCTYPE html><p>no", nil, "a page, not JSON"),
            ("\u{feff}<html>", nil, "a page, not JSON"),
            (#"{"data":[{"b64":"AAAA"#, nil, "21 bytes of JSON that say nothing about it"),
            (#"{"created":1,"data":[]}"#, nil, "JSON with created, data"),
            ("upstream gone", nil, "upstream gone"), ("", nil, ""),
        ] as [(String, String?, String)])
    func itsCodeAndItsWordsAreFound(body: String, code: String?, message: String) {
        #expect(refusal(body).code == code)
        #expect(refusal(body).message == message)
    }

    @Test(
        arguments: [
            "OutputImageSensitiveContentDetected", "InputTextSensitiveContentDetected.PolicyViolation",
            "OutputVideoRiskDetection", "moderation_blocked", "content_policy_violation", "content_filter",
        ])
    func moderationIsKnownByItsCode(code: String) {
        #expect(refusal(#"{"error":{"code":"\#(code)"}}"#).isOfContent)
    }

    @Test(arguments: ["InvalidParameter.size", "insufficient_quota", "InternalServiceError", ""])
    func nothingElseIsTakenForIt(code: String) { #expect(!refusal(#"{"error":{"code":"\#(code)"}}"#).isOfContent) }
}
