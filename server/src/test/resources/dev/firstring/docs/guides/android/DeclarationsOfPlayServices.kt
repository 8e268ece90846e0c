@file:Suppress("PackageDirectoryMismatch")

package com.google.android.gms.common.api

class Status { val statusCode: Int get() = 0 }

object CommonStatusCodes { const val SUCCESS = 0 }
