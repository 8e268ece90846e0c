package org.example.onboarding

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import androidx.core.content.ContextCompat
import com.google.android.gms.auth.api.phone.SmsRetriever
import com.google.android.gms.common.api.CommonStatusCodes
import com.google.android.gms.common.api.Status

/** Reads the code from the SMS without a permission: Google Play services pass on the message that ends with the app's hash. */
class SmsCode(private val onCode: (String) -> Unit) : BroadcastReceiver() {

    /** Call it before start and before each resend: it waits for five minutes. */
    fun listen(context: Context) {
        ContextCompat.registerReceiver(context, this, IntentFilter(SmsRetriever.SMS_RETRIEVED_ACTION),
            SmsRetriever.SEND_PERMISSION, null, ContextCompat.RECEIVER_EXPORTED)
        SmsRetriever.getClient(context).startSmsRetriever()
    }

    override fun onReceive(context: Context, intent: Intent) {
        val status = intent.extras?.get(SmsRetriever.EXTRA_STATUS) as? Status
        if (status?.statusCode == CommonStatusCodes.SUCCESS) {
            val message = intent.getStringExtra(SmsRetriever.EXTRA_SMS_MESSAGE).orEmpty()
            Regex("\\d{6}").find(message)?.let { onCode(it.value) }
        }
    }
}
