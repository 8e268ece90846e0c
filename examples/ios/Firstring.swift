import CryptoKit
import Foundation

/// Stores secrets in the Keychain. Writes are stored when the setter returns.
protocol SecretStore: AnyObject, Sendable {
    subscript(_ name: String) -> String? { get set }
}

/// An error response. `error` is for programs, `message` for users.
struct Refused: Error {
    let status: Int
    let error: String
    let message: String
    let retryAfter: Double
}

/// The snake_case API. The base ends with /api/v1/.
actor Firstring {
    private let base: URL
    let store: any SecretStore
    private var renewal: Task<Void, any Error>?

    init(base: URL, store: any SecretStore) {
        self.base = base
        self.store = store
    }

    /// Sends a step of the flow, which needs no sign-in.
    func post(_ step: String, _ body: [String: Any]) async throws -> [String: Any] {
        try await call("POST", "onboarding/\(step)", body, signed: false)
    }

    /// Repeats the request until there is a response. Because of the key the server executes it once.
    func call(_ method: String, _ path: String, _ body: [String: Any]? = nil, signed: Bool = true,
              key: String = UUID().uuidString) async throws -> [String: Any] {
        let sent = try body.map { try JSONSerialization.data(withJSONObject: $0) }
        var renewals = 0
        var attempt = 0
        while true {
            let token = signed ? store["access_token"] : nil
            do {
                return try await send(method, path, sent, token, key)
            } catch let refused as Refused {
                let running = refused.error == "idempotency_key_in_use" || (refused.status == 503 && refused.retryAfter <= 30)
                if refused.error == "invalid_token", let token, renewals < 2 {
                    renewals += 1 // The first refresh may return a pair that was lost long ago.
                    try await renew(token)
                } else if running, attempt < 5 {
                    attempt += 1
                    try await Task.sleep(for: .seconds(refused.retryAfter))
                } else {
                    throw refused
                }
            } catch is URLError where attempt < 5 {
                attempt += 1
                try await Task.sleep(for: .seconds(Double.random(in: 0..<0.5 * pow(2, Double(attempt)))))
            }
        }
    }

    /// One refresh at a time: concurrent callers wait for it.
    private func renew(_ used: String) async throws {
        if let renewal { return try await renewal.value }
        if store["access_token"] != used { return }
        let task = Task { try await askForTokens() }
        renewal = task
        defer { renewal = nil }
        try await task.value
    }

    /// The key is derived from the refresh token, so that it is the same after a restart of the app.
    private func askForTokens() async throws {
        let refresh = store["refresh_token"] ?? ""
        let key = SHA256.hash(data: Data(refresh.utf8)).prefix(16).map { String(format: "%02x", $0) }.joined()
        let body = ["refresh_token": refresh, "device_token": store["device_token"] ?? ""]
        keep(try await call("POST", "account/token/refresh", body, signed: false, key: key))
    }

    /// Stores the tokens of a link or a refresh.
    func keep(_ tokens: [String: Any]) {
        store["refresh_token"] = tokens["refresh_token"] as? String
        store["access_token"] = tokens["access_token"] as? String
    }

    private func send(_ method: String, _ path: String, _ body: Data?, _ token: String?, _ key: String) async throws -> [String: Any] {
        var request = URLRequest(url: URL(string: path, relativeTo: base)!, timeoutInterval: 15)
        request.httpMethod = method
        request.httpBody = body
        request.setValue(Locale.preferredLanguages.first, forHTTPHeaderField: "Accept-Language")
        if method == "POST" { request.setValue(key, forHTTPHeaderField: "Idempotency-Key") }
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        if body != nil { request.setValue("application/json", forHTTPHeaderField: "Content-Type") }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as! HTTPURLResponse).statusCode
        let json = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
        if status < 400, let found = json["data"] as? [String: Any] { return found }
        let detail = json["detail"] as? [String: Any] ?? [:]
        throw Refused(status: status, error: detail["error"] as? String ?? "", message: detail["message"] as? String ?? "",
                      retryAfter: detail["retry_after"] as? Double ?? 1)
    }
}
