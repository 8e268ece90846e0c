/**
 * Flexisip Account Manager 2.x, through the admin endpoints of its REST interface (FlexiAPI).
 *
 * <p>Peculiarities of the manager, and how the adapter handles them:
 *
 * <ul>
 *   <li>Flexisip's query checks {@code activated} and ignores {@code blocked}. A disabled account is therefore not
 *       activated, so that phones cannot register, and blocked, so that its owner cannot activate it again. Whether an
 *       account is enabled is read from {@code activated} alone.
 *   <li>An update sets absent fields to null. The account is therefore read first, and fields that the service does not
 *       manage are sent back unchanged. The dictionary is the exception: if absent, it is kept.
 *   <li>A phone number must be unique, and its country activated. A rejected number is omitted: the account works
 *       without it.
 *   <li>After a rejected name, the account is looked up. If it exists, its age tells who created it. If it is absent,
 *       the manager reserves the name of a deleted account (for seven days) or considers the name invalid.
 *   <li>A 403 for a creation means a full Space if the same key can still read, and an invalid key otherwise.
 *   <li>A 302 redirects to the sign-in page: the key was not recognized. Redirects are not followed.
 *   <li>Devices are listed without contact and expiry, and some without a user agent; expired devices are included.
 *   <li>The manager does not clear Flexisip's credential cache.
 * </ul>
 */
@NullMarked
package dev.firstring.sipserver.adapter.flexiapi;

import org.jspecify.annotations.NullMarked;
