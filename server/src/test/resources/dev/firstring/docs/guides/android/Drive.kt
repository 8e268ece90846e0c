package org.example.onboarding

import java.util.concurrent.ConcurrentHashMap
import org.json.JSONObject

class MemoryStore : SecretStore {
    private val values = ConcurrentHashMap<String, String>()

    override fun get(name: String): String? = values[name]

    override fun set(name: String, value: String?) {
        if (value == null) values.remove(name) else values[name] = value
    }
}

/** An app that is made of the guide's code. */
class Drive @JvmOverloads constructor(private val base: String, private val store: MemoryStore = MemoryStore()) {
    private val api = Firstring(base, store)
    private val onboarding = Onboarding(api, store)

    /** Types a wrong code first, then the right one, which the service tells in development mode. */
    fun onboard(number: String): String {
        val started = onboarding.start(number, "FR")
        val session = started.getString("session_id")
        val code = started.getString("otp_code")
        val refused = try {
            onboarding.verify(session, number, if (code == "000000") "000001" else "000000")
            error("a wrong code was taken")
        } catch (e: Refused) {
            e
        }
        check(refused.error == "invalid_otp" && refused.detail.getInt("attempts_left") == 2 && !refused.message.isNullOrBlank())
        check(onboarding.nextSmsAt!! > System.nanoTime())
        onboarding.verify(session, number, code)
        return onboarding.link(session).getString("sip_username")
    }

    fun resendTooEarly(number: String): Long {
        val session = onboarding.start(number, "FR").getString("session_id")
        return try {
            onboarding.resend(session, number)
            0
        } catch (e: Refused) {
            e.retryAfter
        }
    }

    fun number(): String =
        api.call("GET", "account").getJSONArray("phone_numbers").getJSONObject(0).getString("phone_number")

    /** The same app after its process was killed. */
    fun restarted() = Drive(base, store)
}
