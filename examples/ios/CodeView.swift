import SwiftUI

/// Asks for the code. The keyboard offers the code of the SMS; `linked` receives the SIP account.
struct CodeView: View {
    let api: Firstring
    let session: String
    let number: String
    let linked: ([String: Any]) -> Void
    @State var nextSms: Date?
    @State private var code = ""
    @State private var trouble = ""

    var body: some View {
        VStack {
            TextField("Code", text: $code)
                .textContentType(.oneTimeCode)
                .keyboardType(.numberPad)
                .onChange(of: code) { if code.count == 6 { verify() } }
            Text(trouble)
            TimelineView(.periodic(from: .now, by: 1)) { context in
                let left = nextSms.map { Int($0.timeIntervalSince(context.date).rounded(.up)) }
                Button(left.map { $0 > 0 } == true ? "Send again in \(left ?? 0) s" : "Send again") { resend() }
                    .disabled(left.map { $0 > 0 } ?? true)
            }
        }
    }

    private func verify() {
        ask {
            try await api.verify(session, number, code)
            linked(try await api.link(session))
        }
    }

    private func resend() {
        ask {
            let sent = try await api.resend(session, number)
            nextSms = (sent["next_sms"] as? Double).map { Date.now + $0 }
        }
    }

    private func ask(_ request: @escaping @MainActor () async throws -> Void) {
        Task { @MainActor in
            do {
                try await request()
            } catch let refused as Refused {
                trouble = refused.message
                if refused.error == "invalid_otp" { code = "" }
            } catch {
                trouble = error.localizedDescription
            }
        }
    }
}
