@file:Suppress("UNUSED_PARAMETER", "PackageDirectoryMismatch")

package androidx.core.content

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.IntentFilter

object ContextCompat {
    const val RECEIVER_EXPORTED = 2

    fun registerReceiver(context: Context, receiver: BroadcastReceiver?, filter: IntentFilter, permission: String?, scheduler: Any?, flags: Int): Intent? = null
}
