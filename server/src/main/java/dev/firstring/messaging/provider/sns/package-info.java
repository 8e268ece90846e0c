/** Amazon SNS: SMS by Publish. */
@NullMarked
package dev.firstring.messaging.provider.sns;

import org.jspecify.annotations.NullMarked;
