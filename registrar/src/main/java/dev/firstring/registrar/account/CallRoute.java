package dev.firstring.registrar.account;

import org.jspecify.annotations.Nullable;

/**
 * Where a call goes.
 *
 * @param callerNumber the verified number of the caller in E.164 with its plus sign; null if it has none
 */
public record CallRoute(Dialled dialled, @Nullable String callerNumber) {

    /** Who is dialled. */
    public sealed interface Dialled {

        /** An active account of this domain. */
        record Account(AddressOfRecord address) implements Dialled {}

        /** A valid number, in E.164 with its plus sign, that no active account holds. */
        record Outside(String number) implements Dialled {}

        /** Neither an account nor a number. */
        record Nobody() implements Dialled {}
    }
}
