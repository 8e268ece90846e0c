// What SmsCode.kt uses of Android, AndroidX and Play services, by their published signatures: Google's repository, which has
// them, is not reached by every build.
@file:Suppress("UNUSED_PARAMETER", "PackageDirectoryMismatch")

package android.content

open class Context

class Bundle { fun get(key: String): Any? = null }

class Intent {
    val extras: Bundle? get() = null
    fun getStringExtra(name: String): String? = null
}

class IntentFilter(action: String)

abstract class BroadcastReceiver {
    abstract fun onReceive(context: Context, intent: Intent)
}
