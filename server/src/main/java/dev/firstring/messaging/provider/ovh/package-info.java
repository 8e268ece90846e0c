/** OVHcloud: SMS by its API. */
@NullMarked
package dev.firstring.messaging.provider.ovh;

import org.jspecify.annotations.NullMarked;
