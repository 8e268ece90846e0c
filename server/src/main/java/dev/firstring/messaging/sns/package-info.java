/** Amazon SNS: SMS by Publish. */
@NullMarked
package dev.firstring.messaging.sns;

import org.jspecify.annotations.NullMarked;
