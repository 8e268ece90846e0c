@file:Suppress("UNUSED_PARAMETER", "PackageDirectoryMismatch")

package com.google.android.gms.auth.api.phone

import android.content.Context

abstract class SmsRetrieverClient { abstract fun startSmsRetriever(): Any }

object SmsRetriever {
    const val SMS_RETRIEVED_ACTION = "com.google.android.gms.auth.api.phone.SMS_RETRIEVED"
    const val SEND_PERMISSION = "com.google.android.gms.auth.api.phone.permission.SEND"
    const val EXTRA_STATUS = "com.google.android.gms.auth.api.phone.EXTRA_STATUS"
    const val EXTRA_SMS_MESSAGE = "com.google.android.gms.auth.api.phone.EXTRA_SMS_MESSAGE"

    fun getClient(context: Context): SmsRetrieverClient = error("a declaration")
}
