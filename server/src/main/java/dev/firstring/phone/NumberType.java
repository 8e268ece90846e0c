package dev.firstring.phone;

/** The types of numbers that numbering plans tell apart. */
public enum NumberType {
    FIXED_LINE,
    MOBILE,
    /** The plan does not tell the two apart. */
    FIXED_LINE_OR_MOBILE,
    TOLL_FREE,
    PREMIUM_RATE,
    SHARED_COST,
    VOIP,
    PERSONAL_NUMBER,
    PAGER,
    UAN,
    VOICEMAIL,
    UNKNOWN
}
