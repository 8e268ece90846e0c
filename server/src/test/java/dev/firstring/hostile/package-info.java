/** What strangers send: bad input of every kind against the whole service, and what its logs then hold. */
@org.jspecify.annotations.NullMarked
package dev.firstring.hostile;
