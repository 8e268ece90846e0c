package org.example.onboarding

import java.util.UUID
import org.json.JSONObject

/** From a number to a SIP account. [nextSmsAt] is when the next SMS can be requested, by [System.nanoTime]; null for never. */
class Onboarding(private val api: Firstring, private val store: SecretStore, @Volatile var nextSmsAt: Long? = null) {
    fun start(number: String, region: String) = timed(post("start", JSONObject()
        .put("phone_number", number).put("region", region).put("device_platform", "android")
        .put("device_id", store["device_id"] ?: UUID.randomUUID().toString().also { store["device_id"] = it })
        .put("device_token", store["device_token"])))

    fun resend(session: String, number: String) = timed(post("resend-otp", of(session).put("phone_number", number)))
    fun verify(session: String, number: String, code: String) =
        post("verify-otp", of(session).put("phone_number", number).put("otp_code", code))

    /** Signs in and returns the SIP account. */
    fun link(session: String): JSONObject {
        val linked = post("link-account", of(session))
        api.keep(linked.getJSONObject("tokens"))
        if (!linked.isNull("device_token")) store["device_token"] = linked.getString("device_token")
        return linked.getJSONObject("sip_credentials")
    }

    private fun of(session: String) = JSONObject().put("session_id", session)
    private fun post(step: String, body: JSONObject) = api.call("POST", "onboarding/$step", body, signed = false)
    private fun timed(sent: JSONObject) = sent.also {
        nextSmsAt = if (it.isNull("next_sms")) null else System.nanoTime() + it.getLong("next_sms") * 1_000_000_000
    }
}
