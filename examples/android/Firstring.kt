package org.example.onboarding

import java.io.IOException
import java.net.HttpURLConnection
import java.net.URI
import java.util.UUID
import kotlin.random.Random
import org.json.JSONObject

/** Stores secrets on the phone, encrypted with a key of the Android Keystore. Writes are on disk when set returns. */
interface SecretStore {
    operator fun get(name: String): String?
    operator fun set(name: String, value: String?)
}

/** An error response. [error] is for programs, [message] for users. */
class Refused(val status: Int, val detail: JSONObject) : IOException(detail.optString("message")) {
    val error: String = detail.optString("error")
    val retryAfter: Long = detail.optLong("retry_after", 1)
}

/** The snake_case API. Calls block: use Dispatchers.IO. [base] ends with /api/v1/. */
class Firstring(private val base: String, private val store: SecretStore) {

    /** Repeats the request until there is a response. Because of the key the server executes it once. */
    fun call(method: String, path: String, body: JSONObject? = null, signed: Boolean = true, key: String = newKey()): JSONObject {
        var renewals = 0
        var attempt = 0
        while (true) {
            val token = if (signed) store["access_token"] else null
            try {
                return send(method, path, body, token, key)
            } catch (e: Refused) {
                val running = e.error == "idempotency_key_in_use" || e.status == 503 && e.retryAfter <= 30
                if (e.error == "invalid_token" && token != null && renewals < 2) {
                    renewals++ // The first refresh may return a pair that was lost long ago.
                    renew(token)
                } else if (running && attempt++ < 5) {
                    Thread.sleep(e.retryAfter * 1000)
                } else {
                    throw e
                }
            } catch (e: IOException) {
                if (attempt++ == 5) throw e
                Thread.sleep(Random.nextLong(500L shl attempt))
            }
        }
    }

    /** One refresh at a time. The key is derived from the refresh token, so that it is the same after a restart of the process. */
    @Synchronized
    private fun renew(used: String) {
        if (store["access_token"] != used) return
        val refresh = store["refresh_token"].orEmpty()
        val key = UUID.nameUUIDFromBytes(refresh.toByteArray()).toString()
        val body = JSONObject().put("refresh_token", refresh).put("device_token", store["device_token"])
        keep(call("POST", "account/token/refresh", body, signed = false, key))
    }

    /** Stores the tokens of a link or a refresh. */
    fun keep(tokens: JSONObject) {
        store["refresh_token"] = tokens.getString("refresh_token")
        store["access_token"] = tokens.getString("access_token")
    }

    private fun send(method: String, path: String, body: JSONObject?, token: String?, key: String): JSONObject {
        val http = URI(base).resolve(path).toURL().openConnection() as HttpURLConnection
        http.requestMethod = method
        http.connectTimeout = 10_000
        http.readTimeout = 15_000
        http.setRequestProperty("Accept-Language", java.util.Locale.getDefault().toLanguageTag())
        if (method == "POST") http.setRequestProperty("Idempotency-Key", key)
        if (token != null) http.setRequestProperty("Authorization", "Bearer $token")
        if (body != null) {
            http.doOutput = true
            http.setRequestProperty("Content-Type", "application/json")
            http.outputStream.use { it.write(body.toString().toByteArray()) }
        }
        val status = http.responseCode
        val text = (if (status < 400) http.inputStream else http.errorStream)?.use { it.reader().readText() }.orEmpty()
        val json = try { JSONObject(text) } catch (e: org.json.JSONException) { throw IOException("no JSON in a $status", e) }
        if (status >= 400) throw Refused(status, json.optJSONObject("detail") ?: JSONObject())
        return json.getJSONObject("data")
    }

    companion object {
        fun newKey(): String = UUID.randomUUID().toString()
    }
}
