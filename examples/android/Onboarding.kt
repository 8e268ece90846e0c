package org.example.onboarding

import java.util.UUID
import org.json.JSONObject

/** From a number to a SIP account. */
class Onboarding(private val api: Firstring, private val store: SecretStore) {

    /** When the next SMS can be requested, by [System.nanoTime]; null for never. */
    var nextSmsAt: Long? = null
        private set

    fun start(number: String, region: String) = timed(
        api.call("POST", "onboarding/start", JSONObject()
            .put("phone_number", number).put("region", region)
            .put("device_id", store["device_id"] ?: UUID.randomUUID().toString().also { store["device_id"] = it })
            .put("device_platform", "android").put("device_token", store["device_token"]), signed = false))

    fun resend(session: String, number: String) = timed(
        api.call("POST", "onboarding/resend-otp",
            JSONObject().put("session_id", session).put("phone_number", number), signed = false))

    fun verify(session: String, number: String, code: String) = api.call("POST", "onboarding/verify-otp",
        JSONObject().put("session_id", session).put("phone_number", number).put("otp_code", code), signed = false)

    /** Signs in and returns the SIP account. */
    fun link(session: String): JSONObject {
        val linked = api.call("POST", "onboarding/link-account", JSONObject().put("session_id", session), signed = false)
        api.keep(linked.getJSONObject("tokens"))
        if (!linked.isNull("device_token")) store["device_token"] = linked.getString("device_token")
        return linked.getJSONObject("sip_credentials")
    }

    private fun timed(answer: JSONObject): JSONObject {
        nextSmsAt = if (answer.isNull("next_sms")) null else System.nanoTime() + answer.getLong("next_sms") * 1_000_000_000
        return answer
    }
}
