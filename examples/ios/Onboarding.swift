import Foundation

/// From a number to a SIP account.
extension Firstring {
    func start(_ number: String, region: String) async throws -> [String: Any] {
        let device = store["device_id"] ?? UUID().uuidString
        store["device_id"] = device
        return try await post("start", [
            "phone_number": number, "region": region, "device_id": device,
            "device_platform": "ios", "device_token": store["device_token"] ?? "",
        ])
    }

    func resend(_ session: String, _ number: String) async throws -> [String: Any] {
        try await post("resend-otp", ["session_id": session, "phone_number": number])
    }

    func verify(_ session: String, _ number: String, _ code: String) async throws {
        _ = try await post("verify-otp", ["session_id": session, "phone_number": number, "otp_code": code])
    }

    /// Signs in and returns the SIP account.
    func link(_ session: String) async throws -> [String: Any] {
        let linked = try await post("link-account", ["session_id": session])
        keep(linked["tokens"] as? [String: Any] ?? [:])
        if let token = linked["device_token"] as? String { store["device_token"] = token }
        return linked["sip_credentials"] as? [String: Any] ?? [:]
    }
}
